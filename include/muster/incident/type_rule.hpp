#pragma once

#include "muster/core/ids.hpp"         // type_id
#include "muster/core/label.hpp"       // label
#include "muster/rules/condition.hpp"  // condition

#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// One named rule of a classifier: when all its conditions hold, the incident is of this type.
///
/// Rules are asked by rank, the lowest first; rules of one rank are peers, and peers of different types tie.
struct type_rule {
    label rule_name;
    type_id type{};
    std::vector<condition> when;
    int rank = 0;
};

}  // namespace v0
}  // namespace muster
