#pragma once

#include "muster/core/error.hpp"          // source_position
#include "muster/rules/hit_policy.hpp"    // hit_policy
#include "muster/rules/input_clause.hpp"  // input_clause
#include "muster/rules/table_value.hpp"   // table_value

#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// One output of a table that was loaded at run time.
struct output_clause {
    std::string name{};
    value_kind kind = value_kind::string;
    std::vector<table_value> values{};       ///< those allowed, of highest priority first; empty: any
    std::optional<table_value> otherwise{};  ///< the outcome when no rule holds
};

/// One rule of a table that was loaded at run time: one entry an input, one value an output.
struct model_rule {
    std::string name{};
    std::vector<input_entry> when{};
    std::vector<table_value> then{};
    source_position where{};  ///< where it stands in its file
    std::string note{};       ///< an annotation of its author
};

/// A decision table as a file or a person writes it: plain data, not yet checked. `loaded_table` checks and decides.
struct table_model {
    std::string name{};
    std::string file{};
    hit_policy policy = hit_policy::unique;
    std::vector<input_clause> inputs{};
    std::vector<output_clause> outputs{};
    std::vector<model_rule> rules{};
};

}  // namespace v0
}  // namespace muster
