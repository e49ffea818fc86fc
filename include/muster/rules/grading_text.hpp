#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/graded.hpp"          // graded, level_margin
#include "muster/rules/grading_scheme.hpp"  // grading_scheme
#include "muster/rules/table_value.hpp"     // number_text

#include <optional>  // optional
#include <string>    // string

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes what a scheme says to a case. Numbers as short as they read back the same, in the criterion's unit.
template <class T, class Level, const auto& Map>
class grading_writer {
public:
    using scheme = grading_scheme<T, Level, Map>;

    grading_writer(const scheme& by, language in) : by_{by}, in_{in} {}

    [[nodiscard]] std::string grade(const graded<Level>& found, const T& object) const {
        std::string words = std::string{by_.called().in(in_)} + pick(": ", "：") + level_text(found.decided);
        if (found.criterion) {
            const level_criterion<Level>& decided_by = by_[found.criterion];
            const known<double> value = by_.value_of(found.criterion, object);
            words += pick(", by ", "，依据") + quoted(decided_by.criterion_name);
            if (!value.is_known()) {
                words += pick(", which is unknown and taken for it", "（未知，按此级别处置）");
            } else if (const auto* step = step_reached(decided_by.thresholds, value.value())) {
                words += " " + number(value.value(), decided_by.unit) + pick(" (", "（") +
                         limit(*step, decided_by.unit) + pick(")", "）");
            }
        }
        if (!found.is_settled()) {
            words += pick("; may be ", "；可能在") + level_text(found.lowest) + pick(" to ", "至") +
                     level_text(found.highest) + pick("", "之间");
            if (found.settled_by) {
                words += pick(": ask about ", "：请核实") + quoted(by_[found.settled_by].criterion_name);
            }
        }
        return words;
    }

    [[nodiscard]] std::string margin(const level_margin<Level>& found) const {
        const level_criterion<Level>& of = by_[found.criterion];
        const level_threshold<Level> step{found.next, found.how, found.limit};
        return quoted(of.criterion_name) + " " + number(found.value, of.unit) + pick(", ", "，") +
               pick("short of ", "未达") + level_text(found.next) + pick(" (", "（") + limit(step, of.unit) +
               pick(") by ", "），相差") + number(found.distance(), of.unit);
    }

private:
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    [[nodiscard]] std::string quoted(const label& called) const {
        return pick("\"", "“") + std::string{called.in(in_)} + pick("\"", "”");
    }
    [[nodiscard]] std::string level_text(Level each) const {
        return each ? std::string{by_.scale()[each].in(in_)} : pick("no level", "不入级");
    }
    [[nodiscard]] static std::string number(double value, const std::string& unit) {
        return number_text(value, value_kind::number) + (unit.empty() ? "" : " " + unit);
    }
    // 以下 alone says nothing of the limit itself: written out whether it counts.
    [[nodiscard]] std::string limit(const level_threshold<Level>& step, const std::string& unit) const {
        const std::string shown = number(step.limit, unit);
        switch (step.how) {
            case comparison::at_least: return pick("from ", "") + shown + pick("", " 以上，含本数");
            case comparison::more: return pick("above ", "超过 ") + shown;
            case comparison::at_most: return pick("down to ", "") + shown + pick("", " 以下，含本数");
            default: return pick("below ", "不足 ") + shown;
        }
    }

    const scheme& by_;
    language in_;
};

}  // namespace detail

/// What a scheme says to a case, in one line: `order_493: II (grave), by "dead" 12 人 (from 10 人); may be II (grave) to
/// I (extremely grave): ask about "direct loss"`.
/// @param found  what the scheme gave for this object
template <class T, class Level, const auto& Map>
[[nodiscard]] std::string to_text(const graded<Level>& found, const grading_scheme<T, Level, Map>& by, const T& object,
                                  language in = language::en) {
    return detail::grading_writer<T, Level, Map>{by, in}.grade(found, object);
}

/// How far the next level is, in one line: `"dead" 28 人, short of I (extremely grave) (from 30 人) by 2 人`.
template <class T, class Level, const auto& Map>
[[nodiscard]] std::string to_text(const level_margin<Level>& found, const grading_scheme<T, Level, Map>& by,
                                  language in = language::en) {
    return detail::grading_writer<T, Level, Map>{by, in}.margin(found);
}

}  // namespace v0
}  // namespace muster
