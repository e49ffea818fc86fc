#pragma once

#include "muster/core/digest.hpp"           // digest
#include "muster/rules/decision_model.hpp"  // decision_model
#include "muster/rules/table_model.hpp"     // table_model

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// A value.
inline void write_digest(const table_value& value, digest& into) {
    into.number(static_cast<std::int64_t>(value.kind)).number(value.is_known ? 1 : 0);
    if (!value.is_known) { return; }
    value.kind == value_kind::string ? into.words(value.text) : into.real(value.number);
}

/// One cell.
inline void write_digest(const input_entry& entry, digest& into) {
    into.number((entry.is_any ? 1 : 0) + (entry.is_negated ? 2 : 0) + (entry.accepts_unknown ? 4 : 0));
    into.number(static_cast<std::int64_t>(entry.ranges.size()));
    for (const number_range& each : entry.ranges) {
        into.real(each.low).real(each.high).number((each.includes_low ? 1 : 0) + (each.includes_high ? 2 : 0));
    }
    into.number(static_cast<std::int64_t>(entry.texts.size()));
    for (const std::string& each : entry.texts) { into.words(each); }
    into.number(static_cast<std::int64_t>(entry.prefixes.size()));
    for (const std::string& each : entry.prefixes) { into.words(each); }
}

/// Everything in a table that decides, or that a decision's reasons name: two tables of one digest decide the same.
///
/// Names of the table, its inputs (the English ones), outputs and rules count, kinds and limits, and the order of the
/// rules, always, also where the hit policy does not mind it. The file, the lines in it, notes and Chinese names do not.
/// Two tables that decide the same may well have different digests: `difference` tells.
inline void write_digest(const table_model& table, digest& into) {
    into.words(table.name).number(static_cast<std::int64_t>(table.policy));
    into.number(static_cast<std::int64_t>(table.inputs.size()));
    for (const input_clause& each : table.inputs) {
        into.words(each.name.en).number(static_cast<std::int64_t>(each.kind)).number(each.may_be_unknown ? 1 : 0);
        write_digest(each.allowed, into);
        into.real(each.thin_margin);
    }
    into.number(static_cast<std::int64_t>(table.outputs.size()));
    for (const output_clause& each : table.outputs) {
        into.words(each.name).number(static_cast<std::int64_t>(each.kind));
        into.number(static_cast<std::int64_t>(each.values.size()));
        for (const table_value& value : each.values) { write_digest(value, into); }
        into.number(each.otherwise ? 1 : 0);
        if (each.otherwise) { write_digest(*each.otherwise, into); }
    }
    into.number(static_cast<std::int64_t>(table.rules.size()));
    for (const model_rule& each : table.rules) {
        into.words(each.name).number(static_cast<std::int64_t>(each.when.size()));
        for (const input_entry& entry : each.when) { write_digest(entry, into); }
        into.number(static_cast<std::int64_t>(each.then.size()));
        for (const table_value& value : each.then) { write_digest(value, into); }
    }
}

/// Everything in a model that decides: its tables, what they read from, and the facts. Its file does not count.
inline void write_digest(const decision_model& model, digest& into) {
    into.number(static_cast<std::int64_t>(model.facts().size()));
    for (const model_fact& each : model.facts()) { into.words(each.name).number(static_cast<std::int64_t>(each.kind)); }
    into.number(static_cast<std::int64_t>(model.decisions().size()));
    for (const model_decision& each : model.decisions()) {
        into.words(each.name).number(static_cast<std::int64_t>(each.sources.size()));
        for (const input_source& source : each.sources) { into.words(source.fact).words(source.against); }
        into.number(static_cast<std::int64_t>(each.requires_decisions.size()));
        for (const std::string& required : each.requires_decisions) { into.words(required); }
        write_digest(each.table, into);
    }
}

}  // namespace v0
}  // namespace muster
