#pragma once

#include "muster/core/ids.hpp"            // pool_id, cell_id
#include "muster/core/label.hpp"          // label
#include "muster/core/position.hpp"       // position_type
#include "muster/core/units.hpp"          // instant
#include "muster/expert/expert_pool.hpp"  // pool_tier
#include "muster/model/capability.hpp"    // capability_set
#include "muster/model/known.hpp"         // known

#include <cstdint>  // uint32_t
#include <limits>   // numeric_limits
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What an expert is doing, as far as calling them is concerned.
enum class expert_status : std::uint8_t { free, called, away };

/// One expert of a registry. What choosing a panel reads comes first.
template <position_type P>
struct expert_entry {
    static constexpr instant never{std::numeric_limits<std::int64_t>::max()};

    capability_set knows;      ///< fields of knowledge
    capability_set licensed;   ///< those held by licence
    instant term_end = never;  ///< the pool's own term holds besides
    pool_id pool{};
    cell_id home{};           ///< the cell that a local expert knows; none: nobody said
    std::uint32_t years = 0;  ///< of living or working there
    std::uint32_t open_cases = 0;
    std::uint32_t generation = 0;
    expert_status status = expert_status::free;
    duration turnout{};
    known<P> stands;                 ///< unknown: by video only
    std::vector<cell_id> conflicts;  ///< an interest of their own in these, and in all below them
    std::string key;
    label name;
};

/// One pool of a registry.
struct expert_pool_entry {
    pool_tier tier = pool_tier::district;
    cell_id cell{};  ///< none: serves everywhere
    instant term_end{std::numeric_limits<std::int64_t>::max()};
    std::string key;
    label name;
};

}  // namespace v0
}  // namespace muster
