#pragma once

#include "table_workload.hpp"

#include "muster/rules/decision_table.hpp"  // decision_table

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // int32_t, uint32_t
#include <stdexcept>    // logic_error
#include <string>       // string
#include <type_traits>  // is_same_v
#include <utility>      // move
#include <vector>       // vector

namespace bench {

/// A case as a program has it: a plain struct. `Code` is `std::int32_t` or `std::string`; a column uses one of the arrays.
template <class Code>
struct facts {
    static constexpr std::size_t most_columns = 20;

    std::array<double, most_columns> numbers{};
    std::array<Code, most_columns> codes{};
};
using coded_facts = facts<std::int32_t>;
using worded_facts = facts<std::string>;

/// The workload's cases as structs.
template <class Code>
[[nodiscard]] std::vector<facts<Code>> make_facts(const table_workload& from) {
    if (from.inputs.size() > facts<Code>::most_columns) { throw std::logic_error{"make_facts: too many columns"}; }
    std::vector<facts<Code>> all;
    for (const std::vector<muster::table_value>& values : from.cases) {
        facts<Code>& made = all.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].kind == muster::value_kind::number) {
                made.numbers[i] = values[i].number;
            } else if constexpr (std::is_same_v<Code, std::string>) {
                made.codes[i] = values[i].text;
            } else {
                made.codes[i] = static_cast<Code>(values[i].number);
            }
        }
    }
    return all;
}

/// The workload's rules as a table over the struct. Not proven: a table whose rules overlap would be refused.
template <class Code>
[[nodiscard]] muster::decision_table<facts<Code>, std::uint32_t> make_table(const table_workload& from,
                                                                            muster::hit_policy how) {
    std::vector<muster::table_input<facts<Code>>> inputs;
    for (std::size_t i = 0; i < from.inputs.size(); ++i) {
        const muster::label shown = from.inputs[i].name;
        if (from.inputs[i].kind == muster::value_kind::number) {
            inputs.push_back(muster::input<facts<Code>>(shown, [i](const facts<Code>& of) { return of.numbers[i]; }));
        } else {
            inputs.push_back(
                muster::input<facts<Code>>(shown, [i](const facts<Code>& of) -> const Code& { return of.codes[i]; }));
        }
    }
    std::vector<muster::decision_rule<std::uint32_t>> rules;
    for (const muster::table_rule& each : from.rules) { rules.push_back({each.name, each.when, each.outcome}); }
    muster::table_options<std::uint32_t> options;
    options.is_proven = false;
    return {"workload", std::move(inputs), std::move(rules), how, std::move(options)};
}

}  // namespace bench
