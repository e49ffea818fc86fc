#pragma once

#include "muster/core/error.hpp"            // error
#include "muster/io/dmn.hpp"                // read_dmn
#include "muster/io/table_csv.hpp"          // read_table_csv
#include "muster/rules/decision_model.hpp"  // decision_model

#include <algorithm>    // any_of
#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace decision_table {

/// A model, and the decision of it that is asked for.
struct loaded_model {
    muster::decision_model model;
    std::string decision;

    [[nodiscard]] const muster::loaded_table& table() const noexcept { return *model.table(decision); }
};

/// A table on its own as a model: its inputs are the facts.
[[nodiscard]] inline muster::decision_model model_of(muster::table_model table) {
    std::vector<muster::model_fact> facts;
    muster::model_decision made;
    made.name = table.name;
    for (const muster::input_clause& each : table.inputs) {
        facts.push_back({each.name.en, each.kind});
        made.sources.push_back({each.name.en, {}});
    }
    std::string file = table.file;
    made.table = std::move(table);
    std::vector<muster::model_decision> one;
    one.push_back(std::move(made));
    return muster::decision_model{std::move(one), std::move(facts), std::move(file)};
}

namespace detail {

[[nodiscard]] inline bool ends_with(std::string_view path, std::string_view ending) {
    if (path.size() < ending.size()) { return false; }
    for (std::size_t i = 0; i < ending.size(); ++i) {
        const char c = path[path.size() - ending.size() + i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != ending[i]) { return false; }
    }
    return true;
}

// Whether `reader` takes something from `other`.
[[nodiscard]] inline bool reads(const muster::model_decision& reader, const muster::model_decision& other) {
    const auto is_of = [&other](const std::string& source) {
        return source == other.name || source.compare(0, other.name.size() + 1, other.name + ".") == 0;
    };
    return std::any_of(reader.requires_decisions.begin(), reader.requires_decisions.end(), is_of) ||
           std::any_of(reader.sources.begin(), reader.sources.end(), [&](const muster::input_source& each) {
               return is_of(each.fact) || is_of(each.against);
           });
}

// The one decision that no other reads.
[[nodiscard]] inline std::string top_decision(const muster::decision_model& model) {
    std::vector<std::string> tops;
    for (const muster::model_decision& each : model.decisions()) {
        const bool is_read = std::any_of(model.decisions().begin(), model.decisions().end(),
                                         [&](const muster::model_decision& other) { return reads(other, each); });
        if (!is_read) { tops.push_back(each.name); }
    }
    if (tops.size() == 1) { return tops.front(); }
    std::string names;
    for (const std::string& each : tops) { names += (names.empty() ? "`" : ", `") + each + "`"; }
    muster::source_position where;
    where.file = model.file();
    throw muster::error{muster::errc::contradiction, where,
                        "several decisions that no other one reads: " + names + "; choose with --decision"};
}

}  // namespace detail

/// Reads a model, by the ending of its path. @throws muster::error as the readers; unknown_name for another ending
[[nodiscard]] inline muster::decision_model read_model(const std::string& path) {
    if (detail::ends_with(path, ".csv")) { return model_of(muster::read_table_csv(path)); }
    if (detail::ends_with(path, ".dmn") || detail::ends_with(path, ".xml")) { return muster::read_dmn(path); }
    muster::source_position where;
    where.file = path;
    throw muster::error{muster::errc::unknown_name, where, "expected a file that ends in .dmn, .xml or .csv"};
}

/// Reads a model and chooses its decision. @param decision empty: the one that no other decision reads
/// @throws muster::error as `read_model`; unknown_name, contradiction (several that no other one reads)
[[nodiscard]] inline loaded_model load(const std::string& path, const std::string& decision) {
    muster::decision_model model = read_model(path);
    if (decision.empty()) {
        std::string top = detail::top_decision(model);
        return {std::move(model), std::move(top)};
    }
    if (model.find(decision) == nullptr) {
        static_cast<void>(model.facts_of(decision));  // throws, and names those that there are
    }
    return {std::move(model), decision};
}

}  // namespace decision_table
