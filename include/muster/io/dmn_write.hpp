#pragma once

#include "muster/io/detail/dmn_writer.hpp"  // dmn_writer
#include "muster/rules/decision_model.hpp"  // decision_model, model_decision
#include "muster/rules/table_model.hpp"     // table_model

#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A model as a DMN 1.5 file that `parse_dmn` reads back to the same decisions. Needs pugixml (`-lpugixml`).
///
/// A rule's name becomes its label, its note an annotation. What DMN has no word for (whole numbers and weekdays,
/// whether a value may be unknown, thin margins) is written as attributes of muster's own namespace, which other
/// programs pass over: to them a whole number is a number, and the decisions are the same.
/// @throws error syntax (a name that no cell could name: blanks around it or doubled, control characters; text that is
/// not UTF-8), contradiction, out_of_range (a cell that FEEL cannot say, see `write_feel_test`)
/// @complexity O(cells). Deterministic: the same model gives the same bytes.
[[nodiscard]] inline std::string write_dmn(const decision_model& model) {
    return io_detail::dmn_writer{}.write(model.decisions(), model.facts(), model.decisions().front().name);
}

/// One table as a DMN file, its inputs as input data of the same names; as above.
/// @throws error what `loaded_table` refuses as well
[[nodiscard]] inline std::string write_dmn(const table_model& table) {
    std::vector<model_fact> facts;
    model_decision decision{table.name, {}, table, {}};
    for (const input_clause& each : table.inputs) {
        facts.push_back({each.name.en, each.kind});
        decision.sources.push_back({each.name.en, {}});
    }
    std::vector<model_decision> all;
    all.push_back(std::move(decision));
    return write_dmn(decision_model{std::move(all), std::move(facts), table.file});
}

}  // namespace v0
}  // namespace muster
