#pragma once

#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/box_cover.hpp"    // box_cover, step_budget
#include "muster/rules/detail/class_boxes.hpp"  // class_boxes
#include "muster/rules/detail/rule_pairs.hpp"   // rule_pairs
#include "muster/rules/table_finding.hpp"       // table_finding, table_proof, proof_options

#include <algorithm>  // find_if, max, min, sort
#include <bit>        // countr_zero
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Looks for all that `finding_kind` names, one kind after the other. Made for one proof.
class proof_search {
public:
    proof_search(const compiled_rules& table, const proof_options& options)
        : table_{table},
          options_{options},
          space_{table},
          pairs_{table, space_},
          masked_(table.size(), false),
          decided_(table.size()) {}

    [[nodiscard]] table_proof run() {
        proof_.budget = options_.budget;
        proof_.unproven.clear();
        // Found first, listed second: pairs seldom need many steps.
        std::vector<table_finding> clashes;
        std::vector<table_finding> overlaps;
        steps_.limit = options_.budget / 2;
        const bool has_all_pairs = find_pairs(clashes, overlaps);
        steps_.limit = steps_.spent + left() / 2;
        if (!find_gaps()) { proof_.unproven.push_back(finding_kind::gap); }
        if (!has_all_pairs) {
            proof_.unproven.push_back(finding_kind::clash);
            if (table_.policy() == hit_policy::unique) { proof_.unproven.push_back(finding_kind::overlap); }
        }
        proof_.findings.insert(proof_.findings.end(), clashes.begin(), clashes.end());
        proof_.findings.insert(proof_.findings.end(), overlaps.begin(), overlaps.end());
        steps_.limit = steps_.spent + left() / 2;
        if (!find_masked()) { proof_.unproven.push_back(finding_kind::masked); }
        steps_.limit = options_.budget;
        // Which rules come next is known only when the masked ones are.
        if (!proof_.is_proven(finding_kind::masked) || !find_redundant()) {
            proof_.unproven.push_back(finding_kind::redundant);
        }
        proof_.steps = steps_.spent;
        proof_.is_finished = proof_.unproven.empty();
        return std::move(proof_);
    }

private:
    using word = class_boxes::word;
    using row = class_boxes::row;

    [[nodiscard]] std::uint64_t left() const { return options_.budget - std::min(options_.budget, steps_.spent); }
    [[nodiscard]] bool is_ordered() const {
        return table_.policy() == hit_policy::first || table_.policy() == hit_policy::priority;
    }
    [[nodiscard]] std::uint32_t outcome(std::size_t rule) const { return table_.rules()[rule].outcome; }

    [[nodiscard]] bool find_pairs(std::vector<table_finding>& clashes, std::vector<table_finding>& overlaps) {
        if (table_.policy() != hit_policy::unique && table_.policy() != hit_policy::any) { return true; }
        for (std::uint32_t a = 0; a < table_.size(); ++a) {
            const bool has_all = pairs_.each_overlapping(a, steps_, [&](std::uint32_t b) {
                if (b <= a) { return; }
                const bool is_clash = outcome(a) != outcome(b);
                if (!is_clash && table_.policy() == hit_policy::any) { return; }
                ++(is_clash ? proof_.clashes : proof_.overlaps);
                std::vector<table_finding>& list = is_clash ? clashes : overlaps;
                if (list.size() == options_.most_clashes) {
                    proof_.has_more = true;
                    return;
                }
                row both = space_.box_of(a);
                space_.narrow(both, b);
                list.push_back(finding(is_clash ? finding_kind::clash : finding_kind::overlap, a, b, both));
            });
            if (!has_all) { return false; }
        }
        return true;
    }

    [[nodiscard]] bool find_gaps() {
        if (!is_possible(space_.full())) { return true; }  // no case at all
        box_cover cover{space_, steps_};
        for (std::size_t rule = 0; rule < table_.size(); ++rule) {
            if (!space_.is_empty(rule)) { cover.add(space_.sides(rule)); }
        }
        for (std::size_t listed = 0;; ++listed) {
            const cover_result result = cover.search(space_.full());
            if (result != cover_result::uncovered) { return result == cover_result::covered; }
            if (listed == std::max<std::size_t>(options_.most_gaps, 1)) {
                proof_.has_more = true;
                return true;
            }
            const row start = cover.found();  // in no gap before this one, so that each has a witness of its own
            row gap = start;
            grow(gap, space_.full(), [](std::size_t) { return true; });
            proof_.findings.push_back(finding(finding_kind::gap, table_finding::no_rule, table_finding::no_rule, gap));
            proof_.findings.back().witness = witness_of(start);
            cover.add(gap);
        }
    }

    [[nodiscard]] bool find_masked() {
        box_cover before{space_, steps_};
        std::vector<table_finding> found;
        bool is_done = true;
        for (std::size_t place = 0; place < table_.size() && is_done; ++place) {
            const std::uint32_t rule = table_.rule_at(place);
            if (space_.is_empty(rule) || !is_possible(space_.full())) {
                masked_[rule] = true;
                found.push_back(finding(finding_kind::masked, rule, table_finding::no_rule, space_.box_of(rule)));
                continue;
            }
            if (!is_ordered()) { continue; }
            switch (before.search(space_.box_of(rule))) {
                case cover_result::ended: is_done = false; continue;
                case cover_result::uncovered:
                    decided_[rule] = before.found();
                    before.add(space_.sides(rule));
                    continue;
                case cover_result::covered: break;
            }
            masked_[rule] = true;
            const std::uint32_t other = masking(rule, place);
            row both = space_.box_of(rule);
            space_.narrow(both, other);
            found.push_back(finding(finding_kind::masked, rule, other, both));
        }
        append_by_rule(std::move(found));
        return is_done;
    }

    // A rule that goes before and holds: the first that does so everywhere, or else somewhere.
    [[nodiscard]] std::uint32_t masking(std::uint32_t rule, std::size_t place) const {
        const row mine = space_.box_of(rule);
        std::uint32_t somewhere = table_finding::no_rule;
        for (std::size_t k = 0; k < place; ++k) {
            const std::uint32_t other = table_.rule_at(k);
            if (masked_[other] || !space_.meets(other, mine)) { continue; }
            if (somewhere == table_finding::no_rule) { somewhere = other; }
            if (space_.contains(other, mine)) { return other; }
        }
        return somewhere;
    }

    [[nodiscard]] bool find_redundant() {
        if (!is_single(table_.policy()) || !is_possible(space_.full())) { return true; }
        std::vector<table_finding> found;
        bool is_done = true;
        for (std::uint32_t rule = 0; rule < table_.size() && is_done; ++rule) {
            if (masked_[rule]) { continue; }
            const cover_result result =
                is_ordered() ? redundant_in_order(rule, found) : redundant_among_equals(rule, found);
            is_done = result != cover_result::ended;
        }
        append_by_rule(std::move(found));
        return is_done;
    }

    // Unique and any: whether the rules of the same outcome cover the rule's cases.
    [[nodiscard]] cover_result redundant_among_equals(std::uint32_t rule, std::vector<table_finding>& found) {
        const row mine = space_.box_of(rule);
        std::vector<std::uint32_t> equals;
        const bool has_all = pairs_.each_overlapping(rule, steps_, [&](std::uint32_t other) {
            if (outcome(other) == outcome(rule)) { equals.push_back(other); }
        });
        if (!has_all) { return cover_result::ended; }
        if (equals.empty()) { return cover_result::uncovered; }
        box_cover cover{space_, steps_};
        for (const std::uint32_t other : equals) { cover.add(space_.sides(other)); }
        const cover_result result = cover.search(mine);
        if (result != cover_result::covered) { return result; }
        const auto whole = std::find_if(equals.begin(), equals.end(),
                                        [&](std::uint32_t other) { return space_.contains(other, mine); });
        const std::uint32_t other = whole != equals.end() ? *whole : equals.front();
        row both = mine;
        space_.narrow(both, other);
        found.push_back(finding(finding_kind::redundant, rule, other, both));
        return result;
    }

    // Priority and first: whether, where no rule before it holds, the next that holds has the same outcome. A case that
    // says no lies in a rule of another outcome, and in none that goes before that one; or in no other rule.
    [[nodiscard]] cover_result redundant_in_order(std::uint32_t rule, std::vector<table_finding>& found) {
        const row mine = space_.box_of(rule);
        const std::size_t place = table_.place_of(rule);
        std::vector<std::uint32_t> next;  // in the order of deciding, not masked
        box_cover cover{space_, steps_};
        const bool has_all = pairs_.each_overlapping(rule, steps_, [&](std::uint32_t other) {
            if (masked_[other]) { return; }
            if (table_.place_of(other) < place) {
                cover.add(space_.sides(other));
            } else {
                next.push_back(other);
            }
        });
        if (!has_all) { return cover_result::ended; }
        for (const std::uint32_t other : next) {
            if (outcome(other) != outcome(rule)) {
                row both = mine;
                space_.narrow(both, other);
                const cover_result result = cover.search(both);
                if (result != cover_result::covered) { return result; }
            }
            cover.add(space_.sides(other));
        }
        const cover_result result = cover.search(mine);
        if (result != cover_result::covered) { return result; }
        // Where it decides, some next rule would: take the first at the place found before.
        row region = decided_[rule];
        const auto heir =
            std::find_if(next.begin(), next.end(), [&](std::uint32_t other) { return space_.meets(other, region); });
        space_.narrow(region, *heir);
        row limits = mine;
        space_.narrow(limits, *heir);
        const std::size_t before_heir = table_.place_of(*heir);
        grow(region, limits, [&](std::size_t other) {
            return other != rule && !masked_[other] && table_.place_of(other) < before_heir;
        });
        found.push_back(finding(finding_kind::redundant, rule, *heir, region));
        return result;
    }

    // Widens a box that none of the rules meets until it is maximal within limits. One pass is enough: what stopped an
    // input stops it all the more in a wider box.
    template <class Counts>
    void grow(row& box, const row& limits, Counts counts) {
        std::vector<std::uint32_t> apart(table_.size(), 0);  // in how many inputs a rule misses the box
        const auto misses = [&](const box_side& side) {
            word common = 0;
            for (std::size_t k = 0; k < space_.width(side.input); ++k) {
                common |= box[space_.offset(side.input) + k] & side.classes[k];
            }
            return common == 0;
        };
        std::vector<std::size_t> rules;
        for (std::size_t rule = 0; rule < table_.size(); ++rule) {
            if (space_.is_empty(rule) || !counts(rule)) { continue; }
            rules.push_back(rule);
            for (const box_side& side : space_.sides(rule)) { apart[rule] += misses(side) ? 1U : 0U; }
            steps_.spent += space_.sides(rule).size();
        }
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            row added(space_.width(i));
            for (std::size_t k = 0; k < added.size(); ++k) { added[k] = limits[space_.offset(i) + k]; }
            std::vector<std::size_t> missing;  // the rules that this input alone keeps away, and others
            for (const std::size_t rule : rules) {
                const box_side* side = space_.side(rule, i);
                if (side == nullptr || !misses(*side)) { continue; }
                missing.push_back(rule);
                if (apart[rule] != 1) { continue; }
                for (std::size_t k = 0; k < added.size(); ++k) { added[k] &= ~side->classes[k]; }
            }
            for (std::size_t k = 0; k < added.size(); ++k) { box[space_.offset(i) + k] |= added[k]; }
            for (const std::size_t rule : missing) { apart[rule] -= misses(*space_.side(rule, i)) ? 0U : 1U; }
            steps_.spent += rules.size();
        }
    }

    [[nodiscard]] bool is_possible(const row& box) const {
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            word some = 0;
            for (std::size_t k = 0; k < space_.width(i); ++k) { some |= box[space_.offset(i) + k]; }
            if (some == 0) { return false; }
        }
        return true;
    }

    [[nodiscard]] table_finding finding(finding_kind kind, std::uint32_t rule, std::uint32_t other,
                                        const row& box) const {
        table_finding made;
        made.kind = kind;
        made.rule = rule;
        made.other = other;
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            std::vector<input_partition::class_id>& classes = made.region.emplace_back();
            for (std::size_t k = 0; k < space_.width(i); ++k) {
                for (word rest = box[space_.offset(i) + k]; rest != 0; rest &= rest - 1) {
                    const std::size_t which = k * 64 + static_cast<std::size_t>(std::countr_zero(rest));
                    classes.push_back(static_cast<input_partition::class_id>(which));
                }
            }
        }
        made.witness = witness_of(box);
        return made;
    }

    // Of each input the first class that is a known value, or unknown.
    [[nodiscard]] std::vector<table_value> witness_of(const row& box) const {
        std::vector<table_value> made;
        if (!is_possible(box)) { return made; }
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            std::size_t which = input_partition::unknown_class();
            for (std::size_t k = 0; k < space_.width(i) && which == input_partition::unknown_class(); ++k) {
                const word known_ones = box[space_.offset(i) + k] & ~(k == 0 ? word{1} : word{0});
                if (known_ones != 0) { which = k * 64 + static_cast<std::size_t>(std::countr_zero(known_ones)); }
            }
            made.push_back(table_.partition(i).witness(static_cast<input_partition::class_id>(which)));
        }
        return made;
    }

    void append_by_rule(std::vector<table_finding> found) {
        std::sort(found.begin(), found.end(),
                  [](const table_finding& a, const table_finding& b) { return a.rule < b.rule; });
        for (table_finding& each : found) { proof_.findings.push_back(std::move(each)); }
    }

    const compiled_rules& table_;
    const proof_options& options_;
    class_boxes space_;
    rule_pairs pairs_;
    step_budget steps_;
    table_proof proof_;
    std::vector<bool> masked_;
    std::vector<row> decided_;  // priority and first: of each rule a box in which no rule before it holds
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
