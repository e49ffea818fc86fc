#pragma once

#include "muster/core/digest.hpp"                    // digest
#include "muster/core/error.hpp"                     // error
#include "muster/core/expects.hpp"                   // MUSTER_EXPECTS
#include "muster/core/name_book.hpp"                 // name_book
#include "muster/model/outcomes.hpp"                 // grading
#include "muster/model/stage_context.hpp"            // grade_context
#include "muster/rules/column.hpp"                   // columns_of
#include "muster/rules/detail/grading_reason.hpp"    // grading_reason
#include "muster/rules/detail/threshold_ladder.hpp"  // step_reached, check_ladder
#include "muster/rules/graded.hpp"                   // graded, level_margin
#include "muster/rules/grading_criterion.hpp"        // level_criterion

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <optional>     // optional
#include <string>       // string
#include <tuple>        // tuple
#include <type_traits>  // is_same_v
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A scheme of levels with the limits of each: plain data, as a file or a person writes it.
template <class Level>
struct grading_definition {
    label called;
    level_scale<typename Level::scheme> scale;
    std::vector<level_criterion<Level>> criteria{};
    /// What reaches no threshold. Nothing said: the least serious level. None (`Level{}`): it has no level at all.
    std::optional<Level> otherwise{};
};

/// Grades a case by one scheme of levels: the most serious level that any criterion reaches, known and potential harm
/// alike. Several schemes stand side by side; their levels are of different types and cannot be mixed up.
///
/// Unknown is not zero: while a criterion's value is unknown its most serious level remains possible, so the outcome
/// is an interval with the fact that would settle it. NaN is unknown. `grading_table` is the same for response levels
/// with incident types, base levels and criteria for particular types.
///
/// A scheme of response levels is also a stage (`stage::grade = scheme`). Const objects are shared by threads.
/// @throws error empty, unknown_name (a field, with those that there are), duplicate (two criteria of one name),
/// out_of_range (a level that the scale lacks, a limit beyond 10^15), contradiction (a more serious level with a laxer
/// limit, thresholds of both directions, a criterion for one type only). With file and line where a criterion has them
/// @complexity O(criteria x thresholds), no allocation when warm. Deterministic: yes
/// @example tests/io/grading_csv.cpp
template <class T, class Level = response_level, const auto& Map = fields<T>>
class grading_scheme {
public:
    using level_type = Level;
    using scale_type = level_scale<typename Level::scheme>;

    explicit grading_scheme(grading_definition<Level> by)
        : by_{std::move(by)}, otherwise_{by_.otherwise.value_or(by_.scale.least_serious())} {
        if (by_.criteria.empty()) { throw error{errc::empty, who() + " has no criteria; at least one is needed"}; }
        if (otherwise_ && !by_.scale.contains(otherwise_)) {
            throw error{errc::out_of_range, who() + ": what reaches no threshold has a level of rank " +
                                                std::to_string(otherwise_.rank) + "; the scale has ranks 1 to " +
                                                std::to_string(by_.scale.size())};
        }
        for (std::size_t i = 0; i < by_.criteria.size(); ++i) { add(i); }
    }

    [[nodiscard]] const label& called() const noexcept { return by_.called; }
    [[nodiscard]] const scale_type& scale() const noexcept { return by_.scale; }
    [[nodiscard]] std::size_t size() const noexcept { return by_.criteria.size(); }
    [[nodiscard]] const level_criterion<Level>& operator[](criterion_id which) const {
        return by_.criteria[which.index];
    }
    [[nodiscard]] const std::vector<level_criterion<Level>>& criteria() const noexcept { return by_.criteria; }
    /// The level of what reaches no threshold; none when it has no level at all.
    [[nodiscard]] Level otherwise() const noexcept { return otherwise_; }

    /// What a criterion reads of a case. @pre the criterion is one of this scheme's
    [[nodiscard]] known<double> value_of(criterion_id which, const T& object) const {
        return read_[which.index](object);
    }

    void grade(const T& object, graded<Level>& out, record recording = record::all) const {
        out.reasons.clear();
        out.criterion = out.settled_by = criterion_id::none();
        out.decided = out.lowest = out.highest = otherwise_;
        out.has_caused = out.may_cause = Level{};
        Level open{};  // the most serious level that an unknown fact could still bring
        for (std::uint32_t i = 0; i < by_.criteria.size(); ++i) {
            const level_criterion<Level>& each = by_.criteria[i];
            const known<double> value = read_[i](object);
            const reason made = value.is_known() ? weigh(out, i, value) : leave_open(out, i, open);
            if (recording == record::all) { out.reasons.push_back(made); }
            if (!value.is_known() || made.purpose == 0) { continue; }
            Level& caused = each.counts == harm::known ? out.has_caused : out.may_cause;
            caused = more_serious(caused, Level{static_cast<std::uint8_t>(made.purpose)});
        }
        // What could only bring a level that is reached anyway settles nothing.
        if (!is_more_serious(out.highest, out.lowest)) { out.settled_by = criterion_id::none(); }
    }
    [[nodiscard]] graded<Level> grade(const T& object) const {
        graded<Level> out;
        grade(object, out);
        return out;
    }

    /// How far the case is from a level more serious than `than`, by one criterion; nothing when the value is unknown
    /// or the criterion has no such level.
    [[nodiscard]] std::optional<level_margin<Level>> margin_of(criterion_id which, const T& object, Level than) const {
        const known<double> value = read_[which.index](object);
        const level_threshold<Level>* next = detail::step_beyond(by_.criteria[which.index].thresholds, than);
        if (!value.is_known() || next == nullptr || holds(value.value(), next->how, next->limit)) { return {}; }
        return level_margin<Level>{which, next->reached, value.value(), next->limit, next->how};
    }

    /// Which criterion is nearest to bring a more serious level than the one decided: by the distance as a share of
    /// the limit, the first of equals. Nothing when the level is the most serious, or no known value could bring one.
    [[nodiscard]] std::optional<level_margin<Level>> margin(const T& object) const {
        graded<Level> now;
        grade(object, now, record::none);
        std::optional<level_margin<Level>> nearest;
        for (std::uint32_t i = 0; i < by_.criteria.size(); ++i) {
            const auto found = margin_of({i}, object, now.decided);
            if (found && (!nearest || found->share() < nearest->share())) { nearest = found; }
        }
        return nearest;
    }

    /// The grade stage, for a scheme of response levels in which every case has a level.
    void operator()(const T& object, const grade_context& context,
                    grading& out) const requires std::is_same_v<Level, response_level> {
        MUSTER_EXPECTS(otherwise_, "grading_scheme: as a stage, what reaches no threshold needs a level");
        graded<Level> found;
        found.reasons.swap(out.reasons);  // its memory is used again
        grade(object, found, context.recording);
        out.reasons.swap(found.reasons);
        out.decided = found.decided;
        out.lowest = found.lowest;
        out.highest = found.highest;
        out.criterion = found.criterion;
        out.settled_by = found.settled_by;
    }
    [[nodiscard]] grading operator()(
        const T& object, const grade_context& context) const requires std::is_same_v<Level, response_level> {
        grading out;
        (*this)(object, context, out);
        return out;
    }

    /// Everything that decides; not the names, nor where a limit is laid down.
    void write_digest(digest& into) const {
        by_.scale.write_digest(into);
        into.number(otherwise_.rank).number(static_cast<std::int64_t>(by_.criteria.size()));
        for (const level_criterion<Level>& each : by_.criteria) {
            into.words(each.column).number(each.assumed.rank).number(static_cast<std::int64_t>(each.counts));
            into.number(static_cast<std::int64_t>(each.thresholds.size()));
            for (const level_threshold<Level>& line : each.thresholds) {
                into.number(line.reached.rank).number(static_cast<std::int64_t>(line.how)).real(line.limit);
            }
        }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < by_.criteria.size(); ++i) {
            names.set(subject::criterion, i, by_.criteria[i].criterion_name);
        }
        for (std::uint32_t rank = 1; rank <= by_.scale.size(); ++rank) {
            names.set(subject::level, rank, by_.scale[Level{static_cast<std::uint8_t>(rank)}]);
        }
    }

private:
    [[nodiscard]] std::string who() const { return "grading scheme `" + by_.called.en + "`"; }

    void add(std::size_t index) {
        const level_criterion<Level>& each = by_.criteria[index];
        if (each.criterion_name.en.empty()) {
            throw error{errc::empty, each.where, who() + ": a criterion without a name"};
        }
        for (std::size_t i = 0; i < index; ++i) {
            if (by_.criteria[i].criterion_name.en == each.criterion_name.en) {
                detail::refuse(errc::duplicate, each, who(), "is there twice");
            }
        }
        detail::check_ladder(each, by_.scale, who());
        if (each.only_for) {
            detail::refuse(errc::contradiction, each, who(), "is for one type only; only a grading_table knows types");
        }
        std::string there;
        for (const column<T>& candidate : columns_of<T, Map>()) {
            if (candidate.name == each.column) {
                read_.push_back(candidate.read);
                return;
            }
            there += (there.empty() ? "" : ", ") + std::string{candidate.name};
        }
        detail::refuse(errc::unknown_name, each, who(),
                       "reads the field `" + each.column +
                           "`, which fields<T> does not have as a number; it has: " + (there.empty() ? "none" : there));
    }

    [[nodiscard]] reason weigh(graded<Level>& out, std::uint32_t index, const known<double>& value) const {
        const auto& steps = by_.criteria[index].thresholds;
        const level_threshold<Level>* best = detail::step_reached(steps, value.value());
        if (best == nullptr) {
            return detail::grading_reason(index, grading_verdict::below, 0, value,
                                          detail::step_beyond(steps, Level{})->limit);
        }
        out.lowest = more_serious(out.lowest, best->reached);
        out.highest = more_serious(out.highest, best->reached);
        decide(out, index, best->reached);
        return detail::grading_reason(index, grading_verdict::reached, best->reached.rank, value, best->limit);
    }

    [[nodiscard]] reason leave_open(graded<Level>& out, std::uint32_t index, Level& open) const {
        const level_criterion<Level>& each = by_.criteria[index];
        const Level worst = detail::top_of(each.thresholds);
        const Level could_be = more_serious(worst, each.assumed);
        if (is_more_serious(could_be, open)) {
            open = could_be;
            out.settled_by = {index};
        }
        out.highest = more_serious(out.highest, could_be);
        decide(out, index, each.assumed);
        return each.assumed ? detail::grading_reason(index, grading_verdict::unknown_assumed, each.assumed.rank)
                            : detail::grading_reason(index, grading_verdict::unknown_open, worst.rank);
    }

    static void decide(graded<Level>& out, std::uint32_t index, Level reached) noexcept {
        if (!is_more_serious(reached, out.decided)) { return; }
        out.decided = reached;
        out.criterion = {index};
    }

    grading_definition<Level> by_;
    Level otherwise_;
    std::vector<known<double> (*)(const T&)> read_;
};

/// Grades one case by several schemes at once: `const auto [grade, alarm, response] = graded_by(case, a, b, c);`
/// What comes out of each is of its own type.
template <class T, class... Schemes>
requires(sizeof...(Schemes) > 0)
    [[nodiscard]] std::tuple<graded<typename Schemes::level_type>...> graded_by(const T& object,
                                                                                const Schemes&... schemes) {
    return {schemes.grade(object)...};
}

}  // namespace v0
}  // namespace muster
