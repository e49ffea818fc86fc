#pragma once

#include "table_facts.hpp"

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <string>       // string
#include <type_traits>  // is_same_v
#include <vector>       // vector

namespace bench {

/// Rules in order, each left at its first failing condition: what a program does that keeps its rules in a list.
///
/// Conditions are as compact as there is: an interval of doubles; of whole-number codes a mask, one bit a code; of text a
/// list of a few strings. What a rule does not ask is not looked at.
template <class Code>
class table_scan {
public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    explicit table_scan(const table_workload& from) {
        for (const muster::table_rule& each : from.rules) {
            const auto first = static_cast<std::uint32_t>(conditions_.size());
            for (std::uint32_t i = 0; i < each.when.size(); ++i) {
                if (!each.when[i].is_any) { conditions_.push_back(make(i, from.inputs[i].kind, each.when[i])); }
            }
            rules_.push_back({first, static_cast<std::uint32_t>(conditions_.size())});
        }
    }

    /// The first rule that holds, or `none`.
    [[nodiscard]] std::uint32_t decide(const facts<Code>& object) const {
        for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
            std::uint32_t at = rules_[rule].first;
            while (at < rules_[rule].last && holds(conditions_[at], object)) { ++at; }
            if (at == rules_[rule].last) { return rule; }
        }
        return none;
    }

private:
    struct condition {
        std::uint32_t column = 0;
        bool is_numeric = false;
        bool is_negated = false;
        double low = 0, high = 0;   // low <= value < high
        std::uint64_t mask = 0;     // of whole-number codes
        std::vector<Code> codes{};  // of text
    };
    struct span {
        std::uint32_t first, last;
    };

    [[nodiscard]] static condition make(std::uint32_t column, muster::value_kind kind,
                                        const muster::input_entry& entry) {
        condition made;
        made.column = column;
        made.is_numeric = kind == muster::value_kind::number;
        made.is_negated = entry.is_negated;
        if (made.is_numeric) {
            made.low = entry.ranges[0].low;
            made.high = entry.ranges[0].high;
        } else if constexpr (std::is_same_v<Code, std::string>) {
            made.codes = entry.texts;
        } else {
            for (const muster::number_range& each : entry.ranges) {
                made.mask |= std::uint64_t{1} << static_cast<int>(each.low);
            }
            if (made.is_negated) { made.mask = ~made.mask; }
        }
        return made;
    }

    [[nodiscard]] static bool holds(const condition& each, const facts<Code>& object) {
        if (each.is_numeric) {
            return object.numbers[each.column] >= each.low && object.numbers[each.column] < each.high;
        }
        if constexpr (std::is_same_v<Code, std::string>) {
            for (const std::string& code : each.codes) {
                if (code == object.codes[each.column]) { return !each.is_negated; }
            }
            return each.is_negated;
        } else {
            return (each.mask >> object.codes[each.column] & 1) != 0;
        }
    }

    std::vector<condition> conditions_;
    std::vector<span> rules_;
};

}  // namespace bench
