#pragma once

#include "muster/core/expects.hpp"              // MUSTER_EXPECTS
#include "muster/rules/case_decision.hpp"       // decide, table_status
#include "muster/rules/coverage_item.hpp"       // coverage_item
#include "muster/rules/detail/entry_parts.hpp"  // parts_of, find_value, value_in, is_stepped
#include "muster/rules/detail/rule_space.hpp"   // rule_space

#include <algorithm>  // find, lower_bound
#include <cmath>      // floor, abs
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <limits>     // infinity
#include <optional>   // optional
#include <span>       // span
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Whether a rule decided a case that ended as `found`. Under `any` all rules that hold did.
[[nodiscard]] inline bool has_decided(const compiled_rules& table, const case_decision& found, std::uint32_t rule,
                                      bool holds) {
    if (!found.is_decided() || !holds) { return false; }
    if (table.policy() == hit_policy::any || !is_single(table.policy())) { return true; }
    return found.rules[0] == rule;
}

/// Counts what cases try, one after another.
class coverage_run {
public:
    coverage_run(const compiled_rules& table, const coverage_options& options) : table_{table}, options_{options} {
        for (std::uint32_t rule = 0; rule < table.size(); ++rule) {
            begin_.push_back(items_.size());
            items_.push_back(
                {coverage_kind::rule, rule, 0, coverage_item::whole, 0, 0, 0, coverage_state::missing, {}});
            probes_.emplace_back();
            for (std::uint32_t input = 0; input < table.inputs().size(); ++input) { add_cell(rule, input); }
        }
        begin_.push_back(items_.size());
    }

    [[nodiscard]] table_status add(std::span<const table_value> values) {
        const case_decision found = decide(table_, values);
        if (found.status == table_status::out_of_range) { return found.status; }
        for (std::uint32_t rule = 0; rule < table_.size(); ++rule) {
            std::size_t failing = 0;
            std::size_t last = 0;  // the input that fails, if one does
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (table_.passes(rule, i, static_cast<compiled_rules::class_id>(found.classes[i]))) { continue; }
                ++failing;
                last = i;
            }
            for (std::size_t at = begin_[rule]; at < begin_[rule + 1]; ++at) {
                coverage_item& item = items_[at];
                if (item.kind == coverage_kind::rule) {
                    if (failing == 0) { ++item.seen; }
                    if (has_decided(table_, found, rule, failing == 0)) { ++item.decisive; }
                    continue;
                }
                if (!tries(at, values[item.input])) { continue; }
                ++item.seen;
                if (failing == 0 || (failing == 1 && last == item.input)) { ++item.decisive; }
            }
        }
        return found.status;
    }

    [[nodiscard]] std::vector<coverage_item> finish() {
        const rule_space space{table_};
        for (std::size_t at = 0; at < items_.size(); ++at) {
            coverage_item& item = items_[at];
            if (item.decisive > 0) {
                item.state = coverage_state::covered;
            } else if (item.kind == coverage_kind::rule) {
                suggest_rule(space, item);
            } else {
                suggest_value(space, item, probes_[at].suggestion);
            }
        }
        return std::move(items_);
    }

private:
    // What a value has to be to try an item.
    struct probe {
        std::optional<entry_part> part{};         // held by it
        bool passes = true;                       // passed by the cell, or failed
        double low = 0, high = 0;                 // limits: from .. to
        std::optional<table_value> suggestion{};  // none: no such value can occur
    };

    [[nodiscard]] const input_entry& entry(const coverage_item& item) const {
        return table_.rules()[item.rule].when[item.input];
    }

    [[nodiscard]] bool tries(std::size_t at, const table_value& value) const {
        const coverage_item& item = items_[at];
        const probe& wanted = probes_[at];
        if (is_condition(item.kind)) {
            return entry(item).holds(value) == wanted.passes && (!wanted.part || wanted.part->holds(value));
        }
        if (!value.is_known) { return false; }
        if (item.kind == coverage_kind::on_limit) { return value.number == wanted.low; }
        return value.number >= wanted.low && value.number <= wanted.high && entry(item).holds(value) == wanted.passes;
    }

    void push(coverage_kind kind, std::uint32_t rule, std::uint32_t input, std::size_t part, double limit,
              probe wanted) {
        items_.push_back({kind, rule, input, part, limit, 0, 0, coverage_state::missing, {}});
        probes_.push_back(std::move(wanted));
    }

    void add_cell(std::uint32_t rule, std::uint32_t input) {
        const input_entry& cell = table_.rules()[rule].when[input];
        if (cell.is_any) { return; }
        const input_clause& clause = table_.inputs()[input];
        const std::vector<entry_part> parts = parts_of(cell);
        const auto add_parts = [&](coverage_kind kind, bool passes) {
            for (std::size_t i = 0; i < parts.size(); ++i) {
                push(kind, rule, input, i, 0, {parts[i], passes, 0, 0, value_in(parts[i], clause, cell, passes)});
            }
        };
        if (cell.is_negated) {
            push(coverage_kind::passes, rule, input, coverage_item::whole, 0,
                 {{}, true, 0, 0, value_where(cell, input, true)});
            add_parts(coverage_kind::fails, false);
        } else {
            add_parts(coverage_kind::passes, true);
        }
        if (cell.accepts_unknown) {
            push(coverage_kind::passes, rule, input, parts.size(), 0,
                 {entry_part{}, true, 0, 0, value_in(entry_part{}, clause, cell, true)});
        }
        if (!cell.is_negated) {
            push(coverage_kind::fails, rule, input, coverage_item::whole, 0,
                 {{}, false, 0, 0, value_where(cell, input, false)});
        }
        for (std::size_t i = 0; i < cell.ranges.size(); ++i) {
            const number_range& each = cell.ranges[i];
            if (each.low == each.high) { continue; }
            if (std::abs(each.low) <= std::numeric_limits<double>::max()) {
                add_limit(rule, input, i, each.low, each.includes_low, -1);
            }
            if (std::abs(each.high) <= std::numeric_limits<double>::max()) {
                add_limit(rule, input, i, each.high, each.includes_high, 1);
            }
        }
    }

    // A value of a class that can occur and that a cell passes (fails), a known one where there is one.
    [[nodiscard]] std::optional<table_value> value_where(const input_entry& cell, std::uint32_t input,
                                                         bool passes) const {
        const input_partition& cut = table_.partition(input);
        for (std::size_t i = 1; i <= cut.size(); ++i) {
            const auto which =
                static_cast<compiled_rules::class_id>(i == cut.size() ? input_partition::unknown_class() : i);
            if (!cut.is_reachable(which)) { continue; }
            if (cell.holds(cut.witness(which)) == passes) { return cut.witness(which); }
        }
        return std::nullopt;
    }

    // `outward` is where the interval ends: -1 for its low end, 1 for its high one.
    void add_limit(std::uint32_t rule, std::uint32_t input, std::size_t part, double limit, bool is_included,
                   int outward) {
        const input_clause& clause = table_.inputs()[input];
        const input_partition& cut = table_.partition(input);
        const input_entry& cell = table_.rules()[rule].when[input];
        const auto known = [&](double number) -> std::optional<table_value> {
            table_value value = number_value(number, clause.kind);
            if (!(std::abs(number) <= std::numeric_limits<double>::max()) || !can_occur(clause, cut, value)) {
                return std::nullopt;
            }
            return value;
        };
        // Where no whole number lies on the limit, the first one inside stands for it.
        double on = limit;
        if (is_whole(clause.kind) && limit != std::floor(limit)) {
            on = outward < 0 ? std::ceil(limit) : std::floor(limit);
            is_included = true;
        }
        push(coverage_kind::on_limit, rule, input, part, limit, {{}, true, on, on, known(on)});
        const int side = is_included ? outward : -outward;
        const bool passes = !cell.holds(on);
        probe near{{}, passes, on + side, on + side, {}};
        if (!is_stepped(clause.kind)) {
            (side < 0 ? near.high : near.low) = std::nextafter(on, side * std::numeric_limits<double>::infinity());
            (side < 0 ? near.low : near.high) = stretch(cut.limits(), clause.thin_margin, on, side);
        }
        const double far = side < 0 ? near.low : near.high;
        for (const double number : {on + side, far, on + (far - on) / 2, side < 0 ? near.high : near.low}) {
            const bool is_in =
                number >= near.low && number <= near.high && (!is_whole(clause.kind) || number == std::floor(number));
            if (is_in && !near.suggestion && cell.holds(number) == passes) { near.suggestion = known(number); }
        }
        if (!near.suggestion && near.low <= near.high) {  // a margin may reach over what is not allowed, or fails too
            input_entry reach;
            reach.ranges = {{near.low, near.high, true, true}};
            near.suggestion = find_value(clause, reach, cell, passes);
        }
        push(coverage_kind::near_limit, rule, input, part, limit, std::move(near));
    }

    // How far "next to" reaches: the thin margin, or until the column's next limit.
    [[nodiscard]] static double stretch(const std::vector<double>& limits, double margin, double on, int side) {
        if (margin > 0) { return on + side * margin; }
        const double infinity = side * std::numeric_limits<double>::infinity();
        double end = infinity;
        for (const double each : limits) {
            if (side < 0 ? each < on && each > end : each > on && each < end) { end = each; }
        }
        return std::nextafter(end, -infinity);
    }

    void suggest_rule(const rule_space& space, coverage_item& item) const {
        class_box found;
        switch (space.find_decided(item.rule, options_.budget, found)) {
            case rule_space::answer::none: item.state = coverage_state::impossible; break;
            case rule_space::answer::budget: item.state = coverage_state::unproven; break;
            case rule_space::answer::found:
                if (options_.suggests) { item.suggestion = space.witness(found); }
                break;
        }
    }

    void suggest_value(const rule_space& space, coverage_item& item, const std::optional<table_value>& value) const {
        class_box box = space.set(item.rule);
        if (value) {
            box = with_class(space, std::move(box), item.input, table_.partition(item.input).class_of(*value));
        }
        if (!value || !space.space().meet(box, box)) {
            item.state = coverage_state::impossible;
            return;
        }
        if (!options_.suggests) { return; }
        item.suggestion = space.witness(box);
        item.suggestion[item.input] = *value;
    }

    [[nodiscard]] static class_box with_class(const rule_space& space, class_box box, std::size_t input,
                                              std::size_t which) {
        class_box only = space.space().empty();
        space.space().add(only, input, which);
        box = space.space().outside(std::move(box), space.all(), input);
        space.space().add(box, input, which);
        return box;
    }

    const compiled_rules& table_;
    coverage_options options_;
    std::vector<coverage_item> items_;
    std::vector<probe> probes_;
    std::vector<std::size_t> begin_;  // of each rule's items
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
