#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/core/expects.hpp"              // MUSTER_EXPECTS
#include "muster/rules/case_decision.hpp"       // case_decision, decide
#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/case_search.hpp"  // case_search

#include <cstddef>   // size_t
#include <cstdint>   // uint8_t, int64_t, uint32_t, uint64_t
#include <optional>  // optional
#include <span>      // span
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// What may be changed, and what counts as another decision.
struct change_options {
    std::vector<std::string> fixed{};        ///< names of inputs that stay as they are: "without changing the type"
    std::optional<std::uint32_t> wanted{};   ///< only this outcome counts (collecting policies: among others)
    bool gaps_count = true;                  ///< a decided case may change to "no rule" or to a clash
    bool may_become_unknown = false;         ///< a known value may turn unknown, where the column allows it
    std::vector<double> units{};             ///< per input, what counts as distance 1; empty or 0: `unit_of_change`
    std::uint64_t budget = 500'000;          ///< how many boxes of cases may be looked at
};

/// One input of a change: from what to what.
struct input_change {
    std::uint32_t input = 0;
    table_value from{};
    table_value to{};             ///< the nearest value that does; beyond an open limit the next representable one
    value_bound bound = value_bound::exactly;
    table_value limit{};          ///< more_than, below: of what; begins_with: with what
    std::int64_t distance = 0;    ///< in millionths of the input's unit; 1,000,000 for what has no distances
};

/// How the search for a change ended.
enum class change_end : std::uint8_t {
    found,       ///< `inputs` is the smallest change
    already,     ///< the case has the wanted outcome
    impossible,  ///< nothing that may be changed changes the decision
    budget,      ///< out of work; a change, if there is one, is not smaller than `least_inputs` and `distance`
};

/// What would change a decision.
struct decision_change {
    change_end end = change_end::impossible;
    std::vector<input_change> inputs{};  ///< in the order of the table's inputs
    case_decision before{};
    case_decision after{};        ///< found: what the table says after the change
    std::int64_t distance = 0;    ///< sum over the inputs, in millionths
    std::uint32_t least_inputs = 0;  ///< how many inputs have to change; budget: at least
    std::uint64_t steps = 0;      ///< boxes of cases that were looked at
};

/// What counts as distance 1 on a column: its thin margin if it has one; else 1 for numbers, a day, a minute, a month.
[[nodiscard]] inline double unit_of_change(const input_clause& input) noexcept {
    if (input.thin_margin > 0) { return input.thin_margin; }
    switch (input.kind) {
        case value_kind::time_of_day:
        case value_kind::date_time:
        case value_kind::day_time_duration: return 60'000;
        default: return 1;
    }
}

namespace detail {

class change_finder {
public:
    change_finder(const compiled_rules& table, std::span<const table_value> values, const change_options& options)
        : table_{table}, asked_{options}, before_{decide(table, values)},
          search_{table, options_of(table, values, options), options.budget} {
        if (before_.is_decided()) { list_outcomes(table_, hits_of(before_).data(), present_); }
    }

    [[nodiscard]] decision_change find(std::span<const table_value> values) {
        decision_change made;
        made.before = before_;
        if (is_decided() && asked_.wanted && gives_wanted(hits_of(before_).data())) {
            made.end = change_end::already;
            return made;
        }
        open();
        const case_search::end how = search_.run([this](const case_search::box& box) { return visit(box); });
        made.steps = search_.steps();
        made.end = how == case_search::end::found    ? change_end::found
                   : how == case_search::end::budget ? change_end::budget
                                                     : change_end::impossible;
        if (made.end == change_end::impossible) { return made; }
        made.least_inputs = search_.changes();
        made.distance = search_.distance();
        if (made.end == change_end::found) { tell(made, values); }
        return made;
    }

private:
    enum goal : std::uint32_t { decides, none_holds, clashes, differs };

    [[nodiscard]] static case_search::options options_of(const compiled_rules& table,
                                                         std::span<const table_value> values,
                                                         const change_options& asked) {
        const std::vector<input_clause>& inputs = table.inputs();
        if (!asked.units.empty() && asked.units.size() != inputs.size()) {
            throw error{errc::out_of_range, "nearest_change, table `" + table.name() + "`: " +
                                                std::to_string(asked.units.size()) + " units for " +
                                                std::to_string(inputs.size()) + " inputs; none, or one an input"};
        }
        std::vector<bool> is_fixed(inputs.size(), false);
        for (const std::string& each : asked.fixed) {
            std::size_t at = 0;
            while (at < inputs.size() && inputs[at].name.en != each) { ++at; }
            if (at == inputs.size()) {
                throw error{errc::unknown_name, "nearest_change, table `" + table.name() + "`: no input is called `" +
                                                    each + "`"};
            }
            is_fixed[at] = true;
        }
        case_search::options all;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const double given = asked.units.empty() ? 0 : asked.units[i];
            if (!(given >= 0 && given < 1e300)) {
                throw error{errc::out_of_range, "nearest_change, table `" + table.name() + "`, column `" +
                                                    inputs[i].name.en + "`: the unit is " + shortest(given) +
                                                    "; it must be finite and not below 0"};
            }
            option_finder finder{table, i, values[i], given > 0 ? given : unit_of_change(inputs[i])};
            all.push_back(finder.find(asked.may_become_unknown));
            if (is_fixed[i]) { all.back().resize(1); }
        }
        return all;
    }

    [[nodiscard]] bool is_decided() const noexcept { return before_.is_decided(); }
    [[nodiscard]] bool may_leave_gap() const noexcept { return is_decided() && !asked_.wanted && asked_.gaps_count; }

    [[nodiscard]] static compiled_rules::class_id class_in(const case_decision& found, std::size_t input) {
        return static_cast<compiled_rules::class_id>(found.classes[input]);
    }
    [[nodiscard]] hit_set hits_of(const case_decision& found) const {
        hit_set hits(table_.words(), 0);
        intersect(table_, [&found](std::size_t input) { return class_in(found, input); }, hits.data());
        return hits;
    }
    [[nodiscard]] bool gives_wanted(const compiled_rules::word* hits) const {
        bool is_given = false;
        visit_hits(table_, hits, [&](std::uint32_t rule) {
            is_given = is_given || table_.rules()[rule].outcome == *asked_.wanted;
            return !is_single(table_.policy());
        });
        return is_given;
    }
    [[nodiscard]] bool is_accepted(const compiled_rules::word* hits) {
        const table_status status = status_of(table_, hits);
        if (status != table_status::decided) { return may_leave_gap(); }
        if (asked_.wanted) { return gives_wanted(hits); }
        list_outcomes(table_, hits, given_);
        return !is_decided() || given_ != present_;
    }
    // Whether a rule's outcome, if that alone decides, is one that is looked for.
    [[nodiscard]] bool is_target(std::uint32_t rule) const {
        const std::uint32_t outcome = table_.rules()[rule].outcome;
        if (asked_.wanted) { return outcome == *asked_.wanted; }
        return !is_decided() || outcome != present_[0];
    }

    void open() {
        const auto rules = static_cast<std::uint32_t>(table_.size());
        if (may_leave_gap()) {
            search_.open(none_holds);
            if (table_.policy() == hit_policy::unique || table_.policy() == hit_policy::any) {
                for (std::uint32_t rule = 0; rule < rules; ++rule) { search_.open_holding(clashes, rule); }
            }
        }
        if (!is_single(table_.policy()) && is_decided() && !asked_.wanted) {
            search_.open(differs);
            return;
        }
        for (std::uint32_t rule = 0; rule < rules; ++rule) {
            if (is_target(rule)) { search_.open_holding(decides, rule); }
        }
    }

    [[nodiscard]] bool visit(const case_search::box& box) {
        if (is_accepted(box.hits)) { return true; }
        switch (box.goal) {
            case decides: fail_one(box, [&](std::uint32_t rule) { return is_in_the_way(rule, box.rule); }); break;
            case none_holds: fail_one(box, [](std::uint32_t) { return true; }); break;
            case clashes: clash_with_another(box); break;
            default: change_hits(box); break;
        }
        return false;
    }

    // Whether a rule that holds keeps `mine`, which holds too, from deciding.
    [[nodiscard]] bool is_in_the_way(std::uint32_t rule, std::uint32_t mine) const {
        switch (table_.policy()) {
            case hit_policy::unique: return rule != mine;
            case hit_policy::any: return table_.rules()[rule].outcome != table_.rules()[mine].outcome;
            default: return table_.place_of(rule) < table_.place_of(mine);
        }
    }

    // Of the rules that must not hold but do, the one that leaves the fewest ways out comes first.
    template <class MustFail>
    void fail_one(const case_search::box& box, MustFail must_fail) {
        std::uint32_t hardest = 0;
        std::size_t ways = ~std::size_t{0};
        visit_hits(table_, box.hits, [&](std::uint32_t rule) {
            if (!must_fail(rule)) { return true; }
            const std::size_t left = search_.ways_to_fail(box, rule);
            if (left < ways) {
                ways = left;
                hardest = rule;
            }
            return ways > 0;
        });
        if (ways > 0 && ways != ~std::size_t{0}) { search_.keep_failing(box, hardest); }
    }

    void clash_with_another(const case_search::box& box) {
        for (std::uint32_t rule = 0; rule < table_.size(); ++rule) {
            if (table_.place_of(rule) <= table_.place_of(box.rule)) { continue; }  // the other one's box has the pair
            const bool agree = table_.rules()[rule].outcome == table_.rules()[box.rule].outcome;
            if (table_.policy() == hit_policy::unique || !agree) { search_.keep_holding(box, rule); }
        }
    }

    // Collecting policies: what is accepted differs in the rules that hold, so one holds less or one more.
    void change_hits(const case_search::box& box) {
        std::vector<bool> does_hold(table_.size(), false);
        visit_hits(table_, box.hits, [&](std::uint32_t rule) {
            does_hold[rule] = true;
            search_.keep_failing(box, rule);
            return true;
        });
        for (std::uint32_t rule = 0; rule < table_.size(); ++rule) {
            if (!does_hold[rule]) { search_.keep_holding(box, rule); }
        }
    }
    void tell(decision_change& made, std::span<const table_value> values) const {
        std::vector<table_value> changed(values.begin(), values.end());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!search_.is_changed(i)) { continue; }
            const value_option& to = search_.chosen(i);
            made.inputs.push_back({static_cast<std::uint32_t>(i), values[i], to.value, to.bound, to.limit, to.cost});
            changed[i] = to.value;
        }
        made.after = decide(table_, changed);
    }

    const compiled_rules& table_;
    const change_options& asked_;
    case_decision before_;
    std::vector<std::uint32_t> present_, given_;  // outcomes of the case as it is, and of a box's nearest case
    case_search search_;
};

}  // namespace detail

/// The smallest change of a case's inputs that changes what the table decides: exactly, of all cases there are.
///
/// Fewest inputs first; then the least sum of distances, each in its column's unit (`unit_of_change`) and counted in
/// millionths; then the inputs that stand first in the table; then the lesser values. A text, a boolean, a weekday and
/// an unknown value are at distance 1 from every other; times of day go round midnight. No value becomes one that is not
/// allowed. Without `wanted`, a decided case changes when its outcome does (collecting policies: the list of outcomes;
/// `collect count`: how many) or, if `gaps_count`, when it is decided no more; a case in a gap changes when it is decided.
/// @pre one value an input (MUSTER_EXPECTS)
/// @throws error unknown_name (`fixed`), out_of_range (`units`)
/// @complexity exponential in the number of inputs that must change together, bounded by `budget`: beyond that it says
///             what any change needs at least. Deterministic: yes
[[nodiscard]] inline decision_change nearest_change(const compiled_rules& table, std::span<const table_value> values,
                                                    const change_options& options = {}) {
    MUSTER_EXPECTS(values.size() == table.inputs().size(), "nearest_change: one value an input");
    return detail::change_finder{table, values, options}.find(values);
}

}  // namespace v0
}  // namespace muster
