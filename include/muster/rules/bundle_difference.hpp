#pragma once

#include "muster/core/label.hpp"                   // language
#include "muster/rules/rule_bundle.hpp"            // rule_bundle
#include "muster/rules/table_difference.hpp"       // table_difference, difference
#include "muster/rules/table_difference_text.hpp"  // to_text

#include <algorithm>  // set_difference, set_intersection
#include <iterator>   // back_inserter
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// How a table of one name differs between two bundles.
struct bundle_table_change {
    std::string table{};
    table_difference what{};
    bool reads_otherwise =
        false;  ///< its inputs take their values from elsewhere: other decisions, although the same rules
};

/// What differs between two bundles, table by table. The headings are not compared.
struct bundle_difference {
    std::vector<std::string> added{};    ///< tables that only the second bundle has, sorted
    std::vector<std::string> removed{};  ///< tables that only the first bundle has, sorted
    std::vector<bundle_table_change>
        tables{};  ///< every table that both have, sorted by name, also those that are the same

    /// Whether it is proven that every case is decided the same by every table.
    [[nodiscard]] bool is_same() const noexcept {
        for (const bundle_table_change& each : tables) {
            if (!each.what.is_same() || each.reads_otherwise) { return false; }
        }
        return added.empty() && removed.empty();
    }
};

/// Compares the tables of two bundles by name, each as `difference` of two tables does. A decision of a model is
/// compared as a table over its inputs; where it takes them from is compared as it is written.
/// @param options for each table
/// @throws error as `difference` of two tables, naming the table
[[nodiscard]] inline bundle_difference difference(const rule_bundle& before, const rule_bundle& after,
                                                  const difference_options& options = {}) {
    bundle_difference made;
    const std::vector<std::string>& old_names = before.names();
    const std::vector<std::string>& new_names = after.names();
    std::set_difference(new_names.begin(), new_names.end(), old_names.begin(), old_names.end(),
                        std::back_inserter(made.added));
    std::set_difference(old_names.begin(), old_names.end(), new_names.begin(), new_names.end(),
                        std::back_inserter(made.removed));
    std::vector<std::string> common;
    std::set_intersection(old_names.begin(), old_names.end(), new_names.begin(), new_names.end(),
                          std::back_inserter(common));
    const auto sources = [](const rule_bundle& bundle, const std::string& table) {
        const decision_model* model = bundle.model_of(table);
        return model == nullptr ? std::vector<input_source>{} : model->find(table)->sources;
    };
    for (const std::string& each : common) {
        made.tables.push_back({each, difference(answers_of(*before.find(each)), answers_of(*after.find(each)), options),
                               sources(before, each) != sources(after, each)});
    }
    return made;
}

/// Table by table what changed. Ends with a line end. @pre found is the difference of these two bundles
[[nodiscard]] inline std::string to_text(const bundle_difference& found, const rule_bundle& before,
                                         const rule_bundle& after, language in = language::en) {
    const bool en = in == language::en;
    std::string made =
        (en ? "from " : "从 ") + before.heading().version + (en ? " to " : " 到 ") + after.heading().version + "\n";
    for (const std::string& each : found.added) {
        made += (en ? "table `" : "表“") + each + (en ? "` added\n" : "”：新增\n");
    }
    for (const std::string& each : found.removed) {
        made += (en ? "table `" : "表“") + each + (en ? "` removed\n" : "”：删除\n");
    }
    for (const bundle_table_change& each : found.tables) {
        made += (en ? "table `" : "表“") + each.table + (en ? "`: " : "”：");
        if (each.reads_otherwise) { made += en ? "its inputs read something else; " : "输入来源已改变；"; }
        made += to_text(each.what, before.find(each.table)->logic(), after.find(each.table)->logic(), in);
    }
    return made;
}

}  // namespace v0
}  // namespace muster
