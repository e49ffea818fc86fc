#include "muster/department/joint_matcher.hpp"

#include "conformance/stage.hpp"
#include "department/bureaus.hpp"
#include "muster/department/affinity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using bureaus::news;
using bureaus::primary;
using bureaus::rescue;
using bureaus::scale;
using bureaus::structure;
using bureaus::supporting;
using bureaus::traffic;
using bureaus::types;
using bureaus::water;
using muster::capability_id;
using muster::department_directory;
using muster::department_handle;
using muster::department_rules;
using muster::joint_action_group;
using muster::joint_matcher;
using muster::match_options;
using muster::match_verdict;
using muster::need;
using muster::reason;
using muster::record;
using muster::referral;
using muster::response_level;
using muster::type_id;
using namespace muster::literals;

namespace {

/// Scores that a test lays down.
struct table {
    std::map<std::pair<type_id, std::uint32_t>, std::int64_t> scores;

    [[nodiscard]] std::int64_t score_thousandths(type_id type, department_handle which) const {
        const auto found = scores.find({type, which.index});
        return found == scores.end() ? 0 : found->second;
    }
};

table random_scores(dice& any, const department_directory& directory) {
    table made;
    for (const type_id type : bureaus::every_type()) {
        for (std::uint32_t i = 0; i < directory.size(); ++i) {
            made.scores[{type, i}] = any.chance(30) ? 0 : any.below(5) * 200;  // ties are common
        }
    }
    return made;
}

std::vector<need> random_needs(dice& any) {
    std::vector<need> made;
    for (std::uint32_t c = 0; c < 9; ++c) {
        for (int copy = 0; copy < 2; ++copy) {
            if (any.chance(15)) { made.push_back({{c}, 1 + any.below(3), {}, {}}); }
        }
    }
    if (any.chance(5)) { made.push_back({{64}, 1, {}, {}}); }
    return made;
}

joint_action_group match(const joint_matcher& stage, type_id type, response_level at, const std::vector<need>& needs,
                         const std::string& receiver = {}, record recording = record::all) {
    joint_action_group out;
    stage.match(type, at, needs, receiver, recording, out);
    return out;
}

/// The same question answered in the most obvious way, from the rules as they are documented.
struct reference {
    std::map<std::uint32_t, std::set<std::uint32_t>> acting;  // by function
    std::map<std::uint32_t, std::uint32_t> leader;
    std::set<std::uint32_t> core, joined, idle;
    std::vector<capability_id> uncovered;
    bool passed = false;

    reference(const department_directory& all, const table& past, const match_options& options, type_id type,
              response_level at, const std::vector<need>& needs) {
        const type_id row = type.index < types().size() ? type : type_id::none();
        const auto score = [&](std::uint32_t d) { return past.score_thousandths(row, {d, 0}); };
        std::set<std::uint32_t> asked;
        for (const need& each : needs) { asked.insert(each.capability.index); }
        std::map<std::uint32_t, std::vector<muster::resolved_duty>> duties;
        for (const auto& each : all.duties(type, at)) { duties[each.function.index].push_back(each); }
        for (const auto& [f, lines] : duties) {
            const auto rank = [&](const muster::resolved_duty& each) {
                return std::make_tuple(each.part != primary, -std::int64_t{each.depth}, -score(each.department),
                                       each.department);
            };
            leader[f] = std::min_element(lines.begin(), lines.end(), [&](const auto& a, const auto& b) {
                            return rank(a) < rank(b);
                        })->department;
            for (const auto& each : lines) { acting[f].insert(each.department); }
        }
        for (const std::uint32_t f : asked) {
            if (duties.count(f) != 0) { continue; }
            std::vector<std::pair<std::int64_t, std::uint32_t>> able;
            for (const std::uint32_t d : all.with({f})) { able.emplace_back(-score(d), d); }
            if (able.empty()) {
                uncovered.push_back({f});
                continue;
            }
            leader[f] = std::min_element(able.begin(), able.end())->second;
            acting[f] = {leader[f]};
        }
        std::set<std::uint32_t> leaders;
        for (const auto& [f, who] : leader) { leaders.insert(who); }
        for (const auto& [f, who] : acting) { core.insert(who.begin(), who.end()); }
        if (core.size() >= 2 && leader.size() >= 2 && leaders.size() == 1) {
            std::vector<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> other;
            for (const std::uint32_t d : core) {
                for (const auto& [f, who] : leader) {
                    if (d != who && acting.at(f).count(d) != 0) { other.emplace_back(-score(d), f, d); }
                }
            }
            const auto [by, f, d] = *std::min_element(other.begin(), other.end());
            leader[f] = d;
            acting[f].insert(d);
            passed = true;
        }
        std::vector<std::pair<std::int64_t, std::uint32_t>> willing;
        for (std::uint32_t d = 0; d < all.size(); ++d) {
            if (core.count(d) == 0 && score(d) >= options.join_from_thousandths) { willing.emplace_back(-score(d), d); }
        }
        std::sort(willing.begin(), willing.end());
        if (willing.size() > options.most_joiners) { willing.resize(options.most_joiners); }
        for (const auto& [by, d] : willing) {
            joined.insert(d);
            const auto able = std::find_if(asked.begin(), asked.end(),
                                           [&, who = d](std::uint32_t f) { return all.can(who).contains({f}); });
            if (able == asked.end()) {
                idle.insert(d);
            } else {
                acting[*able].insert(d);
            }
        }
    }

    [[nodiscard]] std::vector<joint_action_group::member> members() const {
        std::vector<joint_action_group::member> made;
        for (const auto& [f, who] : acting) {
            made.push_back({{leader.at(f), 0}, {f}, primary});
            for (const std::uint32_t d : who) {
                if (d != leader.at(f)) { made.push_back({{d, 0}, {f}, supporting}); }
            }
        }
        for (const std::uint32_t d : idle) { made.push_back({{d, 0}, {}, supporting}); }
        return made;
    }
};

std::set<std::uint32_t> departments(const joint_action_group& group) {
    std::set<std::uint32_t> all;
    for (const auto& each : group.members) { all.insert(each.department.index); }
    return all;
}

/// Every department has exactly one verdict or is one of the one group that was left out.
void check_verdicts(const joint_action_group& out, const joint_matcher& stage) {
    std::set<std::uint32_t> told;
    std::int64_t grouped = 0;
    for (const reason& each : out.reasons) {
        CHECK(each.stage == muster::stage_id::match);
        if (each.about != muster::subject::department) { continue; }
        if (each.is_group) {
            CHECK(grouped == 0);
            CHECK(each.actual > 0);
            CHECK(each.limit == stage.options().join_from_thousandths);
            grouped = each.actual;
        } else {
            REQUIRE(each.index < stage.directory().size());
            CHECK(told.insert(each.index).second);
        }
    }
    CHECK(told.size() + static_cast<std::size_t>(grouped) == stage.directory().size());
    for (const auto& each : out.members) { CHECK(told.count(each.department.index) == 1); }
    for (const capability_id each : out.uncovered) {
        CHECK(std::count_if(out.reasons.begin(), out.reasons.end(), [&](const reason& one) {
                  return one.verdict_as<match_verdict>() == match_verdict::nobody_can && one.index == each.index &&
                         one.about == muster::subject::capability;
              }) == 1);
    }
}

/// What the verdict on each department says, held against what became of it.
void check_meaning(const joint_action_group& out, const joint_matcher& stage, const reference& expected,
                   const table& past, type_id type) {
    const type_id row = type.index < types().size() ? type : type_id::none();
    for (const reason& each : out.reasons) {
        if (each.about != muster::subject::department || each.is_group) { continue; }
        std::int64_t leads = 0;
        std::int64_t acts = 0;
        bool leads_purpose = false;
        bool acts_purpose = false;
        for (const auto& member : out.members) {
            if (member.department.index != each.index) { continue; }
            ++acts;
            leads += member.part == primary ? 1 : 0;
            acts_purpose = acts_purpose || member.function.index == each.purpose;
            leads_purpose = leads_purpose || (member.function.index == each.purpose && member.part == primary);
        }
        const auto score = past.score_thousandths(row, {each.index, 0});
        const auto leader_score = [&] { return past.score_thousandths(row, {expected.leader.at(each.purpose), 0}); };
        const bool in_core = expected.core.count(each.index) != 0;
        if (each.counted_in == muster::measure::thousandths) { CHECK(each.actual == score); }
        switch (each.verdict_as<match_verdict>()) {
            case match_verdict::leads_by_duty:
            case match_verdict::leads_undeclared:
                CHECK(leads_purpose);
                CHECK(each.actual == leads);
                CHECK(each.limit == static_cast<std::int64_t>(expected.leader.size()));
                break;
            case match_verdict::leads_by_need:
                CHECK(leads_purpose);
                CHECK(each.limit <= each.actual);
                break;
            case match_verdict::leads_instead:
                CHECK(leads_purpose);
                CHECK(leads == 1);
                CHECK(expected.passed);
                break;
            case match_verdict::supports_by_duty:
                CHECK(leads == 0);
                CHECK(each.actual == acts);
                CHECK(acts_purpose);
                break;
            case match_verdict::yields_to_specific:
                CHECK(leads == 0);
                CHECK(acts_purpose);
                CHECK(each.actual < each.limit);
                break;
            case match_verdict::yields_to_score:
                CHECK(leads == 0);
                CHECK(acts_purpose);
                CHECK(each.limit == leader_score());
                CHECK(each.actual <= each.limit);
                break;
            case match_verdict::yields_function:
                CHECK(leads == 0);
                CHECK(expected.passed);
                CHECK(each.limit == leader_score());
                break;
            case match_verdict::joins_by_past:
                CHECK(expected.joined.count(each.index) == 1);
                CHECK(acts == 1);
                CHECK(acts_purpose);
                CHECK(each.actual >= each.limit);
                break;
            case match_verdict::beyond_joiners:
                CHECK(acts == 0);
                CHECK(each.actual >= stage.options().join_from_thousandths);
                CHECK(expected.joined.size() == stage.options().most_joiners);
                if (!expected.joined.empty()) { CHECK(each.actual <= each.limit); }
                break;
            case match_verdict::outscored:
                CHECK(acts == 0);
                CHECK(stage.directory().can(each.index).contains({each.purpose}));
                CHECK(each.limit == leader_score());
                break;
            default: FAIL_CHECK("no verdict on a department: " << each.verdict);
        }
        CHECK(in_core == (acts > 0 && each.verdict_as<match_verdict>() != match_verdict::joins_by_past));
    }
}

/// Fire and roads have duties at every fire, the water company at fires in tall buildings, the press has none.
struct town {
    std::vector<bureaus::bureau> all{{"fire", {rescue, traffic, structure}},
                                     {"police", {traffic, rescue}},
                                     {"water co", {water, structure}},
                                     {"press", {news}}};
    department_rules rules;

    town() {
        rules.duties = {{"fire", rescue, types().at("fire"), {}, primary},
                        {"police", rescue, types().at("fire"), {}, supporting},
                        {"water co", water, types().at("tall"), {2}, primary}};
        rules.owners = {{"fire", types().at("fire")}, {"press", types().at("slope")}};
        rules.first_receiver = "police";
    }
    [[nodiscard]] department_directory directory() const { return {all, types(), scale(), rules}; }
};

constexpr department_handle fire{0, 0}, police{1, 0}, water_co{2, 0}, press{3, 0};

need of(capability_id what) { return {what, 1, {}, {}}; }

const reason& verdict_on(const joint_action_group& out, department_handle which) {
    const auto found = std::find_if(out.reasons.begin(), out.reasons.end(), [&](const reason& each) {
        return each.about == muster::subject::department && !each.is_group && each.index == which.index;
    });
    REQUIRE(found != out.reasons.end());
    return *found;
}

}  // namespace

TEST_CASE("department/joint_matcher: random cities are matched as the rules, read one by one, say") {
    dice any{1};
    int passed = 0;
    int joined = 0;
    int uncovered = 0;
    std::map<std::uint16_t, int> verdicts;
    for (int round = 0; round < 1500; ++round) {
        const department_directory directory = bureaus::random_city(any).directory();
        const table past = random_scores(any, directory);
        match_options options;
        options.join_from_thousandths = 1 + any.below(5) * 200;
        options.most_joiners = any.chance(30) ? any.below(3) : 64;
        const joint_matcher stage{directory, past, options};
        for (int question = 0; question < 4; ++question) {
            const type_id type = any.any_of(bureaus::every_type());
            const response_level at{static_cast<std::uint8_t>(any.below(5))};
            const std::vector<need> needs = random_needs(any);
            const joint_action_group out = match(stage, type, at, needs);
            const reference expected{directory, past, options, type, at, needs};
            CHECK(out.members == expected.members());
            CHECK(out.uncovered == expected.uncovered);
            check_verdicts(out, stage);
            check_meaning(out, stage, expected, past, type);
            for (const reason& each : out.reasons) { ++verdicts[each.verdict]; }
            passed += expected.passed ? 1 : 0;
            joined += expected.joined.empty() ? 0 : 1;
            uncovered += out.uncovered.empty() ? 0 : 1;
        }
    }
    CHECK(passed > 100);
    CHECK(joined > 100);
    CHECK(uncovered > 100);
    for (std::uint16_t each = 0; each <= static_cast<std::uint16_t>(match_verdict::owned_by_default); ++each) {
        CAPTURE(each);
        CHECK(verdicts[each] > 0);  // every verdict was met
    }
}

TEST_CASE("department/joint_matcher: owned, floored, covered, shared and only added to, whatever was learned") {
    dice any{2};
    for (int round = 0; round < 1500; ++round) {
        const bureaus::city city = bureaus::random_city(any);
        const department_directory directory = city.directory();
        const joint_matcher without{directory};
        const joint_matcher with{directory, random_scores(any, directory)};
        const type_id type = any.any_of(bureaus::every_type());
        const response_level at{static_cast<std::uint8_t>(1 + any.below(3))};
        const std::vector<need> needs = random_needs(any);
        const joint_action_group plain = match(without, type, at, needs);
        const joint_action_group learned = match(with, type, at, needs);
        for (const joint_action_group* out : {&plain, &learned}) {
            CHECK(out->case_owner);
            CHECK(out->received_by);
            std::set<std::pair<capability_id, std::uint32_t>> parts;
            std::map<capability_id, int> leaders;
            std::map<std::uint32_t, std::set<capability_id>> led;
            std::set<capability_id> functions;
            for (const auto& each : out->members) {
                CHECK(parts.insert({each.function, each.department.index}).second);
                if (each.function) {
                    functions.insert(each.function);
                    CHECK(directory.can(each.department.index).contains(each.function));
                }
                if (each.part == primary) {
                    ++leaders[each.function];
                    led[each.department.index].insert(each.function);
                    CHECK(each.function);
                }
            }
            for (const capability_id each : functions) { CHECK(leaders[each] == 1); }
            // Declared duties are the floor.
            for (const muster::duty& line : city.rules.duties) {
                if (!bureaus::applies(line.type, line.least, type, at)) { continue; }
                CHECK(parts.count({line.function, directory.find(line.department).index}) == 1);
            }
            // Needs are covered, or the gap is named.
            for (const need& each : needs) {
                const bool is_named =
                    std::find(out->uncovered.begin(), out->uncovered.end(), each.capability) != out->uncovered.end();
                CHECK((functions.count(each.capability) != 0) != is_named);
            }
            // In a cross-cutting incident none leads every function.
            std::set<std::uint32_t> core;
            for (const reason& each : out->reasons) {
                if (each.about != muster::subject::department || each.is_group) { continue; }
                if (each.verdict < static_cast<std::uint16_t>(match_verdict::joins_by_past)) {
                    core.insert(each.index);
                }
            }
            for (const auto& [who, what] : led) {
                if (core.size() >= 2 && functions.size() >= 2) { CHECK(what.size() < functions.size()); }
            }
        }
        // Who comes by duty comes with or without learning; where nothing is declared the past chooses.
        const joint_action_group no_needs_plain = match(without, type, at, {});
        const joint_action_group no_needs_learned = match(with, type, at, {});
        for (const std::uint32_t each : departments(no_needs_plain)) {
            CHECK(departments(no_needs_learned).count(each) == 1);
        }
    }
}

TEST_CASE("department/joint_matcher: a need that no duty covers goes to one that can: the best by its past") {
    const joint_matcher plain{town{}.directory()};
    const joint_action_group first = match(plain, types().at("gas"), {3}, {of(structure)});
    // Fire comes first in the directory. It would then lead all, so rescue passes to the police.
    CHECK(first.members == std::vector<joint_action_group::member>{
                               {police, rescue, primary}, {fire, rescue, supporting}, {fire, structure, primary}});
    CHECK(verdict_on(first, water_co).verdict_as<match_verdict>() == match_verdict::outscored);
    table past;
    past.scores[{types().at("gas"), 2}] = 1;
    const joint_matcher with_past{town{}.directory(), past};
    const joint_action_group learned = match(with_past, types().at("gas"), {3}, {of(structure)});
    CHECK(learned.members == std::vector<joint_action_group::member>{{fire, rescue, primary},
                                                                     {police, rescue, supporting},
                                                                     {water_co, structure, primary}});
}

TEST_CASE("department/joint_matcher: a need of something that nobody has is named") {
    const joint_matcher stage{town{}.directory()};
    const joint_action_group out = match(stage, type_id::none(), {3}, {of({40}), of({40}), of({90}), of({90})});
    CHECK(out.uncovered == std::vector<capability_id>{{40}, {90}});
    CHECK(out.members.empty());
    CHECK(out.case_owner == police);  // the first receiver: never without an owner
}

TEST_CASE("department/joint_matcher: who owns the case, who took the call, and what passes between them") {
    const joint_matcher stage{town{}.directory()};
    const auto asked = [&](type_id type, const std::string& receiver) { return match(stage, type, {3}, {}, receiver); };
    const auto says = [](const joint_action_group& out, match_verdict what) {
        return std::any_of(out.reasons.begin(), out.reasons.end(),
                           [&](const reason& each) { return each.verdict_as<match_verdict>() == what; });
    };
    CHECK(asked(types().at("gas"), "fire").passes == referral::keep);
    CHECK(asked(types().at("gas"), "fire").case_owner == fire);
    CHECK(says(asked(types().at("gas"), "fire"), match_verdict::owned_by_type));
    CHECK(asked(types().at("gas"), "police").passes == referral::joint);
    CHECK(asked(types().at("gas"), "").received_by == police);
    CHECK(asked(types().at("gas"), "press").passes == referral::transfer);
    CHECK(asked(types().at("slope"), "fire").case_owner == press);
    CHECK(asked(types().at("slope"), "fire").passes == referral::transfer);
    CHECK(asked(type_id::none(), "fire").case_owner == police);
    CHECK(says(asked(type_id::none(), "fire"), match_verdict::owned_by_default));
    const joint_action_group unknown = asked(types().at("gas"), "navy");
    CHECK(unknown.received_by == police);
    CHECK(says(unknown, match_verdict::receiver_unknown));
    CHECK_FALSE(says(asked(types().at("gas"), ""), match_verdict::receiver_unknown));
}

TEST_CASE("department/joint_matcher: standing plans of members clash, of others they do not") {
    town made;
    made.rules.claims = {{"police", {"ring road"}, {}, {}, 0_min, 30_min, true},
                         {"fire", {"ring road"}, {}, {}, 10_min, 60_min, false},
                         {"press", {"ring road"}, {}, {}, 0_min, 60_min, false},
                         {"fire", {"site"}, types().at("tall"), {}, 0_min, 5_min, true},
                         {"water co", {"site"}, {}, {2}, 0_min, 20_min, true}};
    const joint_matcher stage{made.directory()};
    using clash = joint_action_group::clash;
    CHECK(match(stage, types().at("gas"), {3}, {}).clashes == std::vector<clash>{{fire, police, {0}, 10_min, 30_min}});
    CHECK(match(stage, types().at("tall"), {2}, {}).clashes ==
          std::vector<clash>{{fire, police, {0}, 10_min, 30_min}, {fire, water_co, {1}, 0_min, 5_min}});
    CHECK(match(stage, types().at("slope"), {3}, {}).clashes.empty());
    CHECK(match(stage, types().at("gas"), {3}, {of(news)}).clashes.size() == 2);  // the press has come
}

TEST_CASE("department/joint_matcher: learned from a log, a department joins after enough incidents, not after one") {
    const department_directory directory = town{}.directory();
    const auto seen = [&](std::int64_t times) {
        const std::vector<muster::co_response> log{{"gas", {"fire", "press"}, times}};
        return match(joint_matcher{directory, muster::affinity{types(), directory, log}}, types().at("gas"), {3},
                     {of(news)});
    };
    const std::vector<muster::co_response> log{{"gas", {"fire", "water co"}, 50}};
    const joint_matcher stage{directory, muster::affinity{types(), directory, log}};
    const joint_action_group out = match(stage, types().at("gas"), {3}, {of(traffic)});
    REQUIRE(out.members.size() == 4);
    CHECK(out.members[3] == joint_action_group::member{water_co, {}, supporting});
    const reason& why = verdict_on(out, water_co);
    CHECK(why.verdict_as<match_verdict>() == match_verdict::joins_by_past);
    CHECK(why.actual >= 833);
    CHECK(why.limit == 500);
    CHECK(
        match(joint_matcher{directory, muster::affinity{types(), directory, log}, {500, 0}}, types().at("gas"), {3}, {})
            .members.size() == 2);
    CHECK(verdict_on(seen(1), press).verdict_as<match_verdict>() == match_verdict::leads_by_need);
}

TEST_CASE("department/joint_matcher: no department leads every function when several have to act") {
    town made;
    made.rules.duties.push_back({"fire", traffic, types().at("fire"), {}, primary});
    const joint_matcher stage{made.directory()};
    const joint_action_group out = match(stage, types().at("gas"), {3}, {});
    CHECK(out.members == std::vector<joint_action_group::member>{
                             {police, rescue, primary}, {fire, rescue, supporting}, {fire, traffic, primary}});
    CHECK(verdict_on(out, police).verdict_as<match_verdict>() == match_verdict::leads_instead);
    CHECK(verdict_on(out, fire).verdict_as<match_verdict>() == match_verdict::leads_by_duty);
    CHECK(verdict_on(out, fire).actual == 1);
    CHECK(verdict_on(out, fire).limit == 2);
}

TEST_CASE("department/joint_matcher: the function that passes is one in which the other department has a part") {
    town made;  // police can rescue too, but has a duty in traffic only
    made.rules.duties = {{"fire", rescue, types().at("fire"), {}, primary},
                         {"fire", traffic, types().at("fire"), {}, primary},
                         {"police", traffic, types().at("fire"), {}, supporting},
                         {"water co", water, types().at("tall"), {2}, primary}};
    const joint_action_group out = match(joint_matcher{made.directory()}, types().at("gas"), {3}, {});
    CHECK(out.members == std::vector<joint_action_group::member>{
                             {fire, rescue, primary}, {police, traffic, primary}, {fire, traffic, supporting}});
}

TEST_CASE("department/joint_matcher: a stage like any other, whatever its memory has seen") {
    dice any{3};
    std::vector<bureaus::call> calls{{1, ""}, {2, "fire"}, {3, "navy"}, {4, "press"}};
    for (int round = 0; round < 60; ++round) {
        const department_directory directory = bureaus::random_city(any).directory();
        const joint_matcher stage{directory, random_scores(any, directory)};
        conformance::scene<> before;
        before.what = muster::classification{bureaus::any_type(any)};
        before.how_serious = muster::grading{bureaus::any_level(any)};
        before.needed.needs = random_needs(any);
        conformance::match_stage(stage, calls, before);
        conformance::match_stage(stage, std::vector<int>{1}, before);  // a type that nothing maps
    }
}

TEST_CASE("department/joint_matcher: without recording nothing else changes, and memory is used again") {
    dice any{4};
    const department_directory directory = bureaus::random_city(any).directory();
    const joint_matcher stage{directory, random_scores(any, directory)};
    joint_action_group reused;
    reused.members.reserve(100);
    reused.reasons.reserve(100);
    reused.uncovered.reserve(100);
    reused.clashes.reserve(100);
    const auto* memory = reused.members.data();
    for (int round = 0; round < 300; ++round) {
        const type_id type = any.any_of(bureaus::every_type());
        const std::vector<need> needs = random_needs(any);
        const joint_action_group told = match(stage, type, {2}, needs, "bureau 0");
        stage.match(type, {2}, needs, "bureau 0", record::none, reused);
        CHECK(reused.reasons.empty());
        CHECK(reused.members == told.members);
        CHECK(reused.uncovered == told.uncovered);
        CHECK(reused.clashes == told.clashes);
        CHECK(reused.case_owner == told.case_owner);
        CHECK(reused.received_by == told.received_by);
        CHECK(reused.passes == told.passes);
        CHECK(reused.members.data() == memory);
    }
}

TEST_CASE("department/joint_matcher: why_not answers for any department") {
    dice any{5};
    for (int round = 0; round < 100; ++round) {
        const department_directory directory = bureaus::random_city(any).directory();
        const table past = random_scores(any, directory);
        const joint_matcher stage{directory, past};
        conformance::scene<> before;
        before.what = muster::classification{bureaus::any_type(any)};
        before.how_serious = muster::grading{muster::level_II};
        before.needed.needs = random_needs(any);
        muster::workspace scratch;
        const muster::match_context<muster::clock_only> context{
            before.where, before.what, before.how_serious, before.needed, before.situation, scratch, record::none};
        const joint_action_group out = match(stage, before.what.type, muster::level_II, before.needed.needs);
        for (std::uint32_t i = 0; i < directory.size(); ++i) {
            const reason answer = stage.why_not(directory.handle_of(i), bureaus::call{}, context);
            CHECK(answer.index == i);
            CHECK_FALSE(answer.is_group);
            if (answer.verdict_as<match_verdict>() == match_verdict::not_asked) {
                CHECK(departments(out).count(i) == 0);
                CHECK(answer.actual == past.score_thousandths(before.what.type, {i, 0}));
                CHECK(answer.actual < answer.limit);
            } else {
                CHECK(answer == verdict_on(out, {i, 0}));
            }
        }
    }
}

TEST_CASE("department/joint_matcher: digest, names and refusals") {
    const department_directory directory = town{}.directory();
    const auto digest_of = [](const joint_matcher& stage) {
        muster::digest sum;
        stage.write_digest(sum);
        return sum.value();
    };
    table past;
    past.scores[{types().at("gas"), 3}] = 1;
    CHECK(digest_of(joint_matcher{directory}) == digest_of(joint_matcher{directory, table{}}));
    CHECK(digest_of(joint_matcher{directory}) != digest_of(joint_matcher{directory, past}));
    CHECK(digest_of(joint_matcher{directory}) != digest_of(joint_matcher{directory, match_options{501, 64}}));
    CHECK(digest_of(joint_matcher{directory}) != digest_of(joint_matcher{directory, match_options{500, 63}}));
    muster::name_book names;
    joint_matcher{directory}.write_names(names);
    CHECK(names.name_of(muster::subject::department, 2, muster::language::en) == "water co");
    CHECK_THROWS_WITH_AS((joint_matcher{directory, match_options{0, 64}}),
                         "joint_matcher: departments join from a score of 0 thousandths; it must be at least 1",
                         muster::error);
}
