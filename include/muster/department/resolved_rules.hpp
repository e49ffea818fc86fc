#pragma once

#include "muster/core/ids.hpp"            // capability_id, resource_id
#include "muster/core/units.hpp"          // duration
#include "muster/model/joint_action.hpp"  // participation

#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {

/// A `duty` that applies to a type and a level, with the department's number in its directory.
///
/// Of a department's duties for one function the one for the most specific type is kept; of one type, primary.
struct resolved_duty {
    std::uint32_t department = 0;
    capability_id function{};
    participation part = participation::primary;
    std::uint32_t depth = 0;  ///< how specific its type is: 0 every incident, 1 a root of the tree, and so on

    friend constexpr bool operator==(const resolved_duty&, const resolved_duty&) = default;
};

/// A `claim` that applies to a type and a level, with numbers in place of names.
struct resolved_claim {
    std::uint32_t department = 0;
    resource_id over{};
    duration from{};  ///< after the order
    duration until{};
    bool is_exclusive = true;

    friend constexpr bool operator==(const resolved_claim&, const resolved_claim&) = default;
};

}  // namespace v0
}  // namespace muster
