#pragma once

#include "muster/core/label.hpp"         // label
#include "muster/rules/input_entry.hpp"  // input_entry

namespace muster {
inline namespace v0 {

/// One input of a decision table: a column's name and the values that the table was written for.
/// @source OMG DMN 1.5, 8.3.2 (input clause); deviation: says whether the value may be unknown
struct input_clause {
    label name;
    value_kind kind = value_kind::number;
    bool may_be_unknown = true;       ///< whether the proof has to consider an unknown value
    input_entry allowed = any_value;  ///< a value outside is "out of range": no rule decides it
    double thin_margin = 0;           ///< a number nearer than this to where the decision changes is a thin margin
};

}  // namespace v0
}  // namespace muster
