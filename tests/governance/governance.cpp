#include "muster/governance/governance.hpp"

#include "muster/governance/situation.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using muster::plan;
using muster::record;
using muster::stage_id;
using square_city::call;
using square_city::engine;
using square_city::situation;
namespace stage = muster::stage;
using namespace muster::literals;

namespace governance_test {

template <class Id>
struct keyed {
    Id key;
};

/// A situation as a caller may have it: nothing of ours in it.
struct own_situation {
    muster::instant now{};
    std::uint64_t number = 0;
    int load = 0;

    [[nodiscard]] std::uint64_t version() const { return number; }
};

}  // namespace governance_test

template <class Id>
inline constexpr auto muster::fields<governance_test::keyed<Id>> =
    muster::map(muster::id = &governance_test::keyed<Id>::key, muster::position = muster::absent);

namespace {

using governance_test::keyed;
using governance_test::own_situation;

struct city {
    square_city::hierarchy cells = square_city::make_cells(2, 2);
    muster::type_tree types = square_city::make_types();
    muster::response_scale levels = muster::three_response_levels();
    muster::rule_classifier<call> rules{types,
                                        {{{"flames"}, types.at("fire"), {muster::contains("fire")}},
                                         {{"smell"}, types.at("gas"), {muster::has_word("gas")}, 1}}};
    muster::grading_table<call> grades{
        types,
        levels,
        {{{"trapped"}, "trapped", {muster::at_least(1, muster::level_II), muster::at_least(3, muster::level_I)}}}};
    muster::run_card_table cards{types, levels, {{{"fire card"}, types.at("fire"), {}, {}, {{{0}, 2, {}, {}}}}}};
    muster::tiered_dispatch<muster::planar> rings{cells, types, levels, {}};

    [[nodiscard]] auto policy() const {
        return muster::policy{stage::locate = std::cref(cells), stage::classify = std::cref(rules),
                              stage::grade = std::cref(grades), stage::require = std::cref(cards),
                              stage::dispatch = std::cref(rings)};
    }
    [[nodiscard]] situation now() const {
        const std::vector<engine> engines{{"E1", {100, 100}, {{0}}, 60_s, {}},
                                          {"E2", {3'000'000, 100}, {{0}}, 60_s, {}},
                                          {"E3", {7'000'000, 100}, {{0}}, 60_s, {}}};
        return {{1'772'352'000'000}, {engines, cells, 2}};
    }
};

call fire_at(int no, muster::planar place) { return {no, place, "a fire", {}, {}}; }

void check_same_outcomes(const plan& a, const plan& b) {
    CHECK(a.where == b.where);
    CHECK(a.what.status == b.what.status);
    CHECK(a.what.type == b.what.type);
    CHECK(a.how_serious.decided == b.how_serious.decided);
    CHECK(a.how_serious.highest == b.how_serious.highest);
    CHECK(a.needed.needs == b.needed.needs);
    CHECK(a.needed.cards == b.needed.cards);
    CHECK(a.units.assignments == b.units.assignments);
    CHECK(a.units.shortfalls == b.units.shortfalls);
    CHECK(a.units.end == b.units.end);
}

template <class Id>
std::string printed(Id key) {
    static const muster::governance nothing{
        muster::policy{stage::gauge = [](const auto&, const auto&) { return muster::mode::routine; }}, "nothing", 1};
    muster::workspace scratch;
    return nothing.decide(keyed<Id>{key}, own_situation{}, scratch).incident_key;
}

}  // namespace

TEST_CASE("governance/governance: a plan says whose it is, of what, when and for which situation") {
    const city ground;
    const muster::governance rule{ground.policy(), "downtown", 3};
    const situation now = ground.now();
    muster::workspace scratch;
    const plan made = rule.decide(fire_at(7, {500'000, 400'000}), now, scratch);
    CHECK(made.incident_key == "7");
    CHECK(made.decided_at == now.now);
    CHECK(made.situation_version == now.version());
    CHECK(made.policy_name == "downtown");
    CHECK(made.policy_version == 3);
    CHECK(made.policy_digest == rule.policy_digest());
    CHECK(made.where.owner == ground.cells.find(2, "S0C0"));
    CHECK(made.what.type == ground.types.at("fire"));
    CHECK(made.how_serious.decided == muster::level_III);
    CHECK(made.needed.needs.size() == 1);
    CHECK(made.units.assignments.size() == 2);
    CHECK(made.units.end == muster::search_end::covered);
}

TEST_CASE("governance/governance: policies are told apart by name and version") {
    const auto digest = [](const char* name, std::uint32_t version) {
        return muster::governance{muster::policy{stage::gauge = 1}, name, version}.policy_digest();
    };
    CHECK(digest("a", 1) == digest("a", 1));
    CHECK(digest("a", 1) != digest("a", 2));
    CHECK(digest("a", 1) != digest("b", 1));
    CHECK_THROWS_WITH_AS((void)digest("", 1), "governance: the policy needs a name; plans carry it", muster::error);
}

TEST_CASE("governance/governance: the digest tells any change of what the stages were configured with") {
    struct settings {
        std::string word = "fire";
        int rank = 0;
        double limit = 3;
        std::uint8_t assumed = 0;
        std::uint8_t base = 0;
        std::uint32_t amount = 2;
        muster::duration target = 300_s;
        std::uint32_t minimum = 0;
        std::uint32_t budget = 1000;
        std::int64_t pace = 30'000;
        std::int32_t streets = 2;
    };
    const auto digest = [](const settings& s) {
        const muster::type_tree types = square_city::make_types();
        const muster::response_scale levels = muster::three_response_levels();
        const square_city::hierarchy cells = square_city::make_cells(s.streets, 2);
        const muster::time_limit target{muster::clock_anchor::ordered, muster::clock_anchor::on_scene, s.target};
        muster::grading_criterion trapped{{"trapped"}, "trapped", {muster::at_least(s.limit, muster::level_I)}};
        trapped.assumed = {s.assumed};
        std::vector<muster::base_level> bases;
        if (s.base != 0) { bases.push_back({types.at("gas"), {s.base}}); }
        muster::dispatch_options options{2, {}, s.budget};
        if (s.minimum != 0) { options.minimums.push_back({{0}, s.minimum}); }
        const muster::policy stages{
            stage::locate = cells,
            stage::classify =
                muster::rule_classifier<call>{types, {{{"r"}, types.at("fire"), {muster::contains(s.word)}, s.rank}}},
            stage::grade = muster::grading_table<call>{types, levels, {trapped}, bases},
            stage::require = muster::run_card_table{types, levels, {{{"c"}, {}, {}, {}, {{{0}, s.amount, {}, {}}}}}},
            stage::dispatch = muster::tiered_dispatch<muster::planar>{
                cells, types, levels, {{{"t"}, {0}, 1, target, {}, {}}}, options, {1300, {s.pace}}}};
        return muster::governance{stages, "city", 1}.policy_digest();
    };
    std::vector<settings> changed(12);
    changed[1].word = "fires";
    changed[2].rank = 1;
    changed[3].limit = 3.5;
    changed[4].assumed = 2;
    changed[5].base = 2;
    changed[6].amount = 3;
    changed[7].target = 301_s;
    changed[8].minimum = 1;
    changed[9].budget = 999;
    changed[10].pace = 31'000;
    changed[11].streets = 3;
    std::set<std::uint64_t> digests;
    for (const settings& each : changed) {
        CHECK(digest(each) == digest(each));
        CHECK(digests.insert(digest(each)).second);
    }
}

TEST_CASE("governance/governance: a stage that is not bound is not asked, and the plan says so") {
    const city ground;
    const muster::governance rule{ground.policy(), "downtown", 3};
    muster::workspace scratch;
    const plan made = rule.decide(fire_at(7, {500'000, 400'000}), ground.now(), scratch);
    CHECK(made.was_asked(stage_id::locate));
    CHECK(made.was_asked(stage_id::dispatch));
    CHECK_FALSE(made.was_asked(stage_id::gauge));
    CHECK_FALSE(made.was_asked(stage_id::match));
    CHECK_FALSE(made.was_asked(stage_id::consult));
    CHECK_FALSE(made.group.case_owner);
}

TEST_CASE("governance/governance: a plan that is handed back keeps nothing of what is not asked any more") {
    const city ground;
    const situation now = ground.now();
    const auto full = ground.policy();
    const muster::governance everything{full, "everything", 1};
    const muster::governance only_level{
        muster::policy{stage::grade = [](const auto&, const auto&) { return muster::grading{muster::level_II}; }},
        "level", 1};
    muster::workspace scratch;
    plan out;
    everything.decide(fire_at(7, {500'000, 400'000}), now, scratch, out);
    REQUIRE_FALSE(out.units.assignments.empty());
    only_level.decide(fire_at(8, {500'000, 400'000}), now, scratch, out);
    CHECK(out.incident_key == "8");
    CHECK(out.policy_name == "level");
    CHECK_FALSE(out.was_asked(stage_id::locate));
    CHECK_FALSE(out.was_asked(stage_id::dispatch));
    CHECK(out.where == muster::location{});
    CHECK_FALSE(out.what.type);
    CHECK(out.what.reasons.empty());
    CHECK(out.needed.needs.empty());
    CHECK(out.needed.cards.empty());
    CHECK(out.units.assignments.empty());
    CHECK(out.units.reasons.empty());
    CHECK(out.how_serious.decided == muster::level_II);

    // And a plan that saw many incidents is the plan that a fresh one would be.
    for (int i = 0; i < 20; ++i) {
        const call each{i,
                        muster::planar{i * 400'000, 100},
                        i % 3 == 0   ? "gas"
                        : i % 3 == 1 ? "fire and gas"
                                     : "?",
                        i % 5,
                        {}};
        everything.decide(each, now, scratch, out);
        muster::workspace fresh_scratch;
        const plan fresh = everything.decide(each, now, fresh_scratch);
        check_same_outcomes(out, fresh);
        CHECK(out.what.reasons == fresh.what.reasons);
        CHECK(out.how_serious.reasons == fresh.how_serious.reasons);
        CHECK(out.needed.reasons == fresh.needed.reasons);
        CHECK(out.units.reasons == fresh.units.reasons);
        CHECK(out.incident_key == fresh.incident_key);
    }
}

TEST_CASE("governance/governance: a gap that one incident's table told is not told of the next") {
    const city ground;
    const situation now = ground.now();
    const muster::governance asking{
        ground.policy().with(stage::grade =
                                 [](const call& each, const auto&, muster::grading& out) {
                                     out.decided = out.lowest = out.highest = muster::level_II;
                                     if (each.no == 7) { out.gap = muster::gap_kind::thin_margin; }
                                 }),
        "asking", 1};
    muster::workspace scratch;
    plan out;
    asking.decide(fire_at(7, {500'000, 400'000}), now, scratch, out);
    CHECK(out.how_serious.gap == muster::gap_kind::thin_margin);
    asking.decide(fire_at(8, {500'000, 400'000}), now, scratch, out);
    CHECK(out.how_serious.gap == muster::gap_kind::none);
}

TEST_CASE("governance/governance: without recording the decision is the same and has no reasons") {
    const city ground;
    const situation now = ground.now();
    const muster::governance loud{ground.policy(), "downtown", 3};
    const muster::governance silent{ground.policy(), "downtown", 3, record::none};
    muster::workspace scratch;
    for (const char* words : {"fire", "gas", "fire gas", "?"}) {
        const call each{1, muster::planar{500'000, 400'000}, words, {}, {}};
        const plan a = loud.decide(each, now, scratch);
        const plan b = silent.decide(each, now, scratch);
        check_same_outcomes(a, b);
        CHECK_FALSE(a.what.reasons.empty());
        CHECK(b.what.reasons.empty());
        CHECK(b.how_serious.reasons.empty());
        CHECK(b.needed.reasons.empty());
        CHECK(b.units.reasons.empty());
    }
}

TEST_CASE("governance/governance: each stage gets what the ones before it decided, in either form") {
    std::vector<std::string> order;
    const auto note = [&order](const char* name) { order.emplace_back(name); };
    const muster::policy stages{
        // Bound in another order than they are asked in.
        stage::dispatch =
            [&](const keyed<int>&, const auto& context, muster::dispatch_outcome& out) {
                note("dispatch");
                CHECK(context.where.owner == muster::cell_id{4});
                CHECK(context.what.type == muster::type_id{2});
                CHECK(context.how_serious.decided == muster::level_II);
                CHECK(context.needed.needs.size() == 1);
                CHECK(context.situation.load == 9);
                CHECK(context.now == muster::instant{50});
                out.visited = 33;
            },
        stage::locate =
            [&](const auto&, const muster::locate_context&) {
                note("locate");
                muster::location out;
                out.owner = {4};
                return out;
            },
        stage::classify =
            [&](const keyed<int>& k, const muster::classify_context& context) {
                note("classify");
                CHECK(context.where.owner == muster::cell_id{4});
                return muster::type_id{static_cast<std::uint32_t>(k.key)};  // a type is a classification
            },
        stage::grade =
            [&](const auto&, const auto& context) {
                note("grade");
                CHECK(context.what.type == muster::type_id{2});
                return muster::level_II;  // a level is a grading
            },
        stage::require =
            [&](const auto&, const auto& context, muster::requirement& out) {
                note("require");
                CHECK(context.how_serious.decided == muster::level_II);
                out.needs.assign(1, {{0}, 1, {}, {}});
            },
        stage::gauge =
            [&](const auto&, const auto& context) {
                note("gauge");
                return context.situation.load > 5 ? muster::mode::convergent : muster::mode::routine;
            },
        stage::match =
            [&](const auto&, const auto&, muster::joint_action_group& out) {
                note("match");
                out.case_owner = {1, 0};
            },
        stage::consult =
            [&](const auto&, const auto& context) {
                note("consult");
                CHECK(context.needed.needs.size() == 1);
                CHECK(context.group.case_owner == muster::department_handle{1, 0});
                CHECK(context.now == muster::instant{50});
                muster::expert_panel out;
                out.seats.push_back({{3, 0}, true, 60_s});
                return out;
            },
        stage::assemble =
            [&](const auto&, const auto& context, muster::assembly& out) {
                note("assemble");
                CHECK(context.advised.recommended == muster::mode::convergent);
                CHECK(context.group.case_owner == muster::department_handle{1, 0});
                CHECK(context.panel.seats.size() == 1);
                CHECK(context.units.visited == 33);
                out.notices.assign(1, {muster::subject::department, 1});
            }};
    const muster::governance rule{stages, "all", 1};
    muster::workspace scratch;
    const plan made = rule.decide(keyed<int>{2}, own_situation{{50}, 12, 9}, scratch);
    CHECK(order == std::vector<std::string>{"locate", "classify", "grade", "require", "gauge", "match", "consult",
                                            "dispatch", "assemble"});
    CHECK(made.called.notices.size() == 1);
    CHECK(made.situation_version == 12);
    CHECK(made.decided_at == muster::instant{50});
    CHECK(made.what.status == muster::classification_status::classified);
    CHECK(made.advised.recommended == muster::mode::convergent);
    CHECK(made.group.case_owner == muster::department_handle{1, 0});
    CHECK(made.panel.seats.size() == 1);
    CHECK(made.units.visited == 33);
    for (std::size_t i = 0; i < muster::stage_count; ++i) { CHECK(made.asked[i]); }
}

TEST_CASE("governance/governance: what a caller's stage throws passes through") {
    const muster::governance rule{muster::policy{stage::grade = [](const auto&, const auto&) -> muster::grading {
                                      throw std::runtime_error{"mine"};
                                  }},
                                  "broken", 1};
    muster::workspace scratch;
    CHECK_THROWS_WITH_AS((void)rule.decide(keyed<int>{1}, own_situation{}, scratch), "mine", std::runtime_error);
}

TEST_CASE("governance/governance: a plan is carried out once") {
    const city ground;
    const muster::governance rule{ground.policy(), "downtown", 3};
    situation now = ground.now();
    muster::workspace scratch;
    const plan first = rule.decide(fire_at(1, {500'000, 400'000}), now, scratch);
    const plan second = rule.decide(fire_at(2, {500'000, 400'000}), now, scratch);
    CHECK(commit(first, now) == muster::commit_outcome::committed);
    for (const muster::assignment& each : first.units.assignments) { CHECK_FALSE(now.units.is_free(each.unit.index)); }
    CHECK(commit(first, now) == muster::commit_outcome::stale);
    CHECK(commit(second, now) == muster::commit_outcome::stale);  // another decider was faster

    const plan again = rule.decide(fire_at(2, {500'000, 400'000}), now, scratch);
    CHECK(again.units.assignments.size() == 1);  // two of three are gone
    CHECK(again.units.end == muster::search_end::exhausted);
    CHECK(commit(again, now) == muster::commit_outcome::committed);
}

TEST_CASE("governance/governance: a unit that was replaced since is not sent in the place of the other") {
    const city ground;
    const muster::governance rule{ground.policy(), "downtown", 3};
    situation now = ground.now();
    muster::workspace scratch;
    plan made = rule.decide(fire_at(1, {500'000, 400'000}), now, scratch);
    now.units.replace(made.units.assignments[0].unit.index);
    CHECK(commit(made, now) == muster::commit_outcome::stale);
    made.units_version = now.units.version();  // even if somebody forged the version
    CHECK(commit(made, now) == muster::commit_outcome::stale);
    for (std::uint32_t i = 0; i < now.units.size(); ++i) { CHECK(now.units.is_free(i)); }
}

TEST_CASE("governance/governance: names come from the stages, also from those bound by reference") {
    const city ground;
    const muster::governance rule{ground.policy(), "downtown", 3};
    const muster::name_book names = rule.names(ground.now().units);
    const auto name_of = [&names](muster::subject about, std::uint32_t index) {
        return names.name_of(about, index, muster::language::en);
    };
    CHECK(name_of(muster::subject::rule, 0) == "flames");
    CHECK(name_of(muster::subject::incident_type, 2) == "gas leak");
    CHECK(name_of(muster::subject::level, 1) == "I (major)");
    CHECK(name_of(muster::subject::criterion, 0) == "trapped");
    CHECK(name_of(muster::subject::run_card, 0) == "fire card");
    CHECK(name_of(muster::subject::cell, 0) == "D");
    CHECK(name_of(muster::subject::unit, 2) == "E3");
    CHECK(names.condition_of(0, 0) == "text has \"fire\"");

    const muster::governance by_value{ground.policy().with(stage::grade = ground.grades), "downtown", 4};
    CHECK(by_value.names().name_of(muster::subject::criterion, 0, muster::language::en) == "trapped");
}

TEST_CASE("governance/governance: ids of every kind are printed as they are") {
    CHECK(printed(0) == "0");
    CHECK(printed(-7) == "-7");
    CHECK(printed(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
    CHECK(printed(std::numeric_limits<std::int64_t>::max()) == "9223372036854775807");
    CHECK(printed(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    CHECK(printed(std::int8_t{-128}) == "-128");
    CHECK(printed(std::uint16_t{65'535}) == "65535");
    CHECK(printed(std::string{"call 12/a"}) == "call 12/a");
    CHECK(printed(std::string_view{"案件-3"}) == "案件-3");
    CHECK(printed("literal") == "literal");
}

TEST_CASE("governance/governance: a policy with one rule changed is compared with the one before") {
    const city ground;
    const situation now = ground.now();
    const muster::governance normal{ground.policy(), "downtown", 3};
    const muster::governance snow{ground.policy().with(stage::grade =
                                                           [&](const call& c, const muster::grade_context& context) {
                                                               muster::grading out = ground.grades(c, context);
                                                               out.decided =
                                                                   muster::more_serious(out.decided, muster::level_II);
                                                               return out;
                                                           }),
                                  "downtown-snow", 1};
    muster::workspace scratch;
    const plan a = normal.decide(fire_at(1, {500'000, 400'000}), now, scratch);
    const plan b = snow.decide(fire_at(1, {500'000, 400'000}), now, scratch);
    CHECK(a.how_serious.decided == muster::level_III);
    CHECK(b.how_serious.decided == muster::level_II);
    CHECK(b.how_serious.reasons == a.how_serious.reasons);
    CHECK(b.policy_name == "downtown-snow");
    CHECK(b.units.assignments == a.units.assignments);
}
