#pragma once

#include "muster/rules/table_value.hpp"  // table_value

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t, uint64_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What a test case can try out of a rule.
enum class coverage_kind : std::uint8_t {
    rule,        ///< it decides
    passes,      ///< a part of a cell passes, and the rule holds by it
    fails,       ///< a cell fails, and the rule by it alone
    on_limit,    ///< a value exactly on the limit of an interval
    near_limit,  ///< a value next to the limit, where the cell says otherwise than on it
};

[[nodiscard]] constexpr bool is_condition(coverage_kind kind) noexcept {
    return kind == coverage_kind::passes || kind == coverage_kind::fails;
}

enum class coverage_state : std::uint8_t {
    covered,
    missing,     ///< `suggestion` would cover it
    impossible,  ///< proven: no case that the table was written for can
    unproven,    ///< neither a case nor a proof that there is none was found within the budget; counted as missing
};

/// One thing to be tried, and how often it was.
struct coverage_item {
    static constexpr std::size_t whole = ~std::size_t{0};

    coverage_kind kind = coverage_kind::rule;
    std::uint32_t rule = 0;
    std::uint32_t input = 0;     ///< of all but `rule`
    std::size_t part = whole;    ///< which of the cell's ranges, texts or prefixes, counted in this order; `whole` cell
    double limit = 0;            ///< of on_limit and near_limit
    std::uint64_t seen = 0;      ///< cases with such a value, whatever the rule's other cells say
    std::uint64_t decisive = 0;  ///< cases in which all other cells of the rule pass; rule: cases it decided
    coverage_state state = coverage_state::missing;
    std::vector<table_value> suggestion{};  ///< missing: a case that would cover it

    [[nodiscard]] bool is_covered() const noexcept { return state == coverage_state::covered; }
};

struct coverage_options {
    std::uint64_t budget = 2'000'000;  ///< steps of work in looking for a case for one untried rule
    bool suggests = true;              ///< whether cases are suggested
};

}  // namespace v0
}  // namespace muster
