#pragma once

#include "muster/core/field.hpp"       // key
#include "muster/core/ids.hpp"         // type_id
#include "muster/core/label.hpp"       // label
#include "muster/model/level.hpp"      // response_level
#include "muster/rules/condition.hpp"  // comparison

#include <cstdint>  // uint8_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// One line of a criterion: from this value on (以上: `at_least`, inclusive; `more`, exclusive), at least this level.
struct threshold {
    response_level reached{};
    comparison how = comparison::at_least;
    double limit = 0;
};

/// The value itself counts: 3 以上 includes 3.
[[nodiscard]] constexpr threshold at_least(double limit, response_level reached) noexcept {
    return {reached, comparison::at_least, limit};
}
/// The value itself does not count.
[[nodiscard]] constexpr threshold more_than(double limit, response_level reached) noexcept {
    return {reached, comparison::more, limit};
}
/// The value itself counts; for quantities of which less is worse, as minutes until a dam overtops.
[[nodiscard]] constexpr threshold at_most(double limit, response_level reached) noexcept {
    return {reached, comparison::at_most, limit};
}
/// The value itself does not count: 3 以下 excludes 3.
[[nodiscard]] constexpr threshold below(double limit, response_level reached) noexcept {
    return {reached, comparison::less, limit};
}

/// What a criterion looks at: how bad, or how far it reaches.
enum class aspect : std::uint8_t { severity, extent };

/// Whether the harm has happened or may still happen (造成或可能造成). Both count alike.
enum class harm : std::uint8_t { known, potential };

/// One criterion of a grading table: a field of the incident, and from which values on which level is reached.
struct grading_criterion {
    label criterion_name;
    std::string column;                 ///< the field it reads
    std::vector<threshold> thresholds;  ///< all one way, stricter limits for more serious levels
    aspect looks_at = aspect::severity;
    harm counts = harm::known;
    response_level assumed{};           ///< the level that an unknown value is taken for; none: it decides nothing
    type_id only_for{};                 ///< applies to this type and its kinds; none: to all
};

}  // namespace v0
}  // namespace muster
