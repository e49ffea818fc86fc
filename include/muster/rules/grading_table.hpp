#pragma once

#include "muster/core/digest.hpp"                    // digest
#include "muster/core/error.hpp"                     // error
#include "muster/core/name_book.hpp"                 // name_book
#include "muster/model/incident.hpp"                 // check
#include "muster/model/outcomes.hpp"                 // grading
#include "muster/model/stage_context.hpp"            // grade_context
#include "muster/model/type_tree.hpp"                // type_tree
#include "muster/rules/column.hpp"                   // find_column
#include "muster/rules/detail/grading_reason.hpp"    // grading_reason
#include "muster/rules/detail/threshold_ladder.hpp"  // step_reached, check_ladder
#include "muster/rules/grading_criterion.hpp"        // grading_criterion
#include "muster/rules/grading_verdict.hpp"          // grading_verdict

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// The least serious level that incidents of a type (and its kinds) ever get.
struct base_level {
    type_id type{};
    response_level at_least{};
};

/// Grades an incident: the most serious level that any criterion reaches, known and potential harm alike.
///
/// Unknown is not zero: while a criterion's value is unknown, its most serious level remains possible, so the
/// outcome is an interval with the fact that would settle it. `decided` is what the known facts reach, or what the
/// criterion says to assume. When the type is not known, criteria for particular types apply too: a level set too
/// low costs more than one set too high. They may turn out not to apply, and the type may have a base level, so the
/// interval then reaches from what is sure for every type to the worst for any.
///
/// A stage. @throws error empty, unknown_name (a field, a type), out_of_range (a level that the scale lacks, a limit
/// beyond 10^15), contradiction (a more serious level with a laxer limit, thresholds of both directions)
/// @complexity O(criteria x thresholds), no allocation when warm. Deterministic: yes
template <class T, const auto& Map = fields<T>>
class grading_table {
public:
    grading_table(const type_tree& types, response_scale scale, std::vector<grading_criterion> criteria,
                  std::vector<base_level> bases = {})
        : types_{types}, scale_{std::move(scale)}, criteria_{std::move(criteria)}, bases_{std::move(bases)} {
        static_assert(muster::check<incident, T, Map>());
        for (const grading_criterion& each : criteria_) {
            check_criterion(each);
            read_.push_back(find_column<T, Map>(each.column, "criterion `" + each.criterion_name.en + "`").read);
        }
        for (const base_level& each : bases_) {
            if (each.type.index >= types_.size()) {
                throw error{errc::unknown_name, "grading_table: a base level names a type that is not of the tree"};
            }
            check_level(each.at_least, "a base level");
        }
    }

    [[nodiscard]] const response_scale& scale() const noexcept { return scale_; }
    [[nodiscard]] std::size_t size() const noexcept { return criteria_.size(); }
    [[nodiscard]] const grading_criterion& operator[](criterion_id which) const { return criteria_[which.index]; }

    void write_digest(digest& into) const {
        types_.write_digest(into);
        into.number(static_cast<std::int64_t>(scale_.size()));
        for (const grading_criterion& each : criteria_) {
            into.words(each.column).number(each.assumed.rank).number(each.only_for.index);
            into.number(static_cast<std::int64_t>(each.thresholds.size()));
            for (const threshold& line : each.thresholds) {
                into.number(line.reached.rank).number(static_cast<std::int64_t>(line.how)).real(line.limit);
            }
        }
        for (const base_level& each : bases_) { into.number(each.type.index).number(each.at_least.rank); }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < criteria_.size(); ++i) {
            names.set(subject::criterion, i, criteria_[i].criterion_name);
        }
        for (std::uint32_t rank = 1; rank <= scale_.size(); ++rank) {
            names.set(subject::level, rank, scale_[{static_cast<std::uint8_t>(rank)}]);
        }
    }

    void operator()(const T& object, const grade_context& context, grading& out) const {
        const bool recording = context.recording == record::all;
        const type_id type = context.what.type;
        out.reasons.clear();
        out.criterion = out.settled_by = criterion_id::none();
        const response_level base = base_of(type);
        out.decided = out.lowest = out.highest = base;
        if (recording) { note(out, 0xffff'ffffU, grading_verdict::base, base, known<double>{}, 0); }
        response_level open{};  // the most serious level that an unknown fact could still bring
        for (std::uint32_t i = 0; i < criteria_.size(); ++i) {
            const grading_criterion& each = criteria_[i];
            if (each.only_for && type && !types_.is_a(type, each.only_for)) {
                if (recording) { note(out, i, grading_verdict::not_for_type, {}, known<double>{}, 0); }
                continue;
            }
            const known<double> value = read_[i](object);
            if (value.is_known()) {
                weigh(out, i, value, type || !each.only_for, recording);
            } else {
                leave_open(out, i, open, recording);
            }
        }
        if (!type) {
            for (const base_level& each : bases_) { out.highest = more_serious(out.highest, each.at_least); }
            if (is_more_serious(out.highest, open)) { out.settled_by = criterion_id::none(); }  // the type would settle it
        }
        if (!is_more_serious(out.highest, out.lowest)) { out.settled_by = criterion_id::none(); }
    }
    [[nodiscard]] grading operator()(const T& object, const grade_context& context) const {
        grading out;
        (*this)(object, context, out);
        return out;
    }

private:
    [[nodiscard]] response_level base_of(type_id type) const noexcept {
        response_level base = scale_.least_serious();
        for (const base_level& each : bases_) {
            if (types_.is_a(type, each.type)) { base = more_serious(base, each.at_least); }
        }
        return base;
    }

    void weigh(grading& out, std::uint32_t index, const known<double>& value, bool is_sure, bool recording) const {
        const std::vector<threshold>& steps = criteria_[index].thresholds;
        const threshold* best = detail::step_reached(steps, value.value());
        if (best == nullptr) {
            if (recording) {
                const threshold* nearest = detail::step_beyond(steps, response_level{});  // the first to be reached
                note(out, index, grading_verdict::below, {}, value, nearest->limit);
            }
            return;
        }
        if (recording) { note(out, index, grading_verdict::reached, best->reached, value, best->limit); }
        if (is_sure) { out.lowest = more_serious(out.lowest, best->reached); }
        out.highest = more_serious(out.highest, best->reached);
        decide(out, index, best->reached);
    }

    void leave_open(grading& out, std::uint32_t index, response_level& open, bool recording) const {
        const grading_criterion& each = criteria_[index];
        const response_level worst = detail::top_of(each.thresholds);
        const response_level could_be = more_serious(worst, each.assumed);
        if (is_more_serious(could_be, open)) {
            open = could_be;
            out.settled_by = {index};
        }
        out.highest = more_serious(out.highest, could_be);
        decide(out, index, each.assumed);
        if (recording) {
            note(out, index, each.assumed ? grading_verdict::unknown_assumed : grading_verdict::unknown_open,
                 each.assumed ? each.assumed : worst, known<double>{}, 0);
        }
    }

    static void decide(grading& out, std::uint32_t index, response_level reached) noexcept {
        if (!is_more_serious(reached, out.decided)) { return; }
        out.decided = reached;
        out.criterion = {index};
    }

    static void note(grading& out, std::uint32_t index, grading_verdict verdict, response_level at,
                     const known<double>& value, double limit) {
        out.reasons.push_back(detail::grading_reason(index, verdict, at.rank, value, limit));
    }

    void check_level(response_level each, const std::string& where) const {
        if (!scale_.contains(each)) {
            throw error{errc::out_of_range, "grading_table: " + where + " has a level of rank " +
                                                std::to_string(each.rank) + "; the scale has ranks 1 to " +
                                                std::to_string(scale_.size())};
        }
    }

    void check_criterion(const grading_criterion& each) const {
        detail::check_ladder(each, scale_, "grading_table");
        if (each.only_for && each.only_for.index >= types_.size()) {
            detail::refuse(errc::unknown_name, each, "grading_table", "is for a type that is not of the tree");
        }
    }

    type_tree types_;
    response_scale scale_;
    std::vector<grading_criterion> criteria_;
    std::vector<base_level> bases_;
    std::vector<known<double> (*)(const T&)> read_;
};

}  // namespace v0
}  // namespace muster
