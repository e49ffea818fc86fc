#pragma once

#include "golden_cases.hpp"
#include "loading.hpp"
#include "outcome_words.hpp"

#include "muster/rules/grouped_number.hpp"         // grouped
#include "muster/rules/table_difference.hpp"       // difference
#include "muster/rules/table_difference_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <ostream>  // ostream
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace decision_table {

/// How two versions of one decision differ.
struct compared_decision {
    std::string name{};
    const muster::loaded_table* before = nullptr;  ///< null: only the second version has the decision
    const muster::loaded_table* after = nullptr;   ///< null: only the first version has it
    muster::table_difference found{};
};

/// Compares the decision that was asked for, or all of a model in its order. The tables belong to the models.
/// @throws muster::error as `muster::difference`
[[nodiscard]] inline std::vector<compared_decision> compare(const loaded_model& before, const loaded_model& after,
                                                            bool only_one) {
    std::vector<compared_decision> all;
    if (only_one || (before.model.decisions().size() == 1 && after.model.decisions().size() == 1)) {
        // Two versions of one table may carry different titles.
        all.push_back({before.decision, &before.table(), &after.table(), {}});
    } else {
        for (const muster::model_decision& each : before.model.decisions()) {
            all.push_back({each.name, before.model.table(each.name), after.model.table(each.name), {}});
        }
        for (const muster::model_decision& each : after.model.decisions()) {
            if (before.model.find(each.name) == nullptr) {
                all.push_back({each.name, nullptr, after.model.table(each.name), {}});
            }
        }
    }
    for (compared_decision& each : all) {
        if (each.before == nullptr || each.after == nullptr) { continue; }
        each.found = muster::difference(muster::answers_of(*each.before), muster::answers_of(*each.after));
    }
    return all;
}

/// Whether the search for some difference ended early.
[[nodiscard]] inline bool is_complete(const std::vector<compared_decision>& all) {
    for (const compared_decision& each : all) {
        if (each.before != nullptr && each.after != nullptr && !each.found.is_complete()) { return false; }
    }
    return true;
}

/// Every region that changes, with a witness, decision by decision.
inline void print(const std::vector<compared_decision>& all, muster::language in, std::ostream& out) {
    for (const compared_decision& each : all) {
        out << each.name << say(in, ": ", "：");
        if (each.before == nullptr) {
            out << say(in, "only the second version has this decision\n", "仅新版本有此决策\n");
        } else if (each.after == nullptr) {
            out << say(in, "only the first version has this decision\n", "仅旧版本有此决策\n");
        } else {
            out << to_text(each.found, each.before->logic(), each.after->logic(), in);
        }
    }
}

[[nodiscard]] inline nlohmann::ordered_json to_json(const std::vector<compared_decision>& all) {
    nlohmann::ordered_json decisions = nlohmann::ordered_json::array();
    for (const compared_decision& each : all) {
        nlohmann::ordered_json made{{"decision", each.name}};
        made["in"] = each.before == nullptr ? "after" : each.after == nullptr ? "before" : "both";
        if (each.before != nullptr && each.after != nullptr) {
            nlohmann::ordered_json regions = nlohmann::ordered_json::array();
            for (const muster::changed_region& region : each.found.regions) {
                nlohmann::ordered_json witness = nlohmann::ordered_json::object();
                for (std::size_t i = 0; i < region.witness.size(); ++i) {
                    witness[each.found.inputs[i].name().en] = to_string(region.witness[i]);
                }
                regions.push_back({{"witness", std::move(witness)},
                                   {"before", to_text(region.before)},
                                   {"after", to_text(region.after)}});
            }
            made["complete"] = each.found.is_complete();
            made["steps"] = each.found.steps;
            made["rule_changes"] = each.found.rule_changes.size();
            made["regions"] = std::move(regions);
        }
        decisions.push_back(std::move(made));
    }
    return decisions;
}

}  // namespace decision_table
