#pragma once

#include "muster/rules/input_clause.hpp"     // input_clause
#include "muster/rules/input_entry.hpp"      // input_entry
#include "muster/rules/input_partition.hpp"  // input_partition

#include <cstddef>   // size_t
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// One thing that a cell lists: a range, a text, a prefix, or the unknown value.
struct entry_part {
    const number_range* range = nullptr;
    const std::string* literal = nullptr;
    const std::string* prefix = nullptr;  // all null: the unknown value

    [[nodiscard]] bool holds(const table_value& value) const {
        if (range != nullptr) { return value.is_known && range->holds(value.number); }
        if (literal != nullptr) { return value.is_known && value.text == *literal; }
        if (prefix != nullptr) { return value.is_known && value.text.compare(0, prefix->size(), *prefix) == 0; }
        return !value.is_known;
    }
};

[[nodiscard]] inline std::vector<entry_part> parts_of(const input_entry& entry) {
    std::vector<entry_part> made;
    for (const number_range& each : entry.ranges) { made.push_back({&each, nullptr, nullptr}); }
    for (const std::string& each : entry.texts) { made.push_back({nullptr, &each, nullptr}); }
    for (const std::string& each : entry.prefixes) { made.push_back({nullptr, nullptr, &each}); }
    return made;
}

// Kinds that people count in steps of one; of the others, which are finer than anyone tests, "next to" is a stretch.
[[nodiscard]] constexpr bool is_stepped(value_kind kind) noexcept {
    return kind == value_kind::whole_number || kind == value_kind::weekday || kind == value_kind::date ||
           kind == value_kind::year_month_duration;
}

// Whether a case may have this value.
[[nodiscard]] inline bool can_occur(const input_clause& clause, const input_partition& cut, const table_value& value) {
    if (!value.is_known) { return clause.may_be_unknown; }
    return cut.class_of(value) != input_partition::outside_class();
}

/// A known value that can occur, that lies in `where` and that `cell` passes (fails), as plain as there is one; nothing
/// only when there is none: the classes of a column with these two cells are looked through.
[[nodiscard]] inline std::optional<table_value> find_value(const input_clause& clause, const input_entry& where,
                                                            const input_entry& cell, bool passes) {
    const input_partition cut{clause, {&where, &cell}};
    for (std::size_t i = input_partition::outside_class() + std::size_t{1}; i < cut.size(); ++i) {
        const auto which = static_cast<input_partition::class_id>(i);
        if (cut.is_reachable(which) && cut.passes(0, which) && cut.passes(1, which) == passes) { return cut.witness(which); }
    }
    return std::nullopt;
}

/// A value that a part of a cell holds, that can occur and that the cell passes (fails).
[[nodiscard]] inline std::optional<table_value> value_in(const entry_part& part, const input_clause& clause,
                                                         const input_entry& cell, bool passes) {
    input_entry only;
    if (part.range != nullptr) {
        only.ranges = {*part.range};
    } else if (part.literal != nullptr) {
        only.texts = {*part.literal};
    } else if (part.prefix != nullptr) {
        only.prefixes = {*part.prefix};
    } else {
        return clause.may_be_unknown ? std::optional{unknown_value(clause.kind)} : std::nullopt;
    }
    return find_value(clause, only, cell, passes);
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
