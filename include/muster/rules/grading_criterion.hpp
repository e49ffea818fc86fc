#pragma once

#include "muster/core/error.hpp"       // source_position
#include "muster/core/field.hpp"       // key
#include "muster/core/ids.hpp"         // type_id
#include "muster/core/label.hpp"       // label
#include "muster/model/level.hpp"      // level, response_level
#include "muster/rules/condition.hpp"  // comparison

#include <cstdint>  // uint8_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// One line of a criterion: from this value on (以上: `at_least`, inclusive; `more`, exclusive), at least this level.
template <class Level>
struct level_threshold {
    Level reached{};
    comparison how = comparison::at_least;
    double limit = 0;

    friend constexpr bool operator==(const level_threshold&, const level_threshold&) = default;
};

/// Whether more of the quantity is worse.
[[nodiscard]] constexpr bool counts_upward(comparison how) noexcept {
    return how == comparison::at_least || how == comparison::more;
}
/// Whether the limit itself stays outside.
[[nodiscard]] constexpr bool excludes_limit(comparison how) noexcept {
    return how == comparison::more || how == comparison::less;
}
/// Whether `a` is harder to reach than `b`. @pre both count one way
template <class Level>
[[nodiscard]] constexpr bool is_stricter(const level_threshold<Level>& a, const level_threshold<Level>& b) noexcept {
    if (a.limit == b.limit) { return excludes_limit(a.how) && !excludes_limit(b.how); }
    return counts_upward(a.how) ? a.limit > b.limit : a.limit < b.limit;
}

/// A line of a criterion for response levels.
using threshold = level_threshold<response_level>;

/// The value itself counts: 3 以上 includes 3.
template <class Scheme>
[[nodiscard]] constexpr level_threshold<level<Scheme>> at_least(double limit, level<Scheme> reached) noexcept {
    return {reached, comparison::at_least, limit};
}
/// The value itself does not count.
template <class Scheme>
[[nodiscard]] constexpr level_threshold<level<Scheme>> more_than(double limit, level<Scheme> reached) noexcept {
    return {reached, comparison::more, limit};
}
/// The value itself counts; for quantities of which less is worse, as minutes until a dam overtops.
template <class Scheme>
[[nodiscard]] constexpr level_threshold<level<Scheme>> at_most(double limit, level<Scheme> reached) noexcept {
    return {reached, comparison::at_most, limit};
}
/// The value itself does not count: 3 以下 excludes 3.
template <class Scheme>
[[nodiscard]] constexpr level_threshold<level<Scheme>> below(double limit, level<Scheme> reached) noexcept {
    return {reached, comparison::less, limit};
}

/// The same for response levels, which may be written as ranks: `at_least(3, {1})`.
[[nodiscard]] constexpr threshold at_least(double limit, response_level reached) noexcept {
    return {reached, comparison::at_least, limit};
}
[[nodiscard]] constexpr threshold more_than(double limit, response_level reached) noexcept {
    return {reached, comparison::more, limit};
}
[[nodiscard]] constexpr threshold at_most(double limit, response_level reached) noexcept {
    return {reached, comparison::at_most, limit};
}
[[nodiscard]] constexpr threshold below(double limit, response_level reached) noexcept {
    return {reached, comparison::less, limit};
}

/// What a criterion looks at: how bad, or how far it reaches.
enum class aspect : std::uint8_t { severity, extent };

/// Whether the harm has happened or may still happen (造成或可能造成). Both count alike.
enum class harm : std::uint8_t { known, potential };

/// One criterion of a grading: a field of the incident, and from which values on which level is reached.
template <class Level>
struct level_criterion {
    label criterion_name;
    std::string column;                              ///< the field it reads
    std::vector<level_threshold<Level>> thresholds;  ///< all one way, stricter limits for more serious levels
    aspect looks_at = aspect::severity;
    harm counts = harm::known;
    Level assumed{};          ///< the level that an unknown value is taken for; none: it decides nothing
    type_id only_for{};       ///< applies to this type and its kinds; none: to all. Only a `grading_table` knows types
    std::string unit{};       ///< what the limits are counted in, for people; the field has to be counted in the same
    std::string source{};     ///< where the limits are laid down
    source_position where{};  ///< where the criterion begins in its file, for messages
};

/// One criterion of a grading table.
using grading_criterion = level_criterion<response_level>;

}  // namespace v0
}  // namespace muster
