#pragma once

#include "muster/rules/table_model.hpp"  // table_model
#include "muster/rules/table_value.hpp"  // value_kind

#include <string>  // string
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// A fact that the cases of a model may state: its qualified name and what kind of value it has.
struct model_fact {
    std::string name{};
    value_kind kind = value_kind::number;

    friend bool operator==(const model_fact&, const model_fact&) = default;
};

/// Where one input of a table takes its value from: a fact, or how the fact compares with another.
struct input_source {
    std::string fact{};     ///< a fact, a decision with one output, or one output of a decision: `Approval.Status`
    std::string against{};  ///< not empty: the input is the sign of `fact` compared with this one: -1 less, 0 equal, 1 more

    friend bool operator==(const input_source&, const input_source&) = default;
};

/// One decision of a model: a table, and what its inputs read.
struct model_decision {
    std::string name{};
    std::vector<input_source> sources{};  ///< one an input of the table
    table_model table{};
    std::vector<std::string> requires_decisions{};  ///< those it reads; what `sources` read counts without being listed
};

}  // namespace v0
}  // namespace muster
