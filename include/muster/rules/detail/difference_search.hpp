#pragma once

#include "muster/rules/answering_rules.hpp"   // answering_rules
#include "muster/rules/case_decision.hpp"     // table_status
#include "muster/rules/detail/class_box.hpp"  // class_box, class_space
#include "muster/rules/joint_input.hpp"       // joint_input
#include "muster/rules/table_answer.hpp"      // answer_from, is_same_answer

#include <algorithm>  // sort, find, min
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <map>        // map
#include <string>     // string
#include <utility>    // move, pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// How one table decides a whole box of cases.
struct settled {
    table_status status = table_status::no_rule;
    std::vector<std::uint32_t> rules{};

    friend bool operator==(const settled&, const settled&) = default;
};

/// A box of cases that the two tables answer differently, each in one way.
struct found_box {
    class_box box{};
    settled answers[2]{};
};

/// Cuts the space of cases into boxes until both tables decide each of them in one way, and keeps those they disagree
/// about. A box in which the same rules of both tables are left is dropped uncut: what was not edited costs nothing.
class difference_search {
public:
    difference_search(const answering_rules& before, const answering_rules& after,
                      const std::vector<joint_input>& inputs, std::uint64_t budget, std::size_t most)
        : budget_{budget}, most_{most} {
        std::vector<std::size_t> sizes;
        for (const joint_input& each : inputs) { sizes.push_back(each.size()); }
        space_ = class_space{sizes};
        number_rows(before, after);
        prepare(sides_[0], before, inputs, 0);
        prepare(sides_[1], after, inputs, 1);
        may_pair_ =
            sides_[0].policy == sides_[1].policy &&
            (sides_[0].policy != hit_policy::any || (tells_apart_alike(sides_[0]) && tells_apart_alike(sides_[1])));
        has_same_otherwise_ = is_same_answer(answer_from(before, table_status::no_rule, {}),
                                             answer_from(after, table_status::no_rule, {}));
        all_ = space_.empty();
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            for (std::size_t which = 0; which < inputs[i].size(); ++which) {
                if (inputs[i].is_considered(static_cast<joint_input::class_id>(which))) { space_.add(all_, i, which); }
            }
        }
    }

    void run() {
        node root{all_, {{}, {}}};
        for (std::size_t s = 0; s < 2; ++s) {
            for (std::uint32_t place = 0; place < sides_[s].sets.size(); ++place) { root.alive[s].push_back(place); }
        }
        std::vector<node> open;
        open.push_back(std::move(root));
        while (!open.empty()) {
            node here = std::move(open.back());
            open.pop_back();
            if (boxes_.size() == most_) {
                has_more_ = true;
                break;
            }
            visit(std::move(here), open);
            if (steps_ > budget_) {
                is_finished_ = open.empty();
                break;
            }
        }
        merge();
        std::sort(boxes_.begin(), boxes_.end(), goes_before);
    }

    [[nodiscard]] bool is_finished() const noexcept { return is_finished_; }
    [[nodiscard]] bool has_more() const noexcept { return has_more_; }
    [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }
    [[nodiscard]] const class_space& space() const noexcept { return space_; }
    [[nodiscard]] const std::vector<found_box>& boxes() const noexcept { return boxes_; }

private:
    struct side {
        const answering_rules* table = nullptr;
        hit_policy policy = hit_policy::unique;
        std::vector<class_box> sets;          // of each place: what its rule passes
        std::vector<std::uint32_t> outcomes;  // of each place: a number for its row, the same in both tables
        class_box beyond;                     // what the table was not written for
    };
    struct node {
        class_box box;
        std::vector<std::uint32_t> alive[2];  // places of rules that hold somewhere in the box, in order
    };
    // What is left of one table in a box.
    struct view {
        bool is_out = false;                  // out of range all over
        std::size_t mixed = ~std::size_t{0};  // an input that is out of range in a part of the box
        std::vector<std::uint32_t> alive;
        std::vector<bool> covers;     // whether the rule holds all over the box
        std::vector<bool> is_paired;  // whether the other table has the same rule here
    };

    void number_rows(const answering_rules& before, const answering_rules& after) {
        std::map<std::string, std::uint32_t> seen;
        for (std::size_t s = 0; s < 2; ++s) {
            const answering_rules& table = s == 0 ? before : after;
            for (std::size_t place = 0; place < table.logic->size(); ++place) {
                std::string key;
                for (const table_value& each : table.rows[table.logic->rule_at(place)]) {
                    const std::string shown = to_string(each);
                    key += std::to_string(static_cast<int>(comparable_kind(each.kind))) + (each.is_known ? "=" : "?") +
                           std::to_string(shown.size()) + ":" + shown;
                }
                sides_[s].outcomes.push_back(
                    seen.emplace(std::move(key), static_cast<std::uint32_t>(seen.size())).first->second);
            }
        }
    }

    // Under `any` rules clash by their outcomes' numbers: these have to tell apart what the rows do.
    [[nodiscard]] static bool tells_apart_alike(const side& at) {
        std::map<std::uint32_t, std::uint32_t> row_of, number_of;
        for (std::size_t place = 0; place < at.outcomes.size(); ++place) {
            const std::uint32_t number = at.table->logic->rules()[at.table->logic->rule_at(place)].outcome;
            if (row_of.emplace(number, at.outcomes[place]).first->second != at.outcomes[place]) { return false; }
            if (number_of.emplace(at.outcomes[place], number).first->second != number) { return false; }
        }
        return true;
    }

    void prepare(side& into, const answering_rules& table, const std::vector<joint_input>& inputs, std::size_t which) {
        into.table = &table;
        into.policy = table.logic->policy();
        into.beyond = space_.empty();
        into.sets.assign(table.logic->size(), space_.empty());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const std::size_t own = inputs[i].place_in(which);
            for (std::size_t c = 0; c < inputs[i].size(); ++c) {
                const auto joint = static_cast<joint_input::class_id>(c);
                const bool has = own != joint_input::none;
                const auto mine = has ? inputs[i].class_in(which, joint) : input_partition::unknown_class();
                if (has && mine == input_partition::outside_class()) { space_.add(into.beyond, i, c); }
                for (std::size_t place = 0; place < into.sets.size(); ++place) {
                    if (!has || table.logic->passes(table.logic->rule_at(place), own, mine)) {
                        space_.add(into.sets[place], i, c);
                    }
                }
            }
        }
    }

    [[nodiscard]] view look(const side& at, const class_box& box, const std::vector<std::uint32_t>& places) {
        view made;
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            if (!space_.meet(box, at.beyond, i)) { continue; }
            if (!space_.meet(space_.outside(box, at.beyond, i), box, i)) {
                made.is_out = true;
                return made;
            }
            if (made.mixed == ~std::size_t{0}) { made.mixed = i; }
        }
        const bool is_ordered = at.policy == hit_policy::first || at.policy == hit_policy::priority;
        for (const std::uint32_t place : places) {
            ++steps_;
            if (!space_.meet(box, at.sets[place])) { continue; }
            made.alive.push_back(place);
            made.covers.push_back(space_.covers(at.sets[place], box));
            // What stands behind a rule that holds everywhere never decides here.
            if (is_ordered && made.covers.back()) { break; }
        }
        return made;
    }

    void visit(node here, std::vector<node>& open) {
        ++steps_;
        view seen[2]{look(sides_[0], here.box, here.alive[0]), look(sides_[1], here.box, here.alive[1])};
        if (seen[0].is_out && seen[1].is_out) { return; }
        for (std::size_t s = 0; s < 2; ++s) {
            here.alive[s] = seen[s].alive;
            if (!seen[s].is_out && seen[s].mixed < space_.inputs()) {
                return split(std::move(here), sides_[s].beyond, seen[s].mixed, open);
            }
        }
        pair_off(here.box, seen);
        const bool is_inside = !seen[0].is_out && !seen[1].is_out;
        if (is_inside && (has_same_rules(seen) || has_one_outcome(seen))) { return; }
        const auto [s, at] = pivot(seen);
        if (s < 2) {
            const class_box& set = sides_[s].sets[seen[s].alive[at]];
            // Read before the call: the order in which arguments are made is the compiler's own.
            const std::size_t input = space_.first_beyond(here.box, set);
            return split(std::move(here), set, input, open);
        }
        found_box made{std::move(here.box), {settle(0, seen[0]), settle(1, seen[1])}};
        const table_answer before = answer_from(*sides_[0].table, made.answers[0].status, made.answers[0].rules);
        const table_answer after = answer_from(*sides_[1].table, made.answers[1].status, made.answers[1].rules);
        if (!is_same_answer(before, after)) { boxes_.push_back(std::move(made)); }
    }

    void split(node here, const class_box& by, std::size_t input, std::vector<node>& open) {
        node beyond{space_.outside(here.box, by, input), {here.alive[0], here.alive[1]}};
        here.box = space_.inside(std::move(here.box), by, input);
        open.push_back(std::move(beyond));
        open.push_back(std::move(here));
    }

    [[nodiscard]] bool is_same_rule(const class_box& box, std::uint32_t a, std::uint32_t b) const {
        return sides_[0].outcomes[a] == sides_[1].outcomes[b] &&
               space_.same_within(sides_[0].sets[a], sides_[1].sets[b], box);
    }

    // Marks the rules of both tables that are the same in the box. Where the order of rules counts, only those before
    // which all are.
    void pair_off(const class_box& box, view (&seen)[2]) {
        for (view& each : seen) { each.is_paired.assign(each.alive.size(), false); }
        if (!may_pair_) { return; }
        const bool is_ordered = minds_order(sides_[0].policy);
        std::size_t from = 0;  // before it, all of the second table's rules are paired
        for (std::size_t i = 0; i < seen[0].alive.size(); ++i) {
            const std::size_t end = is_ordered ? std::min(from + 1, seen[1].alive.size()) : seen[1].alive.size();
            for (std::size_t j = from; j < end; ++j) {
                ++steps_;
                if (seen[1].is_paired[j] || !is_same_rule(box, seen[0].alive[i], seen[1].alive[j])) { continue; }
                seen[0].is_paired[i] = seen[1].is_paired[j] = true;
                break;
            }
            if (is_ordered && !seen[0].is_paired[i]) { return; }
            while (from < seen[1].alive.size() && seen[1].is_paired[from]) { ++from; }
        }
    }

    [[nodiscard]] static bool minds_order(hit_policy how) noexcept {
        return how == hit_policy::first || how == hit_policy::priority || how == hit_policy::rule_order ||
               how == hit_policy::output_order;
    }

    // Whether nothing but the same rules is left on both sides. Where none may hold, the tables' `otherwise` counts too.
    [[nodiscard]] bool has_same_rules(const view (&seen)[2]) const {
        const std::vector<bool>& covers = seen[0].covers;
        const bool some_rule_holds = std::find(covers.begin(), covers.end(), true) != covers.end();
        if (!may_pair_ || (!has_same_otherwise_ && !some_rule_holds)) { return false; }
        for (const view& each : seen) {
            if (std::find(each.is_paired.begin(), each.is_paired.end(), false) != each.is_paired.end()) {
                return false;
            }
        }
        return true;
    }

    // Whether both tables decide everywhere in the box, and all that is left says the same.
    [[nodiscard]] bool has_one_outcome(const view (&seen)[2]) const {
        for (std::size_t s = 0; s < 2; ++s) {
            const hit_policy how = sides_[s].policy;
            if (how != hit_policy::first && how != hit_policy::priority) { return false; }
            if (seen[s].alive.empty() || !seen[s].covers.back()) { return false; }
            for (const std::uint32_t place : seen[s].alive) {
                if (sides_[s].outcomes[place] != sides_[0].outcomes[seen[0].alive[0]]) { return false; }
            }
        }
        return true;
    }

    // The rule to cut the box by: one that the tables do not share, so that what they share drops out at once; else any
    // that holds in a part of the box only. Side 2 when there is none.
    [[nodiscard]] std::pair<std::size_t, std::size_t> pivot(const view (&seen)[2]) const {
        for (const bool paired : {false, true}) {
            for (std::size_t s = 0; s < 2; ++s) {
                for (std::size_t i = 0; i < seen[s].alive.size(); ++i) {
                    if (!seen[s].covers[i] && seen[s].is_paired[i] == paired) { return {s, i}; }
                }
            }
        }
        return {2, 0};
    }

    [[nodiscard]] settled settle(std::size_t s, const view& seen) const {
        if (seen.is_out) { return {table_status::out_of_range, {}}; }
        settled made;
        for (const std::uint32_t place : seen.alive) { made.rules.push_back(sides_[s].table->logic->rule_at(place)); }
        if (made.rules.empty()) { return made; }
        made.status = table_status::decided;
        const hit_policy how = sides_[s].policy;
        if (how == hit_policy::unique && made.rules.size() > 1) { made.status = table_status::clash; }
        if (how == hit_policy::any) {
            const auto& rules = sides_[s].table->logic->rules();
            for (const std::uint32_t each : made.rules) {
                if (rules[each].outcome != rules[made.rules[0]].outcome) { made.status = table_status::clash; }
            }
        }
        if (is_single(how) && made.status == table_status::decided) { made.rules.resize(1); }
        return made;
    }

    // Joins boxes with the same answers that differ in one input only, until there are no such two.
    void merge() {
        for (bool is_changed = true; is_changed;) {
            is_changed = false;
            for (std::size_t input = 0; input < space_.inputs(); ++input) {
                is_changed = merge_along(input) || is_changed;
            }
        }
    }

    [[nodiscard]] bool merge_along(std::size_t input) {
        using key = std::pair<std::pair<ordinal, ordinal>, class_box>;
        std::map<key, std::size_t> seen;
        std::vector<found_box> kept;
        const class_box none = space_.empty();
        for (found_box& each : boxes_) {
            key rest{{ordinal_of(each.answers[0]), ordinal_of(each.answers[1])}, space_.inside(each.box, none, input)};
            const auto [at, is_new] = seen.emplace(std::move(rest), kept.size());
            if (is_new) {
                kept.push_back(std::move(each));
                continue;
            }
            class_box& into = kept[at->second].box;
            for (std::size_t i = 0; i < into.size(); ++i) { into[i] |= each.box[i]; }
        }
        const bool is_changed = kept.size() != boxes_.size();
        boxes_ = std::move(kept);
        return is_changed;
    }

    using ordinal = std::pair<std::vector<std::uint32_t>, table_status>;
    [[nodiscard]] static ordinal ordinal_of(const settled& each) { return {each.rules, each.status}; }

    // By the rule that decided before, then by that which decides now; what no rule decided goes first.
    [[nodiscard]] static bool goes_before(const found_box& a, const found_box& b) {
        const std::pair mine{ordinal_of(a.answers[0]), ordinal_of(a.answers[1])};
        const std::pair theirs{ordinal_of(b.answers[0]), ordinal_of(b.answers[1])};
        return mine != theirs ? mine < theirs : a.box < b.box;
    }

    class_space space_;
    std::uint64_t budget_;
    std::size_t most_;
    side sides_[2];
    class_box all_;
    std::vector<found_box> boxes_;
    std::uint64_t steps_ = 0;
    bool is_finished_ = true;
    bool has_more_ = false;
    bool may_pair_ = false;  // whether the same rules left mean the same answer
    bool has_same_otherwise_ = true;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
