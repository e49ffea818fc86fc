#pragma once

#include "muster/core/digest.hpp"                // digest
#include "muster/rules/bundle_heading.hpp"       // bundle_heading, bundle_options, bundle_error
#include "muster/rules/decision_model.hpp"       // decision_model
#include "muster/rules/detail/bundle_check.hpp"  // bundle_check
#include "muster/rules/loaded_table.hpp"         // loaded_table
#include "muster/rules/table_digest.hpp"         // write_digest

#include <algorithm>    // sort
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A set of decision tables that goes into force as one, or not at all.
///
/// One broken rule refuses the whole bundle: nothing is half-loaded. Tables are single ones, or belong to a
/// `decision_model` in which some read others' outcomes. Const objects may be used from many threads at once.
/// @throws bundle_error with all faults found, each naming file, rule and column: what `loaded_table` refuses; empty (no
/// table, a heading without name, version or owner), duplicate (two tables of one name), out_of_range (it ends before it
/// begins; a proof that its budget ended), contradiction (rules that clash), missing (gaps), as the options ask
class rule_bundle {
public:
    explicit rule_bundle(bundle_heading heading, std::vector<table_model> tables,
                         std::vector<decision_model> models = {}, const bundle_options& options = {})
        : heading_{std::move(heading)} {
        detail::bundle_check check{heading_, options};
        check.heading();
        for (table_model& each : tables) { check.load(std::move(each), tables_); }
        models_ = std::move(models);
        for (const loaded_table& each : tables_) { names_.push_back(each.model().name); }
        for (std::size_t m = 0; m < models_.size(); ++m) {
            for (const model_decision& each : models_[m].decisions()) {
                check.prove_table(*models_[m].table(each.name), models_[m].file(), [&](const proof_options& how) {
                    return models_[m].proof(each.name, how);  // of cases that can occur
                });
                names_.push_back(each.name);
            }
        }
        std::sort(names_.begin(), names_.end());
        check.names(names_);
        check.finish();
        for (const std::string& each : names_) {
            // By name, so that the order of files does not count.
            const decision_model* model = model_of(each);
            digest_.words(each).number(model == nullptr ? 0 : 1);
            model == nullptr ? muster::write_digest(find(each)->model(), digest_)
                             : muster::write_digest(*model, digest_);
        }
    }

    [[nodiscard]] const bundle_heading& heading() const noexcept { return heading_; }
    [[nodiscard]] const std::vector<decision_model>& models() const noexcept { return models_; }
    /// The names of all tables, those in models included, sorted.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

    /// The table of a name, one in a model too, or null. Valid as long as the bundle.
    [[nodiscard]] const loaded_table* find(std::string_view table) const noexcept {
        for (const loaded_table& each : tables_) {
            if (each.model().name == table) { return &each; }
        }
        const decision_model* model = model_of(table);
        return model == nullptr ? nullptr : model->table(table);
    }

    /// The model that a table belongs to, which decides what the table reads; null for a table on its own.
    [[nodiscard]] const decision_model* model_of(std::string_view table) const noexcept {
        for (const decision_model& each : models_) {
            if (each.find(table) != nullptr) { return &each; }
        }
        return nullptr;
    }

    /// Whether the bundle is in force on a day: its first day counts, the day of its end does not.
    [[nodiscard]] bool is_effective(calendar_day day) const noexcept {
        return day >= heading_.effective_from && (!heading_.effective_until || day < *heading_.effective_until);
    }

    /// Identifies what the tables decide: bundles of one digest decide the same while they are in force. Their heading,
    /// notes and files do not count; see `write_digest` of a table. Tells versions apart, does not resist tampering.
    [[nodiscard]] std::uint64_t rules_digest() const noexcept { return digest_.value(); }
    void write_digest(digest& into) const noexcept { into.number(static_cast<std::int64_t>(digest_.value())); }

private:
    bundle_heading heading_;
    std::vector<loaded_table> tables_;
    std::vector<decision_model> models_;
    std::vector<std::string> names_;
    digest digest_;
};

}  // namespace v0
}  // namespace muster
