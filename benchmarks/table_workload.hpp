#pragma once

#include "muster/core/distributions.hpp"    // uniform_below, uniform_between, chance, shuffle
#include "muster/core/random.hpp"           // random
#include "muster/rules/compiled_rules.hpp"  // table_rule, input_clause
#include "muster/rules/table_value.hpp"     // table_value

#include <algorithm>  // find, max, min
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace bench {

/// A decision table of realistic shape, and cases for it: what every contender reads.
struct table_workload {
    std::vector<muster::input_clause> inputs;
    std::vector<muster::table_rule> rules;
    std::vector<std::vector<muster::table_value>> cases;  ///< 4,096, one value an input
};

namespace detail {

/// Every fourth column is numeric, its intervals begin and end on these; the others hold codes from 0 on.
inline constexpr std::array<double, 12> breakpoints{1, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000, 5000};

[[nodiscard]] inline bool is_numeric_column(std::size_t column) { return column % 4 == 3; }

/// How many codes a column has: 4 to 31.
[[nodiscard]] inline std::size_t codes_of(std::size_t column, std::uint64_t seed) {
    muster::random own = muster::random{seed}.stream("codes").stream(column);
    return 4 + muster::uniform_below(own, 28);
}

[[nodiscard]] inline muster::table_value code_value(std::size_t code, bool is_text) {
    if (!is_text) { return muster::number_value(static_cast<double>(code), muster::value_kind::whole_number); }
    return muster::text_value("code-" + std::to_string(code));
}

[[nodiscard]] inline std::vector<muster::input_clause> make_inputs(std::size_t columns, bool text_codes) {
    std::vector<muster::input_clause> all(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        all[i].name = muster::label{"input " + std::to_string(i)};
        all[i].may_be_unknown = false;
        all[i].kind = is_numeric_column(i) ? muster::value_kind::number
                      : text_codes         ? muster::value_kind::string
                                           : muster::value_kind::whole_number;
    }
    return all;
}

/// Six in ten a single code, three a set of two to four, one a negation of one to three.
[[nodiscard]] inline muster::input_entry draw_codes(muster::random& generator, std::size_t codes, bool is_text) {
    const std::uint64_t shape = muster::uniform_below(generator, 10);
    const std::size_t count = shape < 6   ? 1
                              : shape < 9 ? 2 + muster::uniform_below(generator, 3)
                                          : 1 + muster::uniform_below(generator, 3);
    std::vector<std::size_t> drawn;
    while (drawn.size() < std::min(count, codes)) {
        const std::size_t code = muster::uniform_below(generator, codes);
        if (std::find(drawn.begin(), drawn.end(), code) == drawn.end()) { drawn.push_back(code); }
    }
    muster::input_entry entry = muster::is(code_value(drawn[0], is_text));
    for (std::size_t i = 1; i < drawn.size(); ++i) {
        entry = std::move(entry) || muster::is(code_value(drawn[i], is_text));
    }
    return shape == 9 ? muster::except(std::move(entry)) : entry;
}

[[nodiscard]] inline muster::input_entry draw_interval(muster::random& generator) {
    const std::size_t from = muster::uniform_below(generator, breakpoints.size());
    const std::size_t wide = 1 + muster::uniform_below(generator, 3);
    if (from + wide >= breakpoints.size()) { return muster::at_least(breakpoints[from]); }
    if (from == 0) { return muster::below(breakpoints[wide]); }
    return muster::from_until(breakpoints[from], breakpoints[from + wide]);
}

[[nodiscard]] inline muster::table_value draw_value(muster::random& generator, const muster::input_clause& input,
                                                    std::size_t codes) {
    if (input.kind == muster::value_kind::number) {
        const std::size_t piece = muster::uniform_below(generator, breakpoints.size());
        const double low = piece == 0 ? 0 : breakpoints[piece - 1];
        return muster::number_value(low + (breakpoints[piece] - low) * muster::unit_interval(generator));
    }
    return code_value(muster::uniform_below(generator, codes), input.kind == muster::value_kind::string);
}

/// 4,096 cases: seven in ten are drawn until they fit a rule (when that is soon), the others as they come.
inline void draw_cases(table_workload& made, std::uint64_t seed) {
    muster::random generator = muster::random{seed}.stream("cases");
    for (std::size_t n = 0; n < 4096; ++n) {
        std::vector<muster::table_value>& values = made.cases.emplace_back();
        const bool fits_a_rule = muster::chance(generator, 7, 10) && !made.rules.empty();
        const muster::table_rule* rule =
            fits_a_rule ? &made.rules[muster::uniform_below(generator, made.rules.size())] : nullptr;
        for (std::size_t i = 0; i < made.inputs.size(); ++i) {
            const std::size_t codes = codes_of(i, seed);
            values.push_back(draw_value(generator, made.inputs[i], codes));
            for (int tries = 0; tries < 200 && rule != nullptr && !rule->when[i].holds(values[i]); ++tries) {
                values[i] = draw_value(generator, made.inputs[i], codes);
            }
        }
    }
}

}  // namespace detail

/// A table as people write them by hand, neither complete nor free of overlaps.
///
/// Each rule constrains 2 to 6 columns. A quarter of the columns is numeric, with intervals on shared breakpoints; the
/// others hold 4 to 31 codes, whole numbers or text. Outcomes 0 to 7. Nothing is unknown.
[[nodiscard]] inline table_workload make_table_workload(std::size_t columns, std::size_t rules, std::uint64_t seed,
                                                        bool text_codes = false) {
    table_workload made;
    made.inputs = detail::make_inputs(columns, text_codes);
    muster::random generator = muster::random{seed}.stream("rules");
    std::vector<std::size_t> order(columns);
    for (std::size_t i = 0; i < columns; ++i) { order[i] = i; }
    for (std::size_t n = 0; n < rules; ++n) {
        muster::table_rule& rule = made.rules.emplace_back();
        rule.name = "rule " + std::to_string(n);
        rule.when.assign(columns, muster::any_value);
        rule.outcome = static_cast<std::uint32_t>(muster::uniform_below(generator, 8));
        rule.rank = rule.outcome;
        muster::shuffle(generator, order);
        const std::size_t asked = std::min<std::size_t>(columns, 2 + muster::uniform_below(generator, 5));
        for (std::size_t k = 0; k < asked; ++k) {
            const std::size_t i = order[k];
            rule.when[i] = detail::is_numeric_column(i)
                               ? detail::draw_interval(generator)
                               : detail::draw_codes(generator, detail::codes_of(i, seed), text_codes);
        }
    }
    detail::draw_cases(made, seed);
    return made;
}

/// A unique table that is complete and free of overlaps: the leaves of a decision tree, grown by splitting.
///
/// Splitting takes the leaf that waited longest and a column that it does not ask yet, and gives two to four parts:
/// numbers at shared breakpoints, codes into single ones and "all others". At least `rules` rules, at most two more.
/// @pre `columns` is large enough for the depth: about log3(rules)
[[nodiscard]] inline table_workload make_complete_workload(std::size_t columns, std::size_t rules, std::uint64_t seed,
                                                           bool text_codes = false) {
    table_workload made;
    made.inputs = detail::make_inputs(columns, text_codes);
    muster::random generator = muster::random{seed}.stream("tree");
    muster::table_rule root;
    root.when.assign(columns, muster::any_value);
    std::vector<muster::table_rule> leaves{std::move(root)};  // those before `next` are split
    std::size_t next = 0;
    while (leaves.size() - next < rules) {
        const muster::table_rule leaf = leaves[next++];
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < columns; ++i) {
            if (leaf.when[i].is_any) { free.push_back(i); }
        }
        if (free.empty()) {
            leaves.push_back(leaf);
            continue;
        }
        const std::size_t i = free[muster::uniform_below(generator, free.size())];
        const std::size_t parts = 2 + muster::uniform_below(generator, 3);
        if (detail::is_numeric_column(i)) {
            std::size_t at = muster::uniform_below(generator, 3);
            double low = 0;
            for (std::size_t part = 0; part < parts; ++part) {
                leaves.push_back(leaf);
                const double high = detail::breakpoints[at];
                leaves.back().when[i] = part == 0           ? muster::below(high)
                                        : part == parts - 1 ? muster::at_least(low)
                                                            : muster::from_until(low, high);
                low = high;
                at += 1 + muster::uniform_below(generator, 3);
            }
            continue;
        }
        std::vector<std::size_t> codes(detail::codes_of(i, seed));
        for (std::size_t code = 0; code < codes.size(); ++code) { codes[code] = code; }
        muster::shuffle(generator, codes);
        muster::input_entry named;
        for (std::size_t part = 0; part + 1 < parts; ++part) {
            leaves.push_back(leaf);
            leaves.back().when[i] = muster::is(detail::code_value(codes[part], text_codes));
            named = std::move(named) || leaves.back().when[i];
        }
        leaves.push_back(leaf);
        leaves.back().when[i] = muster::except(std::move(named));
    }
    made.rules.assign(leaves.begin() + static_cast<std::ptrdiff_t>(next), leaves.end());
    muster::shuffle(generator, made.rules);
    for (std::size_t n = 0; n < made.rules.size(); ++n) {
        made.rules[n].name = "rule " + std::to_string(n);
        made.rules[n].outcome = static_cast<std::uint32_t>(muster::uniform_below(generator, 8));
        made.rules[n].rank = made.rules[n].outcome;
    }
    detail::draw_cases(made, seed);
    return made;
}

}  // namespace bench
