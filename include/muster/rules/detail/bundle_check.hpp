#pragma once

#include "muster/rules/bundle_heading.hpp"  // bundle_heading, bundle_options, bundle_error
#include "muster/rules/loaded_table.hpp"    // loaded_table
#include "muster/rules/table_proof.hpp"     // to_text

#include <algorithm>    // any_of
#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Collects what is wrong with a bundle and its tables; `finish` refuses it as a whole.
class bundle_check {
public:
    bundle_check(const bundle_heading& heading, const bundle_options& options) : heading_{heading}, options_{options} {}

    void heading() {
        const auto need = [this](const std::string& given, const std::string& what) {
            if (given.empty()) { add({errc::empty, in_bundle(), title_of(heading_) + " has no " + what}); }
        };
        need(heading_.name, "name");
        need(heading_.version, "version");
        need(heading_.owner, "owner");
        if (heading_.effective_until && *heading_.effective_until <= heading_.effective_from) {
            add({errc::out_of_range, in_bundle(),
                 title_of(heading_) + " ends on " + to_string(*heading_.effective_until) +
                     ", which is not after its first day, " + to_string(heading_.effective_from)});
        }
    }

    /// Adds a table to `into` when it is whole, and lists all its broken rules when it is not.
    void load(table_model model, std::vector<loaded_table>& into) {
        if (is_full()) { return; }
        try {
            loaded_table made{model};
            prove_table(made, made.model().file, [&made](const proof_options& how) { return made.proof(how); });
            into.push_back(std::move(made));
        } catch (const error& first) {
            add(first);
            list_others(model);
        }
    }

    /// @param prove_it  called with the options only when something is asked for
    template <class Prove>
    void prove_table(const loaded_table& table, const std::string& file, Prove prove_it) {
        if (!options_.must_be_complete && !options_.must_be_free_of_clashes && !options_.must_be_free_of_masked) {
            return;
        }
        const compiled_rules& logic = table.logic();
        const bool has_default = std::any_of(table.model().outputs.begin(), table.model().outputs.end(),
                                             [](const output_clause& each) { return each.otherwise.has_value(); });
        const bool minds_gaps = options_.must_be_complete && !has_default;
        const table_proof proof = prove_it(options_.proof);
        for (const table_finding& each : proof.findings) {
            const bool counts = each.kind == finding_kind::gap ? minds_gaps
                                : each.kind == finding_kind::clash || each.kind == finding_kind::overlap
                                    ? options_.must_be_free_of_clashes
                                : each.kind == finding_kind::masked ? options_.must_be_free_of_masked
                                                                    : false;
            if (!counts) { continue; }
            const bool has_rule = each.rule < table.model().rules.size();
            source_position where = has_rule ? table.model().rules[each.rule].where : source_position{};
            if (where.file.empty()) { where.file = file; }
            add({each.kind == finding_kind::gap ? errc::missing : errc::contradiction, std::move(where),
                 "table `" + logic.name() + "`: " + to_text(each, logic)});
        }
        const bool is_open = (minds_gaps && !proof.is_proven(finding_kind::gap)) ||
                             (options_.must_be_free_of_clashes &&
                              (!proof.is_proven(finding_kind::clash) || !proof.is_proven(finding_kind::overlap))) ||
                             (options_.must_be_free_of_masked && !proof.is_proven(finding_kind::masked));
        if (is_open) {
            source_position where;
            where.file = file;
            add({errc::out_of_range, std::move(where),
                 "table `" + logic.name() + "`: the budget of " + std::to_string(options_.proof.budget) +
                     " steps ended its proof; give it more, or fewer rules"});
        }
    }

    /// @param names sorted
    void names(const std::vector<std::string>& names) {
        if (names.empty() && faults_.empty()) { add({errc::empty, in_bundle(), title_of(heading_) + " has no table"}); }
        for (std::size_t i = 1; i < names.size(); ++i) {
            if (names[i] != names[i - 1]) { continue; }
            add({errc::duplicate, in_bundle(), title_of(heading_) + ": two tables are called `" + names[i] + "`"});
        }
    }

    void finish() {
        if (!faults_.empty()) { throw bundle_error{title_of(heading_), std::move(faults_)}; }
    }

private:
    [[nodiscard]] source_position in_bundle() const {
        source_position where;
        where.file = heading_.file;
        return where;
    }
    [[nodiscard]] bool is_full() const noexcept { return faults_.size() >= options_.most_faults && !faults_.empty(); }

    void add(error fault) {
        if (is_full()) { return; }
        for (const error& each : faults_) {
            if (std::string_view{each.what()} == fault.what()) { return; }
        }
        faults_.push_back(std::move(fault));
    }

    // A table stops at its first fault: each rule on its own shows the others. A fault of the whole table shows again
    // and again, and is listed once.
    void list_others(const table_model& model) {
        table_model one = model;
        for (const model_rule& each : model.rules) {
            if (is_full()) { return; }
            one.rules.assign(1, each);
            try {
                static_cast<void>(loaded_table{one});
            } catch (const error& fault) { add(fault); }
        }
    }

    const bundle_heading& heading_;
    const bundle_options& options_;
    std::vector<error> faults_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
