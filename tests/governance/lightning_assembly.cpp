#include "muster/governance/lightning_assembly.hpp"

#include "muster/governance/situation.hpp"

#include "conformance/stage.hpp"
#include "dice.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using muster::assembly;
using muster::assembly_verdict;
using muster::cell_id;
using muster::command_rules;
using muster::lightning_assembly;
using muster::need;
using muster::officer_id;
using muster::participation;
using muster::planar;
using muster::reason;
using muster::record;
using muster::response_level;
using muster::role_id;
using muster::subject;
using muster::type_id;
using namespace muster::literals;

namespace {

/// The situation of a caller who knows who is off sick.
struct attendance {
    muster::instant now{};
    std::set<officer_id> away;

    [[nodiscard]] static std::uint64_t version() { return 0; }
    [[nodiscard]] bool is_absent(officer_id which) const { return away.contains(which); }
};

/// Everything that the stage is told.
template <class Situation = attendance>
struct incident_at {
    muster::location where;
    muster::classification what;
    muster::grading how_serious;
    muster::requirement needed;
    muster::mode_advice advised;
    muster::joint_action_group group;
    muster::expert_panel panel;
    muster::dispatch_outcome units;
    Situation situation;
};

template <class Situation>
assembly ask(const lightning_assembly& stage, const incident_at<Situation>& told, record recording = record::all) {
    muster::workspace scratch;
    const muster::assemble_context<Situation> context{told.where,     told.what,  told.how_serious, told.needed,
                                                      told.advised,   told.group, told.panel,       told.units,
                                                      told.situation, scratch,    recording};
    return stage(0, context);
}

const muster::type_tree& types() {
    static const muster::type_tree tree = square_city::make_types();
    return tree;
}
muster::response_scale scale() { return muster::three_response_levels(); }

const square_city::hierarchy& cells() {
    static const square_city::hierarchy city = square_city::make_cells(3, 3, {4, 13});  // two gaps
    return city;
}
constexpr muster::time_limit within(muster::duration span) {
    return {muster::clock_anchor::ordered, muster::clock_anchor::on_scene, span};
}

/// Three tiers, each with a commander and two groups.
command_rules plain_rules() {
    command_rules made;
    made.roles = {{{"coordination"}}, {{"commander"}, true}, {{"liaison"}, false, false, false}};
    made.activations = {{2, {}}, {1, muster::level_II}, {0, muster::level_I}};
    for (std::uint32_t i = 0; i < cells().size(); ++i) {
        const std::string& key = cells().key({i});
        for (const std::string role : {"commander", "coordination"}) {
            made.roster.push_back({key, role, role + " of " + key, {}});
            made.roster.push_back({key, role, "second " + role + " of " + key, {}});
        }
    }
    return made;
}
lightning_assembly build(const command_rules& rules) { return {cells(), types(), scale(), rules}; }

planar middle_of(const std::string& community) { return cells().representative_point(cells().find(2, community)); }

std::string problem(const command_rules& bad) {
    try {
        (void)build(bad);
    } catch (const muster::error& each) { return each.what(); }
    return "accepted";
}

// Rules that are valid and otherwise anything.
command_rules random_rules(dice& any) {
    command_rules made;
    const std::uint32_t roles = 1 + any.below(5);
    const std::uint32_t commander = any.below(roles);
    for (std::uint32_t i = 0; i < roles; ++i) {
        const bool commands = i == commander;
        made.roles.push_back({{"role " + std::to_string(i)}, commands, commands || any.chance(60), any.chance(70), {}});
        if (!commands) { made.roles[i].least = {static_cast<std::uint8_t>(any.below(4))}; }
    }
    std::vector<std::size_t> tiers{0, 1, 2};
    any.shuffle(tiers);
    tiers.resize(1 + any.below(3));
    const auto add_line = [&](cell_id cell) {
        const std::uint32_t role = any.below(roles);
        // Each officer belongs to one role, save that roles which are not exclusive take anybody.
        const std::uint32_t origin = made.roles[role].is_exclusive ? role : any.below(roles);
        const muster::roster_line line{cells().key(cell),
                                       made.roles[role].role_name.en,
                                       std::to_string(origin) + "/" + std::to_string(any.below(6)),
                                       {}};
        for (const muster::roster_line& each : made.roster) {
            if (each.cell == line.cell && each.role == line.role && each.officer == line.officer) { return; }
        }
        made.roster.push_back(line);
    };
    for (const std::size_t tier : tiers) {
        made.activations.push_back({tier, {static_cast<std::uint8_t>(any.below(4))}});
        for (const cell_id each : cells().cells(tier)) {
            for (std::uint32_t i = any.below(2 * roles + 2); i > 0; --i) { add_line(each); }
        }
        add_line(cells().cells(tier).first);
    }
    for (std::uint32_t i = any.below(8); i > 0; --i) {
        const std::uint32_t type = any.below(types().size() + 1);
        made.checklist.push_back({{"action " + std::to_string(i)},
                                  made.roles[any.below(roles)].role_name.en,
                                  any.any_of(tiers),
                                  type < types().size() ? type_id{type} : type_id{},
                                  {static_cast<std::uint8_t>(any.below(4))},
                                  {any.below(3) * 60'000}});
    }
    made.neighbour_tier = any.below(3);
    return made;
}

incident_at<> random_incident(dice& any, std::size_t officers) {
    incident_at<> made;
    switch (any.below(5)) {
        case 0: made.where = cells().locate_unknown(); break;
        case 1: made.where = cells().locate({-9'000'000, 1'000'000}); break;
        case 2: break;  // the locate stage is not bound
        default:
            made.where = cells().locate(
                {static_cast<std::int32_t>(any.below(18'000'000)), static_cast<std::int32_t>(any.below(6'000'000))});
    }
    const std::uint32_t type = any.below(types().size() + 1);
    if (type < types().size()) { made.what = type_id{type}; }
    made.how_serious = response_level{static_cast<std::uint8_t>(any.below(4))};
    for (std::uint32_t i = any.below(5); i > 0; --i) {
        made.needed.needs.push_back({{any.below(4)}, 1 + any.below(3), within({any.below(3) * 60'000}), {}});
    }
    const auto any_department = [&] { return muster::department_handle{any.below(5), 1}; };
    if (any.chance(90)) {
        made.group.case_owner = any_department();
        made.group.received_by = any.chance(50) ? any_department() : made.group.case_owner;
        std::uint32_t led = any.below(5);
        for (std::uint32_t i = 0; i < led; ++i) {
            made.group.members.push_back({any_department(), {i}, participation::primary});
        }
        for (std::uint32_t i = any.below(4); i > 0; --i) {
            made.group.members.push_back({any_department(), {any.below(5)}});
        }
    }
    for (std::uint32_t i = any.below(3); i > 0; --i) {
        made.panel.seats.push_back({{any.below(9), 0}, any.chance(50), {any.below(4) * 50'000}, {any.below(4)}});
    }
    for (std::uint32_t i = any.below(6); i > 0; --i) {
        muster::assignment one;
        one.unit = {any.below(30), 0};
        made.units.assignments.push_back(one);
    }
    for (std::uint32_t i = 0; i < officers; ++i) {
        if (any.chance(25)) { made.situation.away.insert({i}); }
    }
    return made;
}

bool is_open(response_level at, response_level least) {
    const int rank = at.rank == 0 ? 3 : at.rank;  // not graded: as the least serious
    return least.rank == 0 || rank <= least.rank;
}

// The cells from the coarsest on that have an organisation, worked out in the most obvious way.
struct expectation {
    std::vector<cell_id> path;
    std::set<std::size_t> activated, set_up;
};
expectation expect(const command_rules& rules, const incident_at<>& told) {
    expectation made;
    cell_id each = told.where.owner ? told.where.owner : cells().fallback_owner();
    for (; each; each = cells().parent(each)) { made.path.insert(made.path.begin(), each); }
    bool stands_in = false;
    for (const muster::tier_activation& one : rules.activations) {
        if (!is_open(told.how_serious.decided, one.least)) { continue; }
        made.activated.insert(one.tier);
        if (one.tier < made.path.size()) {
            made.set_up.insert(one.tier);
        } else {
            stands_in = true;
        }
    }
    if (stands_in) {
        std::size_t finest = made.path.size();
        for (const muster::tier_activation& one : rules.activations) {
            if (one.tier < made.path.size() && (finest == made.path.size() || one.tier > finest)) { finest = one.tier; }
        }
        made.set_up.insert(finest == made.path.size() ? finest - 1 : finest);
    }
    return made;
}

std::vector<std::string> roster_of(const command_rules& rules, cell_id cell, const std::string& role) {
    std::vector<std::string> found;
    for (const muster::roster_line& each : rules.roster) {
        if (each.cell == cells().key(cell) && each.role == role) { found.push_back(each.officer); }
    }
    return found;
}

std::size_t count(const assembly& made, assembly_verdict which) {
    return static_cast<std::size_t>(std::count_if(made.reasons.begin(), made.reasons.end(), [&](const reason& each) {
        return each.verdict_as<assembly_verdict>() == which && !each.is_group;
    }));
}
std::int64_t in_groups(const assembly& made, assembly_verdict which) {
    std::int64_t sum = 0;
    for (const reason& each : made.reasons) {
        if (each.verdict_as<assembly_verdict>() == which && each.is_group) { sum += each.actual; }
    }
    return sum;
}

bool same(const assembly& a, const assembly& b) {
    return a.posts == b.posts && a.notices == b.notices && a.tasks == b.tasks && a.reasons == b.reasons;
}

template <class Test>
void for_random_assemblies(std::uint64_t seed, Test&& test) {
    dice any{seed};
    for (int round = 0; round < 150; ++round) {
        const command_rules rules = random_rules(any);
        const lightning_assembly stage = build(rules);
        for (int i = 0; i < 10; ++i) {
            const incident_at<> told = random_incident(any, stage.roster().size());
            test(rules, stage, told);
        }
    }
}

}  // namespace

TEST_CASE("governance/lightning_assembly: posts are those of the obvious way: commander first, alternates in order") {
    for_random_assemblies(
        1, [](const command_rules& rules, const lightning_assembly& stage, const incident_at<>& told) {
            const assembly made = ask(stage, told);
            const expectation wanted = expect(rules, told);
            std::vector<muster::command_role> order = rules.roles;
            std::stable_partition(order.begin(), order.end(), [](const auto& each) { return each.is_commander; });
            std::set<std::string> holders;
            std::size_t next = 0;
            for (const std::size_t tier : wanted.set_up) {
                for (const muster::command_role& role : order) {
                    if (!is_open(told.how_serious.decided, role.least)) { continue; }
                    REQUIRE(next < made.posts.size());
                    const assembly::post& post = made.posts[next++];
                    CHECK(post.cell == wanted.path[tier]);
                    CHECK(post.role == stage.role_named(role.role_name.en));
                    CHECK(post.is_commander == role.is_commander);
                    CHECK(post.is_mandatory == role.is_mandatory);
                    std::string fill;
                    std::uint8_t turn = 0, at = 0;
                    for (const std::string& each : roster_of(rules, post.cell, role.role_name.en)) {
                        const bool taken = role.is_exclusive && holders.contains(each);
                        if (fill.empty() && !taken && !told.situation.is_absent(stage.roster().find(each))) {
                            fill = each;
                            turn = at;
                        }
                        ++at;
                    }
                    CHECK(post.officer == stage.roster().find(fill));
                    CHECK(post.turn == turn);
                    if (role.is_exclusive && !fill.empty()) { holders.insert(fill); }
                }
            }
            CHECK(next == made.posts.size());
        });
}

TEST_CASE(
    "governance/lightning_assembly: always a commander's post where a tier is activated, nobody in two exclusive "
    "posts") {
    std::size_t organisations = 0, vacant = 0, alternates = 0;
    for_random_assemblies(2,
                          [&](const command_rules& rules, const lightning_assembly& stage, const incident_at<>& told) {
                              const assembly made = ask(stage, told);
                              const expectation wanted = expect(rules, told);
                              std::map<cell_id, int> commanders;
                              std::set<officer_id> exclusive;
                              for (const assembly::post& each : made.posts) {
                                  commanders[each.cell] += each.is_commander ? 1 : 0;
                                  if (each.officer && rules.roles[each.role.index].is_exclusive) {
                                      CHECK(exclusive.insert(each.officer).second);
                                  }
                                  CHECK_FALSE(told.situation.is_absent(each.officer));
                                  vacant += each.officer ? 0U : 1U;
                                  alternates += each.turn > 0 ? 1U : 0U;
                              }
                              for (const auto& [cell, number] : commanders) { CHECK(number == 1); }
                              CHECK(commanders.empty() == wanted.activated.empty());
                              for (const std::size_t tier : wanted.activated) {
                                  if (tier < wanted.path.size()) { CHECK(commanders.contains(wanted.path[tier])); }
                              }
                              organisations += commanders.size();
                          });
    CHECK(organisations > 500);  // the sample has what it is about
    CHECK(vacant > 500);
    CHECK(alternates > 100);
}

TEST_CASE("governance/lightning_assembly: a more serious level activates no fewer tiers and closes no role") {
    for_random_assemblies(3, [](const command_rules&, const lightning_assembly& stage, incident_at<> told) {
        std::set<std::pair<cell_id, role_id>> before;
        for (const response_level level : {muster::level_III, muster::level_II, muster::level_I}) {
            told.how_serious = level;
            std::set<std::pair<cell_id, role_id>> now;
            for (const assembly::post& each : ask(stage, told).posts) { now.insert({each.cell, each.role}); }
            CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
            before = now;
        }
    });
}

TEST_CASE("governance/lightning_assembly: everyone concerned is told, in order, nobody twice") {
    for_random_assemblies(
        4, [](const command_rules& rules, const lightning_assembly& stage, const incident_at<>& told) {
            std::vector<assembly::notice> wanted;
            const auto add = [&](subject about, std::uint32_t index) {
                const assembly::notice one{about, index};
                if (index == cell_id::none_index || std::count(wanted.begin(), wanted.end(), one) > 0) { return; }
                wanted.push_back(one);
            };
            const std::vector<cell_id> path = expect(rules, told).path;
            for (const cell_id each : path) { add(subject::cell, each.index); }
            cell_id around = path.size() > rules.neighbour_tier ? path[rules.neighbour_tier] : cell_id::none();
            if (told.where.status == muster::location_status::outside) {
                around = cells().ancestor(told.where.nearest, rules.neighbour_tier);
                add(subject::cell, around.index);
            }
            if (around) {
                for (const cell_id each : cells().neighbours(around)) { add(subject::cell, each.index); }
            }
            add(subject::department, told.group.case_owner.index);
            for (const auto& each : told.group.members) { add(subject::department, each.department.index); }
            add(subject::department, told.group.received_by.index);
            for (const auto& each : told.panel.seats) { add(subject::expert, each.expert.index); }
            for (const auto& each : told.units.assignments) { add(subject::unit, each.unit.index); }
            CHECK(ask(stage, told).notices == wanted);
        });
}

TEST_CASE("governance/lightning_assembly: tasks are every need with a primary, every expert, every line; by deadline") {
    for_random_assemblies(5, [](const command_rules& rules, const lightning_assembly& stage,
                                const incident_at<>& told) {
        const assembly made = ask(stage, told);
        std::vector<assembly::task> wanted;
        for (const need& each : told.needed.needs) {
            for (const auto& member : told.group.members) {
                if (member.function != each.capability || member.part != participation::primary) { continue; }
                wanted.push_back(
                    {subject::department, member.department.index, {}, {}, each.capability, each.amount, each.limit});
                break;
            }
        }
        CHECK(wanted.size() + count(made, assembly_verdict::need_without_primary) == told.needed.needs.size());
        for (const auto& each : told.panel.seats) {
            wanted.push_back({subject::expert,
                              each.expert.index,
                              {},
                              {},
                              each.field,
                              1,
                              within(std::max(each.arrival, muster::duration{1}))});
        }
        const expectation place = expect(rules, told);
        for (std::uint32_t i = 0; i < rules.checklist.size(); ++i) {
            const muster::checklist_line& line = rules.checklist[i];
            const role_id role = stage.role_named(line.role);
            if (line.type && !types().is_a(told.what.type, line.type)) { continue; }
            if (!is_open(told.how_serious.decided, line.least)) { continue; }
            if (!is_open(told.how_serious.decided, rules.roles[role.index].least)) { continue; }
            if (!place.activated.contains(line.tier) || !place.set_up.contains(line.tier)) { continue; }
            wanted.push_back({subject::role, role.index, place.path[line.tier], {i}, {}, 0, within(line.within)});
        }
        CHECK(made.tasks.size() == wanted.size());
        for (const assembly::task& each : wanted) {
            CHECK(std::count(made.tasks.begin(), made.tasks.end(), each) ==
                  std::count(wanted.begin(), wanted.end(), each));
        }
        const auto due = [](const assembly::task& each) {
            return each.limit.within.ms > 0 ? each.limit.within.ms : INT64_MAX;
        };
        for (std::size_t i = 1; i < made.tasks.size(); ++i) {
            CHECK(std::make_tuple(due(made.tasks[i - 1]), made.tasks[i - 1].about, made.tasks[i - 1].index) <=
                  std::make_tuple(due(made.tasks[i]), made.tasks[i].about, made.tasks[i].index));
        }
        // Whoever is asked in the name of a role finds its post.
        for (const assembly::task& each : made.tasks) {
            if (each.about != subject::role) { continue; }
            CHECK(std::any_of(made.posts.begin(), made.posts.end(), [&](const assembly::post& post) {
                return post.cell == each.cell && post.role.index == each.index;
            }));
        }
    });
}

TEST_CASE("governance/lightning_assembly: a case that is transferred and asks for nothing is told, not commanded") {
    for_random_assemblies(8, [](const command_rules&, const lightning_assembly& stage, const incident_at<>& told) {
        incident_at<> passed_on = told;
        passed_on.group.passes = muster::referral::transfer;
        const auto is_command = [](const assembly& made) { return !made.posts.empty(); };
        if (!told.needed.needs.empty() || !told.units.assignments.empty()) {  // as long as anything is asked
            CHECK(is_command(ask(stage, passed_on)) == is_command(ask(stage, told)));
        }
        passed_on.needed.needs.clear();
        passed_on.units.assignments.clear();
        const assembly made = ask(stage, passed_on);
        CHECK(made.posts.empty());
        CHECK(made.tasks.empty());
        CHECK(count(made, assembly_verdict::moves_on) == 1);
        for (const assembly::notice& each : made.notices) { CHECK(each.about != subject::cell); }
        const auto is_told = [&](std::uint32_t department) {
            return std::count(made.notices.begin(), made.notices.end(),
                              assembly::notice{subject::department, department}) == 1;
        };
        if (passed_on.group.case_owner) { CHECK(is_told(passed_on.group.case_owner.index)); }
        if (passed_on.group.received_by) { CHECK(is_told(passed_on.group.received_by.index)); }
    });
}

TEST_CASE("governance/lightning_assembly: every candidate has one verdict; what was not looked at is counted") {
    for_random_assemblies(
        6, [](const command_rules& rules, const lightning_assembly& stage, const incident_at<>& told) {
            const assembly made = ask(stage, told);
            std::size_t on_rosters = 0, mandatory = 0, optional = 0;
            for (const assembly::post& each : made.posts) {
                on_rosters += stage.roster().on_duty(each.cell, each.role).size();
                if (!each.officer) { (each.is_mandatory ? mandatory : optional) += 1; }
            }
            CHECK(count(made, assembly_verdict::officer_called) + count(made, assembly_verdict::officer_absent) +
                      count(made, assembly_verdict::officer_taken) +
                      static_cast<std::size_t>(in_groups(made, assembly_verdict::alternate_not_asked)) ==
                  on_rosters);
            CHECK(count(made, assembly_verdict::mandatory_vacant) == mandatory);
            CHECK(count(made, assembly_verdict::optional_vacant) == optional);

            // A tier that is ever activated has one verdict; a stand-in need not be one.
            std::multiset<std::size_t> tiers;
            for (const reason& each : made.reasons) {
                if (each.counted_in == muster::measure::level && each.about == subject::cell) {
                    tiers.insert(each.purpose);
                }
            }
            for (const auto& each : rules.activations) { CHECK(tiers.count(each.tier) == 1); }
            CHECK(tiers.size() <= rules.activations.size() + 1);

            std::size_t told_cells = 0;
            for (const assembly::notice& each : made.notices) { told_cells += each.about == subject::cell ? 1 : 0; }
            CHECK(count(made, assembly_verdict::own_cell) + count(made, assembly_verdict::nearest_cell) +
                      count(made, assembly_verdict::neighbour) ==
                  told_cells);
            CHECK(static_cast<std::size_t>(in_groups(made, assembly_verdict::not_concerned)) ==
                  cells().size() - told_cells);
            CHECK(count(made, assembly_verdict::need_asked) + count(made, assembly_verdict::need_without_primary) ==
                  told.needed.needs.size());
            CHECK(count(made, assembly_verdict::expert_asked) == told.panel.seats.size());
            CHECK(count(made, assembly_verdict::action_asked) + count(made, assembly_verdict::action_place_unknown) +
                      static_cast<std::size_t>(in_groups(made, assembly_verdict::action_for_others)) ==
                  rules.checklist.size());
        });
}

TEST_CASE(
    "governance/lightning_assembly: without recording nothing else changes; memory that was used neither, nor grows") {
    muster::workspace used;
    assembly reused;
    for_random_assemblies(7, [&](const command_rules&, const lightning_assembly& stage, const incident_at<>& told) {
        const assembly first = ask(stage, told);
        const assembly silent = ask(stage, told, record::none);
        CHECK(silent.reasons.empty());
        CHECK(silent.posts == first.posts);
        CHECK(silent.notices == first.notices);
        CHECK(silent.tasks == first.tasks);
        const muster::assemble_context<attendance> context{told.where,     told.what,  told.how_serious, told.needed,
                                                           told.advised,   told.group, told.panel,       told.units,
                                                           told.situation, used,       record::all};
        stage(0, context, reused);
        CHECK(same(first, reused));
        const std::array before{
            static_cast<const void*>(reused.posts.data()), static_cast<const void*>(reused.notices.data()),
            static_cast<const void*>(reused.tasks.data()), static_cast<const void*>(reused.reasons.data())};
        stage(0, context, reused);
        const std::array after{
            static_cast<const void*>(reused.posts.data()), static_cast<const void*>(reused.notices.data()),
            static_cast<const void*>(reused.tasks.data()), static_cast<const void*>(reused.reasons.data())};
        CHECK(before == after);
    });
}

TEST_CASE("governance/lightning_assembly: conforms to the suite for assemble stages") {
    dice any{8};
    for (int round = 0; round < 20; ++round) {
        const lightning_assembly stage = build(random_rules(any));
        const incident_at<> told = random_incident(any, stage.roster().size());
        conformance::scene<attendance> before;
        before.where = told.where;
        before.what = told.what;
        before.how_serious = told.how_serious;
        before.needed = told.needed;
        before.situation = told.situation;
        before.group = told.group;
        before.panel = told.panel;
        before.units = told.units;
        conformance::assemble_stage(stage, std::vector<int>{1, 2}, before);
    }
}

TEST_CASE(
    "governance/lightning_assembly: an absent officer's alternate steps in; with nobody left the vacancy is said") {
    const lightning_assembly stage = build(plain_rules());
    incident_at<> told;
    told.where = cells().locate(middle_of("S1C0"));
    told.how_serious = muster::level_III;
    const officer_id first = stage.roster().find("commander of S1C0");
    const officer_id second = stage.roster().find("second commander of S1C0");
    REQUIRE(first);
    assembly made = ask(stage, told);
    REQUIRE(made.posts.size() == 3);
    CHECK(made.posts[0].role == stage.role_named("commander"));  // before the role that the rules name first
    CHECK(made.posts[0].officer == first);
    CHECK(made.posts[1].role == stage.role_named("coordination"));
    CHECK_FALSE(made.posts[2].officer);  // nobody is on the roster, and nobody need be
    CHECK_FALSE(made.posts[2].is_mandatory);

    told.situation.away = {first};
    made = ask(stage, told);
    CHECK(made.posts[0].officer == second);
    CHECK(made.posts[0].turn == 1);
    CHECK(count(made, assembly_verdict::officer_absent) == 1);

    told.situation.away = {first, second};
    made = ask(stage, told);
    CHECK_FALSE(made.posts[0].officer);
    CHECK(made.posts[0].is_commander);
    CHECK(count(made, assembly_verdict::mandatory_vacant) == 1);
    CHECK(count(made, assembly_verdict::optional_vacant) == 1);
}

TEST_CASE(
    "governance/lightning_assembly: one exclusive officer on two cells' rosters serves the coarser; a shared one "
    "both") {
    command_rules rules;
    rules.roles = {{{"commander"}, true}, {{"liaison"}, false, true, false}};
    rules.activations = {{0, {}}, {1, {}}};
    rules.roster = {{"D", "commander", "a", {}},
                    {"S0", "commander", "a", {}},
                    {"S0", "commander", "b", {}},
                    {"D", "liaison", "l", {}},
                    {"S0", "liaison", "l", {}}};
    const lightning_assembly stage = build(rules);
    incident_at<> told;
    told.where = cells().locate(middle_of("S0C0"));
    told.how_serious = muster::level_III;
    const assembly made = ask(stage, told);
    REQUIRE(made.posts.size() == 4);
    CHECK(made.posts[0].officer == stage.roster().find("a"));
    CHECK(made.posts[2].officer == stage.roster().find("b"));
    CHECK(made.posts[2].turn == 1);
    CHECK(made.posts[1].officer == stage.roster().find("l"));
    CHECK(made.posts[3].officer == stage.roster().find("l"));
    CHECK(count(made, assembly_verdict::officer_taken) == 1);
}

TEST_CASE("governance/lightning_assembly: where the place is not known finely enough, a coarser tier stands in") {
    command_rules rules = plain_rules();
    rules.checklist = {{{"look"}, "commander", 2, {}, {}, {}}};
    const lightning_assembly stage = build(rules);
    incident_at<> told;
    told.where = cells().locate_unknown();
    told.how_serious = muster::level_III;  // only communities, and none is known
    assembly made = ask(stage, told);
    REQUIRE(made.posts.size() == 3);
    CHECK(made.posts[0].cell == cells().find(0, "D"));
    CHECK(made.posts[0].officer);
    CHECK(count(made, assembly_verdict::tier_stands_in) == 1);
    CHECK(count(made, assembly_verdict::tier_place_unknown) == 1);
    CHECK(count(made, assembly_verdict::neighbours_unknown) == 1);
    CHECK(made.tasks.empty());
    CHECK(count(made, assembly_verdict::action_place_unknown) == 1);

    told.where = cells().locate({3'000'000, 3'000'000});  // a street's gap
    REQUIRE(told.where.status == muster::location_status::gap);
    made = ask(stage, told);
    REQUIRE_FALSE(made.posts.empty());
    CHECK(made.posts[0].cell == cells().find(1, "S0"));

    rules.activations = {{2, {}}};  // no coarser tier is ever activated: its roster serves all the same
    made = ask(build(rules), told);
    REQUIRE_FALSE(made.posts.empty());
    CHECK(made.posts[0].cell == cells().find(1, "S0"));
    CHECK(made.posts[0].officer);
}

TEST_CASE("governance/lightning_assembly: outside, the nearest cell and its neighbours are told besides the owner") {
    const lightning_assembly stage = build(plain_rules());
    incident_at<> told;
    told.where = cells().locate({19'000'000, 1'000'000});
    REQUIRE(told.where.status == muster::location_status::outside);
    const assembly made = ask(stage, told);
    const auto is_told = [&](const std::string& key, std::size_t tier) {
        const assembly::notice one{subject::cell, cells().find(tier, key).index};
        return std::count(made.notices.begin(), made.notices.end(), one) == 1;
    };
    CHECK(is_told("D", 0));
    CHECK(is_told("S2C2", 2));
    CHECK(is_told("S2C5", 2));
    CHECK_FALSE(is_told("S2C8", 2));
    CHECK(count(made, assembly_verdict::nearest_cell) == 1);
}

TEST_CASE("governance/lightning_assembly: a situation that knows nobody's absence takes everybody for present") {
    const lightning_assembly stage = build(plain_rules());
    incident_at<muster::clock_only> told;
    told.where = cells().locate(middle_of("S1C0"));
    told.how_serious = muster::level_I;
    const assembly made = ask(stage, told);
    REQUIRE(made.posts.size() == 9);
    for (const assembly::post& each : made.posts) { CHECK(static_cast<bool>(each.officer) == each.is_mandatory); }
}

TEST_CASE("governance/lightning_assembly: writes the names of roles, officers and actions") {
    command_rules rules = plain_rules();
    rules.checklist = {{{"open the link", "开通视频"}, "commander", 2, {}, {}, 60_s}};
    muster::name_book names;
    build(rules).write_names(names);
    CHECK(names.name_of(subject::role, 1, muster::language::en) == "commander");
    CHECK(names.name_of(subject::officer, 0, muster::language::en) == "commander of D");
    CHECK(names.name_of(subject::action, 0, muster::language::zh) == "开通视频");
}

TEST_CASE("governance/lightning_assembly: the digest covers all that it was configured with") {
    const auto sum = [](const command_rules& rules) {
        muster::digest into;
        build(rules).write_digest(into);
        return into.value();
    };
    command_rules base = plain_rules();
    base.checklist = {{{"look"}, "commander", 2, {}, {}, 60_s}};
    std::set<std::uint64_t> sums{sum(base)};
    CHECK(sum(base) == *sums.begin());
    const auto differs = [&](auto&& change) {
        command_rules other = base;
        change(other);
        CHECK(sums.insert(sum(other)).second);
    };
    differs([](auto& each) {
        each.roles[0].role_name = "liaison 2";
        each.roster.erase(std::remove_if(each.roster.begin(), each.roster.end(),
                                         [](const auto& line) { return line.role == "coordination"; }),
                          each.roster.end());
    });
    differs([](auto& each) { each.roles[0].is_mandatory = false; });
    differs([](auto& each) { each.roles[0].is_exclusive = false; });
    differs([](auto& each) { each.roles[0].least = muster::level_I; });
    differs([](auto& each) { each.activations[0].least = muster::level_I; });
    differs([](auto& each) { each.activations.pop_back(); });
    differs([](auto& each) { std::swap(each.roster[0], each.roster[1]); });
    differs([](auto& each) { each.roster.pop_back(); });
    differs([](auto& each) { each.checklist[0].action = "listen"; });
    differs([](auto& each) { each.checklist[0].role = "coordination"; });
    differs([](auto& each) { each.checklist[0].tier = 1; });
    differs([](auto& each) { each.checklist[0].type = types().at("gas"); });
    differs([](auto& each) { each.checklist[0].least = muster::level_II; });
    differs([](auto& each) { each.checklist[0].within = 61_s; });
    differs([](auto& each) { each.neighbour_tier = 1; });
}

TEST_CASE("governance/lightning_assembly: the digest tells cities apart whose rosters are the same") {
    command_rules rules;
    rules.roles = {{{"commander"}, true}};
    rules.activations = {{0, {}}};
    rules.roster = {{"D", "commander", "a", {}}};
    const auto sum = [&](const std::vector<int>& without) {
        muster::digest into;
        lightning_assembly{square_city::make_cells(1, 4, without), types(), scale(), rules}.write_digest(into);
        return into.value();
    };
    CHECK(sum({}) == sum({}));
    CHECK(sum({}) != sum({5}));
    CHECK(sum({5}) != sum({6}));  // as many cells and borders, other neighbours
}

TEST_CASE("governance/lightning_assembly: what cannot be used is refused, by name") {
    const auto with = [](auto&& change) {
        command_rules bad = plain_rules();
        bad.checklist = {{{"look"}, "commander", 2, {}, {}, {}}};
        change(bad);
        return problem(bad);
    };
    CHECK(with([](auto&) {}) == "accepted");
    CHECK(with([](auto& bad) { bad.roster.resize(4 * 4); }) ==  // the district and the streets alone
          "command rules: tier 2 (community) has no roster");
    CHECK(with([](auto& bad) { bad.activations.clear(); }) ==
          "command rules: no tier is ever activated; nobody would command");
    CHECK(with([](auto& bad) { bad.activations.push_back({1, {}}); }) == "command rules: tier 1 is activated twice");
    CHECK(with([](auto& bad) { bad.activations[0].tier = 3; }) ==
          "command rules: tier 3 of an activation: the hierarchy has 3 tiers, numbered from 0");
    CHECK(with([](auto& bad) { bad.activations[0].least = {4}; }) ==
          "command rules: the activation of tier 2 names a level of rank 4; the scale has ranks 1 to 3");
    CHECK(with([](auto& bad) { bad.neighbour_tier = 3; }) ==
          "command rules: tier 3 of the neighbours: the hierarchy has 3 tiers, numbered from 0");
    CHECK(with([](auto& bad) { bad.roles[0].least = {9}; }) ==
          "command rules: role `coordination` names a level of rank 9; the scale has ranks 1 to 3");
    CHECK(with([](auto& bad) { bad.roles[1].least = muster::level_II; }) ==
          "command rules: role `commander` commands, so it is mandatory, and filled at every level");
    CHECK(with([](auto& bad) { bad.roles[1].is_mandatory = false; }) ==
          "command rules: role `commander` commands, so it is mandatory, and filled at every level");
    CHECK(with([](auto& bad) { bad.checklist[0].role = "boss"; }) ==
          "checklist: `look` is for `boss`, which is no role");
    CHECK(with([](auto& bad) { bad.activations.erase(bad.activations.begin()); }) ==
          "checklist: `look` is for tier 2, which is never activated");
    CHECK(with([](auto& bad) { bad.checklist[0].tier = 7; }) ==
          "checklist: `look` is for tier 7, which is never activated");
    CHECK(with([](auto& bad) { bad.checklist[0].type = {77}; }) ==
          "checklist: `look` is for a type that is not of the tree");
    CHECK(with([](auto& bad) { bad.checklist[0].least = {4}; }) ==
          "command rules: `look` of the checklist names a level of rank 4; the scale has ranks 1 to 3");
    CHECK(with([](auto& bad) { bad.checklist[0].within = -(1_s); }) ==
          "checklist: `look` is due after -1000 ms; a time must not be negative");
    CHECK(with([](auto& bad) { bad.checklist[0].action = {"", "看"}; }) == "checklist: line 0 has no English words");
    CHECK(with([](auto& bad) {
              bad.roster.push_back({"D", "coordination", "commander of D", {}});
          }) ==
          "duty roster: two rosters name `commander of D` for exclusive roles `commander` at `D` and `coordination` at "
          "`D`");
}
