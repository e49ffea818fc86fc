#pragma once

#include <array>        // array
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// What a decision table answers when its rules hold. `unique` unless a table says otherwise.
/// @source OMG DMN 1.5, 8.2.8
enum class hit_policy : std::uint8_t {
    unique,         ///< at most one rule holds
    any,            ///< several may hold when they say the same
    priority,       ///< the outcome that is listed first among the output's values
    first,          ///< the first rule, in the order of the table
    rule_order,     ///< all, in the order of the table
    output_order,   ///< all, in the order of priority
    collect,        ///< all, as a list in the order of the table
    collect_sum,    ///< the sum of their outcomes
    collect_min,    ///< the least of their outcomes
    collect_max,    ///< the greatest of their outcomes
    collect_count,  ///< how many hold
};

/// Whether the answer is one rule's outcome.
[[nodiscard]] constexpr bool is_single(hit_policy how) noexcept { return how <= hit_policy::first; }

/// In what form a table answers.
enum class answer_form : std::uint8_t {
    row,     ///< one rule's outputs
    list,    ///< those of all rules that hold
    amount,  ///< a sum, the least or the greatest
    count,   ///< how many rules hold
};
[[nodiscard]] constexpr answer_form answer_form_of(hit_policy how) noexcept {
    return is_single(how)                    ? answer_form::row
           : how == hit_policy::collect_count ? answer_form::count
           : how > hit_policy::collect        ? answer_form::amount
                                              : answer_form::list;
}

/// Whether a table with this policy ranks its outcomes.
[[nodiscard]] constexpr bool is_ranked(hit_policy how) noexcept {
    return how == hit_policy::priority || how == hit_policy::output_order;
}

namespace detail {
inline constexpr std::array<std::string_view, 11> hit_policy_names{
    "unique",  "any",         "priority",    "first",       "rule order",   "output order",
    "collect", "collect sum", "collect min", "collect max", "collect count"};
}  // namespace detail

/// `unique`, `rule order`, `collect sum` ...
[[nodiscard]] constexpr std::string_view to_string(hit_policy how) noexcept {
    return detail::hit_policy_names[static_cast<std::uint8_t>(how)];
}

/// The inverse of `to_string`.
[[nodiscard]] constexpr std::optional<hit_policy> find_hit_policy(std::string_view wanted) noexcept {
    for (std::uint8_t i = 0; i < detail::hit_policy_names.size(); ++i) {
        if (detail::hit_policy_names[i] == wanted) { return static_cast<hit_policy>(i); }
    }
    return std::nullopt;
}

}  // namespace v0
}  // namespace muster
