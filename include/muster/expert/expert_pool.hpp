#pragma once

#include "muster/core/label.hpp"  // label
#include "muster/core/units.hpp"  // instant

#include <cstdint>  // uint8_t
#include <limits>   // numeric_limits
#include <string>   // string

namespace muster {
inline namespace v0 {

/// Whose pool it is: the district's, a department's, a street's.
enum class pool_tier : std::uint8_t { district, department, street };

/// A pool of experts (专家库), appointed together for a term.
struct expert_pool {
    std::string key;
    label pool_name;
    pool_tier tier = pool_tier::district;
    std::string cell;  ///< its experts serve this cell and those below it; empty: everywhere
    instant term_ends{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace v0
}  // namespace muster
