#pragma once

#include "muster/core/keys.hpp"
#include "muster/core/policy.hpp"
#include "muster/department/affinity.hpp"
#include "muster/department/department_directory.hpp"
#include "muster/department/joint_matcher.hpp"
#include "muster/expert/panel_selector.hpp"
#include "muster/governance/governance.hpp"
#include "muster/governance/lightning_assembly.hpp"
#include "muster/governance/mode_gauge.hpp"
#include "muster/governance/static_card.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/model/run_card.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "dice.hpp"
#include "expert/advisers.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Cities in which everything may happen: whatever a city lays down, drawn at random, with all nine stages built of it.
namespace random_city {

struct report {
    int no = 1;
    std::optional<muster::planar> at;
    std::string what;
    std::optional<int> trapped;
    std::optional<int> storeys;
    muster::instant received{};
    std::string taken_by;
};

struct bureau {
    std::string key;
    muster::capability_set can;
};

}  // namespace random_city

template <>
inline constexpr auto muster::fields<random_city::report> = muster::map(
    muster::id = &random_city::report::no, muster::position = &random_city::report::at,
    muster::text = &random_city::report::what, muster::received_at = &random_city::report::received,
    muster::received_by = &random_city::report::taken_by, muster::field<"trapped"> = &random_city::report::trapped,
    muster::field<"storeys"> = &random_city::report::storeys);

template <>
inline constexpr auto muster::fields<random_city::bureau> =
    muster::map(muster::id = &random_city::bureau::key, muster::capabilities = &random_city::bureau::can);

namespace random_city {

using advisers::adviser;
using muster::planar;
using square_city::engine;
using square_city::situation;

inline constexpr std::uint32_t functions = 8;  ///< capabilities of units and departments; the last is nobody's
inline constexpr std::uint32_t knowledge = 6;  ///< fields of knowledge, numbered after them
inline constexpr std::int64_t day_ms = 86'400'000;

/// What a city lays down, and what it has.
struct laws {
    square_city::hierarchy cells;
    muster::type_tree types;
    muster::response_scale levels;
    std::vector<muster::type_rule> rules{};
    std::vector<muster::grading_criterion> criteria{};
    std::vector<muster::base_level> bases{};
    std::vector<muster::run_card> cards{};
    std::vector<muster::response_tier> tiers{};
    muster::dispatch_options dispatching{};
    std::vector<bureau> bureaus{};
    muster::department_rules duties{};
    std::vector<muster::co_response> past{};
    muster::affinity_options learning{};
    muster::match_options joining{};
    std::vector<muster::expert_need> knowledge_needs{};
    muster::panel_options seating{};
    muster::mode_options modes{};
    muster::command_rules command{};
    muster::static_card card{};
    std::vector<engine> engines{};
    std::vector<adviser> advisers{};
    std::vector<muster::expert_pool> pools{};
    std::vector<muster::cell_capacity> capacities{};
};

// ---- small draws -----------------------------------------------------------------------------------------------------

inline muster::type_id any_type(dice& any, const muster::type_tree& types) {
    const std::uint32_t drawn = any.below(types.size() + 1);
    return drawn < types.size() ? muster::type_id{drawn} : muster::type_id::none();
}
/// One of the scale, or none.
inline muster::response_level any_level(dice& any, const muster::response_scale& levels) {
    return {static_cast<std::uint8_t>(any.below(levels.size() + 1))};
}
inline muster::time_limit any_limit(dice& any) {
    const auto from = static_cast<muster::clock_anchor>(any.below(4));  // received to accepted
    return {from, muster::clock_anchor::on_scene, {static_cast<std::int64_t>(1 + any.below(20)) * 60'000}};
}
inline muster::need any_need(dice& any) {
    muster::need made;
    made.capability = {any.below(functions)};
    made.amount = 1 + any.below(3);
    if (any.chance(70)) { made.limit = any_limit(any); }
    return made;
}
inline std::string any_word(dice& any) {
    static const std::vector<std::string> words{"smoke", "flames", "着火", "gas", "leak", "滑坡", "slope", "tower"};
    return any.any_of(words);
}
/// Inside a city of this size as a rule, at times beside it.
inline planar any_place(dice& any, const square_city::hierarchy& cells, bool may_be_outside) {
    const auto& all = cells.box(cells.cells(0).first);
    const std::int32_t over = may_be_outside && any.chance(15) ? 3'000'000 : 0;
    planar made;
    made.east_mm = static_cast<std::int32_t>(any.between(all.low.east_mm - over, all.high.east_mm + over));
    made.north_mm = static_cast<std::int32_t>(any.between(all.low.north_mm - over, all.high.north_mm + over));
    return made;
}
inline const std::string& any_cell(dice& any, const square_city::hierarchy& cells) {
    return cells.key({any.below(cells.size())});
}

// ---- what a city lays down -------------------------------------------------------------------------------------------

inline square_city::hierarchy any_cells(dice& any) {
    const auto streets = static_cast<std::int32_t>(1 + any.below(3));
    const auto per_side = static_cast<std::int32_t>(1 + any.below(3));
    std::vector<int> without;
    for (std::int32_t i = 0; i < streets * per_side * per_side; ++i) {
        if (per_side > 1 && any.chance(10)) { without.push_back(i); }
    }
    return square_city::make_cells(streets, per_side, without);
}

inline muster::type_tree any_types(dice& any) {
    std::vector<muster::type_entry> entries;
    for (std::uint32_t i = 2 + any.below(5); i > 0; --i) {
        const std::string parent = any.chance(50) && !entries.empty() ? any.any_of(entries).code : std::string{};
        entries.push_back({"type " + std::to_string(i), {"type " + std::to_string(i)}, parent});
    }
    return muster::type_tree{entries};
}

inline muster::response_scale any_scale(dice& any) {
    std::vector<muster::label> called;
    for (std::uint32_t i = 2 + any.below(3); i > 0; --i) { called.push_back({"level " + std::to_string(i)}); }
    return muster::response_scale{called};
}

inline void draw_rules(dice& any, laws& made) {
    for (std::uint32_t i = 1 + any.below(8); i > 0; --i) {
        muster::type_rule each{{"rule " + std::to_string(i)}, {any.below(made.types.size())}, {}, 0};
        each.rank = static_cast<int>(any.below(2));
        each.when.push_back(any.chance(50) ? muster::contains(any_word(any)) : muster::has_word(any_word(any)));
        if (any.chance(20)) { each.when.push_back(muster::lacks(any_word(any))); }
        if (any.chance(20)) { each.when.push_back(muster::field<"trapped"> >= 1); }
        made.rules.push_back(each);
    }
    for (std::uint32_t i = any.below(4); i > 0; --i) {
        muster::grading_criterion each;
        each.criterion_name = {"criterion " + std::to_string(i)};
        each.column = any.chance(50) ? "trapped" : "storeys";
        double limit = 0;
        for (auto rank = static_cast<std::uint8_t>(made.levels.size()); rank > 0; --rank) {
            limit += 1 + any.below(3);
            if (any.chance(60)) { each.thresholds.push_back(muster::at_least(limit, {rank})); }
        }
        if (any.chance(30)) { each.counts = muster::harm::potential; }
        if (any.chance(30)) { each.assumed = any_level(any, made.levels); }
        if (any.chance(30)) { each.only_for = any_type(any, made.types); }
        if (!each.thresholds.empty()) { made.criteria.push_back(each); }
    }
    for (std::uint32_t i = 0; i < made.types.size(); ++i) {
        if (any.chance(30)) {
            made.bases.push_back({{i}, {static_cast<std::uint8_t>(1 + any.below(made.levels.size()))}});
        }
    }
    for (std::uint32_t i = any.below(6); i > 0; --i) {
        muster::run_card each;
        each.card_name = {"card " + std::to_string(i)};
        each.type = any_type(any, made.types);
        each.most = any_level(any, made.levels);
        each.least = any_level(any, made.levels);
        if (each.most && each.least && each.most.rank > each.least.rank) { std::swap(each.most, each.least); }
        for (std::uint32_t k = any.below(4); k > 0; --k) { each.needs.push_back(any_need(any)); }
        each.only_without_other = any.chance(20);
        made.cards.push_back(each);
    }
    for (std::uint32_t i = any.below(3); i > 0; --i) {
        muster::response_tier each;
        each.tier_name = {"tier " + std::to_string(i)};
        each.unit_class = {any.below(functions)};
        each.count = 1 + any.below(2);
        each.limit = any_limit(any);
        each.type = any_type(any, made.types);
        each.least = any_level(any, made.levels);
        made.tiers.push_back(each);
    }
}

inline void draw_departments(dice& any, laws& made) {
    const std::uint32_t count = 1 + any.below(6);
    for (std::uint32_t i = 0; i < count; ++i) {
        bureau each{"bureau " + std::to_string(any.chance(50) ? i : 100 - i), {}};
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) { each.can.insert({any.below(functions - 1)}); }
        made.bureaus.push_back(each);
    }
    muster::department_rules& rules = made.duties;
    rules.first_receiver = any.any_of(made.bureaus).key;
    std::vector<bool> is_owned(made.types.size() + 1, false);
    for (const bureau& each : made.bureaus) {
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) {
            muster::duty one;
            one.department = each.key;
            do { one.function = {any.below(functions)}; } while (!each.can.contains(one.function));
            one.type = any_type(any, made.types);
            one.least = any_level(any, made.levels);
            if (any.chance(40)) { one.part = muster::participation::supporting; }
            const bool is_there =
                std::any_of(rules.duties.begin(), rules.duties.end(), [&one](const muster::duty& other) {
                    return other.department == one.department && other.function == one.function &&
                           other.type == one.type && other.least == one.least;
                });
            if (!is_there) { rules.duties.push_back(one); }
        }
        const muster::type_id type = any_type(any, made.types);
        const std::size_t row = type ? type.index : made.types.size();
        if (any.chance(40) && !is_owned[row]) {
            rules.owners.push_back({each.key, type});
            is_owned[row] = true;
        }
        for (std::uint32_t k = any.below(3); k > 0; --k) {
            const std::int64_t from = any.below(5) * 60'000;
            muster::claim one;
            one.department = each.key;
            one.resource = {"resource " + std::to_string(any.below(3))};
            one.type = any_type(any, made.types);
            one.least = any_level(any, made.levels);
            one.from = {from};
            one.until = {from + (1 + any.below(5)) * 60'000};
            one.is_exclusive = any.chance(60);
            rules.claims.push_back(one);
        }
    }
    for (std::uint32_t i = any.below(8); i > 0; --i) {
        const muster::type_id type = any_type(any, made.types);
        muster::co_response line{type ? std::string{made.types.code(type)} : std::string{}, {}, 1};
        if (any.chance(5)) { line.type = "unheard of"; }
        for (std::uint32_t k = any.below(4); k > 0; --k) { line.departments.push_back(any.any_of(made.bureaus).key); }
        if (any.chance(5)) { line.departments.push_back("unheard of"); }
        line.count = any.chance(20) ? 1000 : 1 + any.below(30);
        made.past.push_back(line);
    }
    made.learning.strength = 1 + any.below(30);
    made.joining.join_from_thousandths = 100 + any.below(600);
    if (any.chance(30)) { made.joining.most_joiners = any.below(3); }
}

inline void draw_experts(dice& any, laws& made) {
    made.pools = advisers::pools();
    for (muster::expert_pool& each : made.pools) {
        if (!made.cells.find(1, each.cell)) { each.cell.clear(); }  // a smaller city has no such street
        if (!each.cell.empty() && any.chance(60)) { each.cell = any_cell(any, made.cells); }
        if (any.chance(20)) { each.term_ends = {any.between(0, 2 * day_ms)}; }
    }
    for (std::uint32_t i = any.below(13); i > 0; --i) {
        adviser each;
        each.key = "expert " + std::to_string(i);
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) { each.fields.insert({functions + any.below(knowledge)}); }
        for (std::uint32_t k = 0; k < knowledge; ++k) {
            if (each.fields.contains({functions + k}) && any.chance(50)) { each.licensed.insert({functions + k}); }
        }
        each.pool = any.any_of(made.pools).key;
        if (any.chance(80)) { each.at = any_place(any, made.cells, true); }
        each.turnout = {any.below(20) * 60'000};
        if (any.chance(15)) { each.until = {any.between(0, 2 * day_ms)}; }
        if (any.chance(60)) { each.home = any_cell(any, made.cells); }
        each.years = any.chance(70) ? static_cast<int>(any.below(60)) : 0;
        if (any.chance(15)) { each.interests.push_back(any_cell(any, made.cells)); }
        made.advisers.push_back(each);
    }
    for (std::uint32_t i = any.below(6); i > 0; --i) {
        muster::expert_need each;
        each.field = {functions + any.below(knowledge)};
        if (any.chance(60)) { each.type = any_type(any, made.types); }
        each.least = any_level(any, made.levels);
        each.when = static_cast<muster::expert_cause>(any.below(3));
        if (any.chance(40)) { each.axis = muster::expertise::local; }
        each.licensed_only = each.axis == muster::expertise::credentialed && any.chance(30);
        each.holds_further_action = any.chance(50);
        made.knowledge_needs.push_back(each);
    }
    made.seating.max_seats = 1 + any.below(4);
    made.seating.on_scene_within = {any.below(40) * 60'000};
}

inline void draw_command(dice& any, laws& made) {
    muster::command_rules& rules = made.command;
    const std::uint32_t groups = any.below(5);
    for (std::uint32_t i = 0; i <= groups; ++i) {
        muster::command_role each;
        each.role_name = {"role " + std::to_string(i)};
        each.is_mandatory = any.chance(70);
        each.is_exclusive = any.chance(75);
        each.least = any_level(any, made.levels);
        rules.roles.push_back(each);
    }
    muster::command_role& commander = rules.roles[any.below(groups + 1)];
    commander.is_commander = commander.is_mandatory = true;
    commander.least = {};
    const std::uint32_t always = any.below(3);
    for (std::uint32_t tier = 0; tier < 3; ++tier) {
        if (tier != always && !any.chance(60)) { continue; }
        rules.activations.push_back({tier, any_level(any, made.levels)});
        bool has_line = false;
        for (const muster::cell_id cell : made.cells.cells(tier)) {
            for (std::uint32_t r = 0; r <= groups; ++r) {
                // Few people a role, so that tiers compete for them; a role that is not exclusive takes anybody.
                std::vector<std::string> people{"a", "b", "c"};
                any.shuffle(people);
                for (std::uint32_t k = any.below(3); k > 0; --k) {
                    const std::uint32_t whose = rules.roles[r].is_exclusive ? r : any.below(groups + 1);
                    const std::string who = "officer " + std::to_string(whose) + people[k];
                    rules.roster.push_back({made.cells.key(cell), rules.roles[r].role_name.en, who, {}});
                    has_line = true;
                }
            }
        }
        if (!has_line) {
            rules.roster.push_back(
                {made.cells.key(made.cells.cells(tier).first), rules.roles[0].role_name.en, "officer 0a", {}});
        }
    }
    for (std::uint32_t i = any.below(5); i > 0; --i) {
        muster::checklist_line each;
        each.action = {"action " + std::to_string(i)};
        each.role = any.any_of(rules.roles).role_name.en;
        each.tier = any.any_of(rules.activations).tier;
        each.type = any_type(any, made.types);
        each.least = any_level(any, made.levels);
        each.within = {any.below(10) * 60'000};
        rules.checklist.push_back(each);
    }
    rules.neighbour_tier = any.below(3);
}

inline void draw_modes(dice& any, laws& made) {
    for (std::uint32_t i = 0; i < made.types.size(); ++i) {
        if (!any.chance(50)) { continue; }
        const auto kind = static_cast<muster::incident_nature>(any.below(3));
        made.modes.natures.push_back({{i}, kind, {any.below(4) * 600'000}});
    }
    made.modes.otherwise = any.chance(50) ? muster::incident_nature::sudden : muster::incident_nature::everyday;
    made.modes.overload_thousandths = 500 + any.below(1000);
    made.modes.work_of_an_incident = any.below(4);
    made.modes.joint_from_departments = 1 + any.below(3);
    made.modes.serious = any_level(any, made.levels);
    if (any.chance(50)) {
        std::int64_t loss = any.below(10);
        for (std::size_t i = made.levels.size(); i > 0; --i) {
            made.modes.expected_loss.insert(made.modes.expected_loss.begin(), loss);
            loss += any.below(100);
        }
        made.modes.cost_per_department = any.below(40);
    }
    for (std::uint32_t i = 0; i < made.cells.size(); ++i) {
        if (any.chance(70)) { made.capacities.push_back({made.cells.key({i}), 1.0 + any.below(20)}); }
    }
    if (any.chance(30)) {
        std::vector<muster::need> needs;
        for (std::uint32_t k = any.below(3); k > 0; --k) { needs.push_back(any_need(any)); }
        const auto rank = static_cast<std::uint8_t>(1 + any.below(made.levels.size()));
        made.card = {{"the card"}, {rank}, needs, {{"sound the alarm"}, {"open the gates"}}, {any.below(3) * 300'000}};
    }
}

inline void draw_units(dice& any, laws& made) {
    made.dispatching.search_tier = 1 + any.below(2);
    for (std::uint32_t c = 0; c < functions; ++c) {
        if (any.chance(15)) { made.dispatching.minimums.push_back({{c}, any.below(2)}); }
    }
    if (any.chance(10)) { made.dispatching.budget_visits = any.below(30); }
    for (std::uint32_t i = any.below(40); i > 0; --i) {
        engine each;
        each.sign = "unit " + std::to_string(i);
        each.home = any_place(any, made.cells, true);
        for (std::uint32_t k = 1 + any.below(2); k > 0; --k) { each.can.insert({any.below(functions - 1)}); }
        each.turnout = {any.below(180) * 1000};
        if (any.chance(15)) { each.held = any_level(any, made.levels); }
        made.engines.push_back(each);
    }
}

inline laws any_laws(dice& any) {
    square_city::hierarchy cells = any_cells(any);
    muster::type_tree types = any_types(any);
    laws made{std::move(cells), std::move(types), any_scale(any)};
    draw_rules(any, made);
    draw_departments(any, made);
    draw_experts(any, made);
    draw_command(any, made);
    draw_modes(any, made);
    draw_units(any, made);
    return made;
}

// ---- the city --------------------------------------------------------------------------------------------------------

/// All nine stages. The policy refers to them.
struct city {
    laws law;
    muster::rule_classifier<report> rules{law.types, law.rules};
    muster::grading_table<report> grades{law.types, law.levels, law.criteria, law.bases};
    muster::run_card_table cards{law.types, law.levels, law.cards};
    muster::tiered_dispatch<planar> rings{law.cells, law.types, law.levels, law.tiers, law.dispatching};
    muster::department_directory departments{law.bureaus, law.types, law.levels, law.duties};
    muster::affinity learned{law.types, departments, law.past, law.learning};
    muster::mode_gauge modes{law.types, law.levels, departments, law.modes};
    muster::joint_matcher group{departments, learned, law.joining};
    muster::panel_selector<planar> panel{law.cells, law.types, law.levels, law.knowledge_needs, law.seating};
    muster::lightning_assembly command{law.cells, law.types, law.levels, law.command};

    explicit city(laws given) : law{std::move(given)} {}
    city(const city&) = delete;
    city& operator=(const city&) = delete;

    /// The stages that send units, and nothing else.
    [[nodiscard]] auto bare_policy() const {
        namespace stage = muster::stage;
        return muster::policy{stage::locate = std::cref(law.cells), stage::classify = std::cref(rules),
                              stage::grade = std::cref(grades), stage::require = std::cref(cards),
                              stage::dispatch = std::cref(rings)};
    }
    [[nodiscard]] auto policy() const {
        namespace stage = muster::stage;
        return muster::policy{stage::locate = std::cref(law.cells), stage::classify = std::cref(rules),
                              stage::grade = std::cref(grades),     stage::require = std::cref(cards),
                              stage::gauge = std::cref(modes),      stage::match = std::cref(group),
                              stage::consult = std::cref(panel),    stage::dispatch = std::cref(rings),
                              stage::assemble = std::cref(command)};
    }

    /// Everything at rest.
    [[nodiscard]] situation at_rest() const {
        return {{day_ms},
                {law.engines, law.cells, law.dispatching.search_tier},
                {law.advisers, law.pools, law.cells},
                {law.cells, law.capacities}};
    }
};

/// Time passes: somebody is called, busy, back or absent, loads change.
inline void pass_time(dice& any, const city& here, situation& now) {
    now.now = {any.between(0, 2 * day_ms)};
    for (std::uint32_t i = 0; i < now.units.size(); ++i) {
        const std::uint32_t drawn = any.below(10);
        now.units.set_status(i, drawn < 7   ? muster::unit_status::free
                                : drawn < 9 ? muster::unit_status::committed
                                            : muster::unit_status::off_duty);
    }
    for (std::uint32_t i = 0; i < now.experts.size(); ++i) {
        const std::uint32_t drawn = any.below(10);
        now.experts.set_status(i, drawn < 8   ? muster::expert_status::free
                                  : drawn < 9 ? muster::expert_status::called
                                              : muster::expert_status::away);
        now.experts.set_open_cases(i, any.below(4));
    }
    for (std::uint32_t i = 0; i < here.law.cells.size(); ++i) { now.load.set_load({i}, any.below(25) * 0.5); }
    now.absent.clear();
    for (std::uint32_t i = 0; i < here.command.roster().size(); ++i) {
        if (any.chance(25)) { now.absent.push_back({i}); }
    }
    now.questions = any.chance(50) ? muster::question_budget{} : muster::question_budget{any.below(4)};
    now.last_observed.reset();
    if (any.chance(40)) { now.last_observed = now.now - muster::duration{any.below(15) * 60'000}; }
}

inline report any_report(dice& any, const city& here, muster::instant now) {
    report made;
    made.no = static_cast<int>(any.below(1'000'000));
    if (any.chance(88)) { made.at = any_place(any, here.law.cells, true); }
    for (std::uint32_t k = any.below(4); k > 0; --k) { made.what += any_word(any) + " "; }
    if (any.chance(60)) { made.trapped = static_cast<int>(any.below(6)); }
    if (any.chance(60)) { made.storeys = static_cast<int>(any.below(12)); }
    made.received = now - muster::duration{any.below(600) * 1000};
    if (any.chance(50)) { made.taken_by = any.chance(90) ? any.any_of(here.law.bureaus).key : "unheard of"; }
    return made;
}

/// Decides random incidents in random cities; `look(city, situation, report, plan)` for each. The situation moves on
/// every 20 incidents.
template <class Look>
void for_each_plan(std::uint64_t seed, int cities, int incidents, Look look) {
    dice any{seed};
    for (int c = 0; c < cities; ++c) {
        const city here{any_laws(any)};
        situation now = here.at_rest();
        const muster::governance rule{here.policy(), "random", 1, muster::record::all, here.law.card};
        muster::workspace scratch;
        muster::plan made;
        for (int i = 0; i < incidents; ++i) {
            if (i % 20 == 0) { pass_time(any, here, now); }
            const report about = any_report(any, here, now.now);
            rule.decide(about, now, scratch, made);
            CAPTURE(c);
            CAPTURE(i);
            look(here, now, about, made);
        }
    }
}

}  // namespace random_city
