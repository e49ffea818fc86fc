#pragma once

#include "muster/core/error.hpp"               // error, source_position
#include "muster/model/level.hpp"              // level, level_scale
#include "muster/rules/grading_criterion.hpp"  // level_criterion
#include "muster/rules/table_value.hpp"        // number_text

#include <cstddef>   // size_t
#include <cstdint>   // uint8_t
#include <optional>  // optional
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The lines of one criterion of a file, and what they have to fulfil together.
///
/// Each level has a lower and an upper end, or one of them. Which of the two is where the level begins follows from
/// the most serious level: it is open beyond its only end.
template <class Level>
class criterion_lines {
public:
    explicit criterion_lines(level_criterion<Level> head) : head_{std::move(head)} {}

    [[nodiscard]] const std::string& called() const noexcept { return head_.criterion_name.en; }

    template <class Scale>
    void add(const level_criterion<Level>& head, const level_threshold<Level>& line, const Scale& scale,
             const source_position& at_level, const source_position& at_limit) {
        check_head(head, at_limit);
        if (ends_.empty()) { ends_.resize(scale.size()); }
        const bool is_lower = counts_upward(line.how);
        ends& both = ends_[line.reached.rank - std::size_t{1}];
        std::optional<end>& mine = is_lower ? both.lower : both.upper;
        if (mine) {
            throw error{errc::duplicate, at_level,
                        who() + ", level `" + scale[line.reached].en + "`: a second " + (is_lower ? "lower" : "upper") +
                            " end; line " + std::to_string(mine->where.line) + " has one already"};
        }
        mine = end{line, at_limit};
    }

    /// The criterion, when its lines fit together.
    template <class Scale>
    [[nodiscard]] level_criterion<Level> checked(const Scale& scale) const {
        std::size_t top = 0;
        while (!ends_[top].lower && !ends_[top].upper) { ++top; }
        if (ends_[top].lower && ends_[top].upper) {
            throw error{errc::contradiction, ends_[top].upper->where,
                        who() + ": `" + scale.names()[top].en + "`, its most serious level, ends on both sides (" +
                            shown(ends_[top]) + "): what lies beyond would be less serious"};
        }
        const bool upward = ends_[top].lower.has_value();
        level_criterion<Level> made = head_;
        for (std::size_t i = ends_.size(); i-- > 0;) {
            const std::optional<end>& begin = upward ? ends_[i].lower : ends_[i].upper;
            if (ends_[i].lower && ends_[i].upper) { check_order(i, scale, upward); }
            check_end(i, scale, upward);
            if (begin) {
                check_stricter(i, scale, upward);
                made.thresholds.push_back(begin->line);
            }
        }
        return made;
    }

private:
    struct end {
        level_threshold<Level> line;
        source_position where;
    };
    struct ends {
        std::optional<end> lower, upper;
    };

    [[nodiscard]] std::string who() const { return "criterion `" + called() + "`"; }

    void check_head(const level_criterion<Level>& head, const source_position& at_limit) {
        const auto differs = [&](const std::string& what) {
            throw error{errc::contradiction, head.where,
                        who() + ": " + what + " than in line " + std::to_string(head_.where.line)};
        };
        if (head.column != head_.column) { differs("reads another field, `" + head.column + "`,"); }
        if (head.looks_at != head_.looks_at) { differs("another aspect"); }
        if (head.counts != head_.counts) { differs("another kind of harm"); }
        if (head.assumed && head_.assumed && head.assumed != head_.assumed) { differs("another level while unknown"); }
        if (head.unit != head_.unit) {
            throw error{errc::type_mismatch, at_limit,
                        who() + " is counted in `" + head.unit + "` here and in `" + head_.unit + "` in line " +
                            std::to_string(head_.where.line)};
        }
        if (head.assumed) { head_.assumed = head.assumed; }
        if (head_.criterion_name.zh.empty()) { head_.criterion_name.zh = head.criterion_name.zh; }
        if (head_.source.empty()) { head_.source = head.source; }
    }

    [[nodiscard]] std::string shown(const end& each) const {
        const char* how = each.line.how == comparison::at_least  ? "from "
                          : each.line.how == comparison::more    ? "above "
                          : each.line.how == comparison::at_most ? "up to "
                                                                 : "below ";
        return how + number_text(each.line.limit, value_kind::number) + (head_.unit.empty() ? "" : " " + head_.unit);
    }
    [[nodiscard]] std::string shown(const ends& each) const {
        return (each.lower ? shown(*each.lower) : "") + (each.lower && each.upper ? ", " : "") +
               (each.upper ? shown(*each.upper) : "");
    }

    // The next more serious level that the criterion has; the number of levels when there is none.
    [[nodiscard]] std::size_t next_of(std::size_t level_at) const {
        while (level_at-- > 0) {
            if (ends_[level_at].lower || ends_[level_at].upper) { return level_at; }
        }
        return ends_.size();
    }

    template <class Scale>
    void check_order(std::size_t i, const Scale& scale, bool upward) const {
        const end& low = *ends_[i].lower;
        const end& high = *ends_[i].upper;
        if (low.line.limit < high.line.limit) { return; }
        const std::size_t next = next_of(i);
        const std::optional<end>& beyond = next == ends_.size() ? std::optional<end>{}
                                           : upward             ? ends_[next].lower
                                                                : ends_[next].upper;
        throw error{errc::out_of_range, high.where,
                    who() + ", level `" + scale.names()[i].en + "`: " + shown(ends_[i]) +
                        ": no value is both; the ends are swapped or a limit is mistyped" +
                        (beyond ? " (`" + scale.names()[next].en + "` begins " + shown(*beyond) + ")" : "")};
    }

    // Where a level ends the next more serious one has to begin: there the same limit counts for exactly one of them.
    template <class Scale>
    void check_end(std::size_t i, const Scale& scale, bool upward) const {
        const std::optional<end>& begin = upward ? ends_[i].lower : ends_[i].upper;
        const std::optional<end>& stop = upward ? ends_[i].upper : ends_[i].lower;
        if (!begin && !stop) { return; }
        const std::string level_shown = who() + ", level `" + scale.names()[i].en + "`";
        if (!begin && i + 1 != ends_.size()) {
            throw error{errc::contradiction, stop->where,
                        level_shown + " begins nowhere (" + shown(*stop) + "); only the least serious level of the " +
                            "scale may, `" + scale.names().back().en + "`"};
        }
        if (!stop) { return; }
        const std::size_t next = next_of(i);
        const std::optional<end>& beyond = upward ? ends_[next].lower : ends_[next].upper;
        const char* fault = nullptr;
        if (!beyond) {
            fault = "";
        } else if (stop->line.limit != beyond->line.limit) {
            fault = (stop->line.limit < beyond->line.limit) == upward ? "a gap between them" : "they overlap";
        } else if (excludes_limit(stop->line.how) == excludes_limit(beyond->line.how)) {
            fault = excludes_limit(stop->line.how) ? "the limit belongs to neither" : "the limit belongs to both";
        }
        if (fault == nullptr) { return; }
        throw error{errc::contradiction, stop->where,
                    level_shown + " ends " + shown(*stop) + ", but the next more serious one, `" +
                        scale.names()[next].en + "`, begins " + (beyond ? shown(*beyond) + ": " + fault : "nowhere")};
    }

    template <class Scale>
    void check_stricter(std::size_t i, const Scale& scale, bool upward) const {
        const std::size_t next = next_of(i);
        if (next == ends_.size()) { return; }
        const std::optional<end>& mine = upward ? ends_[i].lower : ends_[i].upper;
        const std::optional<end>& beyond = upward ? ends_[next].lower : ends_[next].upper;
        if (!beyond) {
            const std::optional<end>& other = upward ? ends_[next].upper : ends_[next].lower;
            throw error{errc::contradiction, other->where,
                        who() + ", level `" + scale.names()[next].en + "`: " + shown(*other) + ", while `" +
                            scale.names()[i].en + "` counts the other way (" + shown(*mine) + ")"};
        }
        if (is_stricter(beyond->line, mine->line)) { return; }
        throw error{errc::contradiction, beyond->where,
                    who() + ": `" + scale.names()[next].en + "` begins " + shown(*beyond) + ", no stricter than `" +
                        scale.names()[i].en + "`, which is less serious (" + shown(*mine) + ", line " +
                        std::to_string(mine->where.line) + ")"};
    }

    level_criterion<Level> head_;
    std::vector<ends> ends_;  // by rank - 1
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
