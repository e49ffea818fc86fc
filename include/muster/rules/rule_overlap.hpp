#pragma once

#include "muster/core/label.hpp"            // language
#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <cstddef>   // size_t
#include <cstdint>   // uint32_t
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// A case for which both rules hold, as plain as there is one; nothing when no case can occur that they share.
/// @pre both are rules of the table
/// @complexity O(inputs x classes). Exact. Deterministic: yes
[[nodiscard]] inline std::optional<std::vector<table_value>> find_overlap(const compiled_rules& table,
                                                                          std::uint32_t one, std::uint32_t other) {
    std::vector<table_value> shared;
    for (std::size_t input = 0; input < table.inputs().size(); ++input) {
        const input_partition& cut = table.partition(input);
        const auto is_shared = [&](std::size_t i) {
            const auto which = static_cast<compiled_rules::class_id>(i);
            return cut.is_reachable(which) && table.passes(one, input, which) && table.passes(other, input, which);
        };
        std::size_t at = input_partition::outside_class() + std::size_t{1};  // known values first: people read them
        while (at < cut.size() && !is_shared(at)) { ++at; }
        if (at == cut.size()) {
            if (!is_shared(input_partition::unknown_class())) { return std::nullopt; }
            at = input_partition::unknown_class();
        }
        shared.push_back(cut.witness(static_cast<compiled_rules::class_id>(at)));
    }
    return shared;
}

/// Whether two rules may not both hold for a case: different outcomes under `any`, whatever they say under `unique`.
[[nodiscard]] inline bool exclude_each_other(const compiled_rules& table, std::uint32_t one, std::uint32_t other) {
    return table.policy() == hit_policy::unique ||
           (table.policy() == hit_policy::any && table.rules()[one].outcome != table.rules()[other].outcome);
}

/// A case for people: `dead is 28, type is "fire"`, `死亡人数为 28，类型为 "fire"`. @pre one value an input
[[nodiscard]] inline std::string case_text(const compiled_rules& table, const std::vector<table_value>& values,
                                           language in = language::en) {
    std::string words;
    for (std::size_t i = 0; i < values.size(); ++i) {
        words += (i == 0 ? "" : in == language::en ? ", " : "，") + std::string{table.inputs()[i].name.in(in)} +
                 (in == language::en ? " is " : "为 ") + to_string(values[i], in);
    }
    return words;
}

}  // namespace v0
}  // namespace muster
