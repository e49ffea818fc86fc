#pragma once

#include "muster/core/label.hpp"        // label
#include "muster/core/position.hpp"     // planar
#include "muster/core/units.hpp"        // instant
#include "muster/model/capability.hpp"  // capability_set

#include <cstdint>  // int32_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim {

/// Somebody who can be asked: by training, or as a local expert (土专家) by years of knowing the place, or both.
struct expert {
    std::string number;       ///< "EX-017"
    label name;               ///< "Expert 17 (structural safety)"
    std::string pool_key;     ///< of `district::expert_pools`
    planar at;                ///< where the way to a scene begins
    capability_set fields;    ///< what he or she knows
    capability_set licences;  ///< of these, what by licence
    instant term_ends;        ///< of the appointment; a few have ended before the reference day
    std::string home_cell;    ///< key of the community that is known from years there; empty: none
    std::int32_t years_local = 0;
    std::vector<std::string> conflict_cells;  ///< keys of communities with an interest of one's own
    std::int32_t turnout_s = 0;               ///< from the order until on the way
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
