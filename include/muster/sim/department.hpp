#pragma once

#include "muster/core/label.hpp"        // label
#include "muster/model/capability.hpp"  // capability_set

#include <string>  // string

namespace muster {
inline namespace v0 {
namespace sim {

/// A department of a made-up district: a bureau, a company that serves the public, an office.
struct department {
    std::string key;  ///< "traffic_police"
    label name;
    capability_set can;  ///< its functions, and what its units can do
};

}  // namespace sim
}  // namespace v0
}  // namespace muster
