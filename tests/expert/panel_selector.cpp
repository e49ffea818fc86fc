// What the consult stage promises, case by case. The properties over random cities are in panel_property.cpp.
#include "muster/expert/panel_selector.hpp"

#include "conformance/stage.hpp"
#include "expert/advisers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace panel_selector_test {

struct pin {
    int no;
    std::optional<muster::lon_lat> at;
};
struct situation {
    muster::expert_registry<muster::lon_lat> experts;
};
struct next_door {
    muster::duration operator()(const muster::lon_lat& from, const muster::lon_lat& to) const {
        return from == to ? muster::duration{60'000} : muster::duration{120'000};
    }
};
inline constexpr auto elsewhere = muster::map(
    muster::id = &pin::no, muster::position = [](const pin&) {
        return muster::lon_lat{114, 22.5};
    });

}  // namespace panel_selector_test

template <>
inline constexpr auto muster::fields<panel_selector_test::pin> = muster::map(
    muster::id = &panel_selector_test::pin::no, muster::position = &panel_selector_test::pin::at,
    muster::capabilities = [](const panel_selector_test::pin&) { return muster::capability_set{{0}}; },
    muster::in_pool = [](const panel_selector_test::pin&) { return "city"; });

using advisers::adviser;
using advisers::at;
using advisers::keys;
using advisers::question;
using advisers::registry;
using advisers::situation;
using advisers::verdict;
using muster::capability_id;
using muster::expert_cause;
using muster::expert_need;
using muster::expert_panel;
using muster::expert_status;
using muster::expert_verdict;
using muster::expertise;
using muster::panel_options;
using muster::planar;
using muster::reason;
using muster::record;
using muster::subject;
using strings = std::vector<std::string>;
using namespace muster::literals;

namespace {

constexpr planar scene{500'000, 500'000};  // in S0C0

expert_need of(std::uint32_t field, expertise axis = expertise::credentialed) {
    expert_need made;
    made.field = {field};
    made.axis = axis;
    return made;
}

struct world {
    square_city::hierarchy cells = square_city::make_cells(2, 2);

    [[nodiscard]] advisers::selector stage(std::vector<expert_need> needs, panel_options options = {}) const {
        return {cells, square_city::make_types(), muster::three_response_levels(), std::move(needs), options};
    }
    [[nodiscard]] situation people(const std::vector<adviser>& who, muster::instant now = {1'000}) const {
        return {now, {who, advisers::pools(), cells}};
    }
    [[nodiscard]] question here() const { return at(cells, scene); }
};

adviser in(std::string pool, std::string key, std::uint32_t field) {
    adviser made{std::move(key), {{field}}};
    made.pool = std::move(pool);
    return made;
}

/// The verdict on each expert, in their order; who was left out with others has that of the group.
std::vector<expert_verdict> verdicts(const expert_panel& panel, const registry& experts) {
    std::vector<expert_verdict> all(experts.size(), expert_verdict::lacks_field);
    for (const reason& each : panel.reasons) {
        if (each.about == subject::expert && !each.is_group) { all[each.index] = verdict(each); }
    }
    return all;
}

const reason* find(const expert_panel& panel, subject about, expert_verdict which) {
    const auto found = std::find_if(panel.reasons.begin(), panel.reasons.end(),
                                    [=](const reason& each) { return each.about == about && verdict(each) == which; });
    return found == panel.reasons.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("expert/panel_selector: nothing asked, nobody called") {
    const world ground;
    expert_need for_fires = of(0);
    for_fires.type = {2};
    const auto stage = ground.stage({for_fires});
    const situation now = ground.people({{"a", {{0}}}, {"b", {{0}}}});
    const expert_panel panel = ask(stage, ground.here(), now);
    CHECK(panel.seats.empty());
    CHECK(panel.asked.empty());
    CHECK(panel.uncovered.empty());
    CHECK_FALSE(panel.holds_further_action);
    REQUIRE(panel.reasons.size() == 1);
    CHECK(panel.reasons[0].is_group);
    CHECK(verdict(panel.reasons[0]) == expert_verdict::nothing_asked);
    CHECK(panel.reasons[0].actual == 2);
    CHECK(ask(stage, ground.here(), ground.people({})).reasons.empty());
    CHECK(verdict(why_not(stage, 1, ground.here(), now)) == expert_verdict::nothing_asked);
    CHECK(explain(stage, 1, ground.here(), now) == muster::score_terms{});
}

TEST_CASE("expert/panel_selector: one who knows two fields is better than two") {
    const world ground;
    const auto stage = ground.stage({of(0), of(1)});
    adviser both{"both", {{0}, {1}}};
    adviser first{"first", {{0}}};
    first.licensed = {{0}};
    first.at = scene;
    adviser second = first;
    second.key = "second";
    second.fields = second.licensed = {{1}};
    const situation now = ground.people({first, second, both, {"other", {{7}}}});
    const expert_panel panel = ask(stage, ground.here(), now);
    CHECK(keys(panel, now.experts) == strings{"both"});
    CHECK(panel.asked == std::vector<capability_id>{{0}, {1}});
    CHECK(panel.seats[0].field == capability_id{0});
    CHECK(verdicts(panel, now.experts) ==
          std::vector<expert_verdict>{expert_verdict::not_needed, expert_verdict::not_needed,
                                      expert_verdict::seated_by_video, expert_verdict::lacks_field});
    const reason* spare = find(panel, subject::expert, expert_verdict::not_needed);
    REQUIRE(spare != nullptr);
    CHECK(spare->actual == 1);
    CHECK(spare->limit == 2);
    const reason* rest = find(panel, subject::expert, expert_verdict::lacks_field);
    REQUIRE(rest != nullptr);
    CHECK(rest->is_group);
    CHECK(rest->actual == 1);
    CHECK(rest->limit == 2);
}

TEST_CASE("expert/panel_selector: each hard condition bars by its own name") {
    const world ground;
    expert_need licensed = of(0);
    licensed.licensed_only = true;
    const auto stage = ground.stage({licensed});
    std::vector<adviser> who;
    for (const char* key : {"fit", "term", "elsewhere", "interest", "called", "away", "no licence", "pool"}) {
        who.push_back({key, {{0}}});
        who.back().licensed = {{0}};
    }
    who[1].until = {1'000};  // the moment from which it no longer holds
    who[2].pool = "S1";
    who[3].interests = {"S1", "S0"};
    who[6].licensed = {};
    auto pools = advisers::pools();
    pools.push_back({"old", {}, muster::pool_tier::district, "", {1'000}});
    who[7].pool = "old";
    adviser also_old = who[7];
    also_old.key = "pool 2";
    who.push_back(also_old);
    situation now{{1'000}, {who, pools, ground.cells}};
    now.experts.set_status(4, expert_status::called);
    now.experts.set_status(5, expert_status::away);
    const expert_panel panel = ask(stage, ground.here(), now);
    CHECK(keys(panel, now.experts) == strings{"fit"});
    CHECK(verdicts(panel, now.experts) ==
          std::vector<expert_verdict>{expert_verdict::seated_by_video, expert_verdict::term_ended,
                                      expert_verdict::pool_elsewhere, expert_verdict::conflict_of_interest,
                                      expert_verdict::called, expert_verdict::away, expert_verdict::unlicensed,
                                      expert_verdict::pool_expired, expert_verdict::pool_expired});
    const auto is = [&panel](subject about, expert_verdict which, std::uint32_t index, std::int64_t actual,
                             std::int64_t limit) {
        const reason* found = find(panel, about, which);
        REQUIRE(found != nullptr);
        CHECK(found->index == index);
        CHECK(found->actual == actual);
        CHECK(found->limit == limit);
        CHECK(found->purpose == 0);
    };
    is(subject::expert, expert_verdict::term_ended, 1, 1'000, 1'000);
    is(subject::expert, expert_verdict::pool_elsewhere, 2, 0, ground.cells.find(1, "S1").index);
    is(subject::expert, expert_verdict::conflict_of_interest, 3, 0, ground.cells.find(1, "S0").index);
    is(subject::expert, expert_verdict::unlicensed, 6, 0, 1);
    is(subject::expert, expert_verdict::pool_expired, 7, 1'000, 1'000);
    is(subject::pool, expert_verdict::pool_expired, 4, 1'000, 1'000);
    CHECK(std::count_if(panel.reasons.begin(), panel.reasons.end(),
                        [](const reason& each) { return each.about == subject::pool; }) == 1);  // named once

    now.now = {999};  // a moment earlier both terms still run
    const expert_panel before = ask(stage, ground.here(), now);
    CHECK(verdicts(before, now.experts)[1] == expert_verdict::outranked);
    CHECK(verdicts(before, now.experts)[7] == expert_verdict::outranked);
    now.experts.set_term({4}, {500});
    CHECK(verdicts(ask(stage, ground.here(), now), now.experts)[7] == expert_verdict::pool_expired);
}

TEST_CASE("expert/panel_selector: an interest bars from the cell and all below it, not from what is above or beside") {
    const world ground;
    const auto stage = ground.stage({of(0)});
    const auto seated = [&](const std::string& interest, std::optional<planar> place) {
        adviser who{"a", {{0}}};
        who.interests = {interest};
        return ask(stage, at(ground.cells, place), ground.people({who})).seats.size() == 1;
    };
    CHECK_FALSE(seated("D", scene));
    CHECK_FALSE(seated("S0", scene));
    CHECK_FALSE(seated("S0C0", scene));
    CHECK(seated("S0C1", scene));
    CHECK(seated("S1", scene));
    CHECK(seated("S0C0", {}));  // the district owns it: nobody knows that it is there
    CHECK_FALSE(seated("D", {}));
}

TEST_CASE("expert/panel_selector: a pool serves its cell and those below it") {
    const world ground;
    const auto stage = ground.stage({of(0)});
    const auto seated = [&](const std::string& pool, std::optional<planar> place) {
        return ask(stage, at(ground.cells, place), ground.people({in(pool, "a", 0)})).seats.size() == 1;
    };
    for (const char* pool : {"city", "works", "S0"}) { CHECK(seated(pool, scene)); }
    CHECK_FALSE(seated("S1", scene));
    CHECK(seated("S1", planar{5'000'000, 100}));
    CHECK(seated("city", {}));
    CHECK(seated("works", {}));
    CHECK_FALSE(seated("S0", {}));  // the district's case
    question ownerless = ground.here();
    ownerless.where = {};
    CHECK(ask(stage, ownerless, ground.people({in("city", "a", 0)})).seats.size() == 1);
    CHECK(ask(stage, ownerless, ground.people({in("works", "a", 0)})).seats.empty());
}

TEST_CASE("expert/panel_selector: local knowledge is an axis of its own") {
    const world ground;
    adviser professor = in("city", "professor", 0);  // all that a career gives, and far away
    professor.licensed = {{0}};
    professor.at = planar{7'900'000, 3'900'000};
    adviser neighbour = in("S0", "neighbour", 0);
    neighbour.home = "S0C0";
    neighbour.years = 30;
    neighbour.at = scene;
    adviser newcomer = neighbour;
    newcomer.key = "newcomer";
    newcomer.years = 0;
    adviser from_beside = neighbour;
    from_beside.key = "from beside";
    from_beside.home = "S0C1";
    adviser homeless = neighbour;
    homeless.key = "homeless";
    homeless.home = "";
    const situation now = ground.people({professor, neighbour, newcomer, from_beside, homeless});

    const expert_panel panel = ask(ground.stage({of(0, expertise::local)}), ground.here(), now);
    CHECK(keys(panel, now.experts) == strings{"neighbour"});
    CHECK(panel.seats[0].qualified_by == expertise::local);
    CHECK(panel.seats[0].on_scene);
    CHECK(verdicts(panel, now.experts) ==
          std::vector<expert_verdict>{expert_verdict::not_years, expert_verdict::seated_on_scene,
                                      expert_verdict::not_years, expert_verdict::not_local, expert_verdict::not_local});
    const reason* stranger = find(panel, subject::expert, expert_verdict::not_local);
    REQUIRE(stranger != nullptr);
    CHECK(stranger->limit == ground.cells.find(2, "S0C1").index);

    expert_need licensed = of(0);
    licensed.licensed_only = true;
    const expert_panel other = ask(ground.stage({licensed}), ground.here(), now);
    CHECK(keys(other, now.experts) == strings{"professor"});
    CHECK(other.seats[0].qualified_by == expertise::credentialed);

    // Asked on both axes: each is filled by its own, and the field is listed once.
    const expert_panel both = ask(ground.stage({licensed, of(0, expertise::local)}), ground.here(), now);
    CHECK(keys(both, now.experts) == strings{"professor", "neighbour"});
    CHECK(both.asked == std::vector<capability_id>{{0}});
    CHECK(both.uncovered.empty());
    const situation alone = ground.people({professor});
    const expert_panel half = ask(ground.stage({licensed, of(0, expertise::local)}), ground.here(), alone);
    CHECK(keys(half, alone.experts) == strings{"professor"});
    CHECK(half.uncovered == std::vector<capability_id>{{0}});
    const expert_panel none = ask(ground.stage({licensed, of(0, expertise::local)}), ground.here(), ground.people({}));
    CHECK(none.uncovered == std::vector<capability_id>{{0}});
}

TEST_CASE("expert/panel_selector: years give nothing to a field that is asked by profession") {
    const world ground;
    adviser one = in("S0", "one", 0);
    adviser other = one;
    other.key = "other";
    other.home = "S0C0";
    other.years = 40;
    const situation now = ground.people({one, other});
    const auto stage = ground.stage({of(0)});
    CHECK(keys(ask(stage, ground.here(), now), now.experts) == strings{"one"});  // equal: the lower number
    CHECK(explain(stage, 0, ground.here(), now) == explain(stage, 1, ground.here(), now));
}

TEST_CASE("expert/panel_selector: who can be there in time comes, others advise by video") {
    const world ground;
    const auto seat_of = [&](std::optional<planar> place, muster::duration turnout, panel_options options = {}) {
        adviser who{"a", {{0}}};
        who.at = place;
        who.turnout = turnout;
        const expert_panel panel = ask(ground.stage({of(0)}, options), ground.here(), ground.people({who}));
        REQUIRE(panel.seats.size() == 1);
        const reason* seated =
            find(panel, subject::expert,
                 panel.seats[0].on_scene ? expert_verdict::seated_on_scene : expert_verdict::seated_by_video);
        REQUIRE(seated != nullptr);
        CHECK(seated->actual == panel.seats[0].arrival.ms);
        CHECK(seated->limit == options.on_scene_within.ms);
        return panel.seats[0];
    };
    CHECK(seat_of(scene, 30_min).on_scene);
    CHECK(seat_of(scene, 30_min).arrival == 30_min);
    CHECK_FALSE(seat_of(scene, {1'800'001}).on_scene);
    CHECK(seat_of(scene, {1'800'001}).arrival == 5_min);
    CHECK_FALSE(seat_of({}, {}).on_scene);
    CHECK(seat_of({}, {}, {5, 30_min, 90_s}).arrival == 90_s);
    const planar far{5'500'000, 500'000};
    const muster::duration way = muster::straight_line_travel{}(far, scene);
    CHECK(seat_of(far, 1_min).arrival == 1_min + way);
    CHECK(seat_of(far, {}, {5, way, 5_min}).on_scene);
    CHECK_FALSE(seat_of(far, {}, {5, way - 1_ms, 5_min}).on_scene);
}

TEST_CASE("expert/panel_selector: an incident without a position is answered at its owner's post") {
    const world ground;
    adviser who{"a", {{0}}};
    who.at = scene;
    const expert_panel panel = ask(ground.stage({of(0)}), at(ground.cells, {}), ground.people({who}));
    REQUIRE(panel.seats.size() == 1);
    const planar post = ground.cells.representative_point(ground.cells.fallback_owner());
    CHECK(panel.seats[0].arrival == muster::straight_line_travel{}(scene, post));
}

TEST_CASE(
    "expert/panel_selector: fields that nobody can be called for are named; who can come is called all the same") {
    const world ground;
    adviser busy{"busy", {{1}}};
    situation now = ground.people({{"a", {{0}}}, busy});
    now.experts.set_status(1, expert_status::away);
    const expert_panel panel = ask(ground.stage({of(2), of(0), of(1)}), ground.here(), now);
    CHECK(keys(panel, now.experts) == strings{"a"});
    CHECK(panel.asked == std::vector<capability_id>{{2}, {0}, {1}});
    CHECK(panel.uncovered == std::vector<capability_id>{{2}, {1}});
    CHECK(panel.holds_further_action);
    std::vector<std::pair<std::uint32_t, std::int64_t>> named;
    for (const reason& each : panel.reasons) {
        if (each.about == subject::capability) {
            CHECK(verdict(each) == expert_verdict::nobody);
            named.emplace_back(each.index, each.limit);
        }
    }
    CHECK(named == std::vector<std::pair<std::uint32_t, std::int64_t>>{{2, 0}, {1, 1}});
}

TEST_CASE("expert/panel_selector: a full panel leaves out the fewest fields, and says so") {
    const world ground;
    panel_options two;
    two.max_seats = 2;
    const auto stage = ground.stage({of(0), of(1), of(2), of(3)}, two);
    const situation now = ground.people({{"a", {{0}}}, {"b", {{1}}}, {"cd", {{2}, {3}}}, {"d", {{3}}}});
    const expert_panel panel = ask(stage, ground.here(), now);
    CHECK(keys(panel, now.experts) == strings{"a", "cd"});
    CHECK(panel.uncovered == std::vector<capability_id>{{1}});
    CHECK(verdicts(panel, now.experts) ==
          std::vector<expert_verdict>{expert_verdict::seated_by_video, expert_verdict::no_seat_left,
                                      expert_verdict::seated_by_video, expert_verdict::not_needed});
    const reason* full = find(panel, subject::capability, expert_verdict::no_seat_for);
    REQUIRE(full != nullptr);
    CHECK(full->index == 1);
    CHECK(full->actual == 2);
    CHECK(full->limit == 2);
}

TEST_CASE(
    "expert/panel_selector: what is asked depends on type, level, gap and clash; the most telling cause is named") {
    const world ground;
    expert_need gap = of(1);
    gap.when = expert_cause::rule_gap;
    gap.holds_further_action = false;
    expert_need clash = of(2);
    clash.when = expert_cause::clash;
    expert_need serious = of(3);
    serious.least = muster::level_II;
    const auto stage = ground.stage({gap, clash, serious});
    const situation now = ground.people({{"a", {{1}, {2}, {3}}}});
    question q = ground.here();
    CHECK(ask(stage, q, now).asked.empty());
    q.how_serious = muster::level_II;
    CHECK(ask(stage, q, now).asked == std::vector<capability_id>{{3}});
    CHECK(ask(stage, q, now).cause == expert_cause::type_asks);
    CHECK(ask(stage, q, now).holds_further_action);
    q.needed.cards.clear();  // no run card: a gap of the rules
    CHECK(ask(stage, q, now).asked == std::vector<capability_id>{{1}, {3}});
    CHECK(ask(stage, q, now).cause == expert_cause::rule_gap);
    q.group.clashes.push_back({});
    CHECK(ask(stage, q, now).asked == std::vector<capability_id>{{1}, {2}, {3}});
    CHECK(ask(stage, q, now).cause == expert_cause::clash);
    q = ground.here();
    q.what = {};  // nobody could say what it is
    CHECK(ask(stage, q, now).asked == std::vector<capability_id>{{1}});
    CHECK_FALSE(ask(stage, q, now).holds_further_action);
}

TEST_CASE("expert/panel_selector: what any stage's decision table leaves open is put to the experts for rule gaps") {
    const world ground;
    expert_need gap = of(1);
    gap.when = expert_cause::rule_gap;
    const auto stage = ground.stage({gap});
    const situation now = ground.people({{"a", {{1}}}});
    for (const muster::gap_kind kind : {muster::gap_kind::no_rule, muster::gap_kind::thin_margin,
                                        muster::gap_kind::out_of_range, muster::gap_kind::clash}) {
        question graded = ground.here(), classified = ground.here(), required = ground.here();
        REQUIRE(ask(stage, graded, now).asked.empty());
        graded.how_serious.gap = classified.what.gap = required.needed.gap = kind;
        for (const question& each : {graded, classified, required}) {
            CHECK(keys(ask(stage, each, now), now.experts) == strings{"a"});
            CHECK(ask(stage, each, now).cause == expert_cause::rule_gap);
        }
    }
}

TEST_CASE("expert/panel_selector: each term of the score stands alone, and the seat carries their sum") {
    const world ground;
    const auto stage = ground.stage({of(0), of(1), of(2, expertise::local)});
    adviser who{"a", {{0}, {1}, {2}}};
    who.pool = "S0";
    who.licensed = {{1}};
    who.at = scene;
    who.turnout = 150_s;  // three started minutes
    who.home = "S0";
    who.years = 7;
    situation now = ground.people({who});
    now.experts.set_open_cases(0, 2);
    const muster::score_points p;
    const muster::score_terms all = explain(stage, 0, ground.here(), now);
    CHECK(all == muster::score_terms{2 * p.field, p.licence, 2 * p.pool_step, 7 * p.local_year, 117 * p.minute,
                                     -2 * p.open_case});
    CHECK(ask(stage, ground.here(), now).seats.at(0).score == all.total());

    const auto without = [&](auto&& change, auto term) {
        adviser other = who;
        change(other);
        situation then = ground.people({other});
        then.experts.set_open_cases(0, 2);
        muster::score_terms expected = all;
        expected.*term = 0;
        CHECK(explain(stage, 0, ground.here(), then) == expected);
    };
    without([](adviser& a) { a.licensed = {}; }, &muster::score_terms::licences);
    without([](adviser& a) { a.pool = "city"; }, &muster::score_terms::pool);
    without([](adviser& a) { a.years = 0; }, &muster::score_terms::local_years);
    without([](adviser& a) { a.at = {}; }, &muster::score_terms::presence);
    without([](adviser& a) { a.turnout = 2_h; }, &muster::score_terms::presence);
    now.experts.set_open_cases(0, 0);
    CHECK(all.total() - explain(stage, 0, ground.here(), now).total() == all.load);

    who.years = 90;  // counted up to a limit
    CHECK(explain(stage, 0, ground.here(), ground.people({who})).local_years == 40 * p.local_year);
    now.experts.set_status(0, expert_status::away);
    CHECK(explain(stage, 0, ground.here(), now) == muster::score_terms{});
}

TEST_CASE("expert/panel_selector: the order of the tiers of pools is the policy's") {
    const world ground;
    const situation now = ground.people({in("city", "c", 0), in("works", "w", 0), in("S0", "s", 0)});
    CHECK(keys(ask(ground.stage({of(0)}), ground.here(), now), now.experts) == strings{"s"});
    panel_options upside_down;
    upside_down.pool_order = {muster::pool_tier::department, muster::pool_tier::district, muster::pool_tier::street};
    const auto stage = ground.stage({of(0)}, upside_down);
    CHECK(keys(ask(stage, ground.here(), now), now.experts) == strings{"w"});
    CHECK(explain(stage, 0, ground.here(), now).pool == 20);
    CHECK(explain(stage, 2, ground.here(), now).pool == 0);
}

TEST_CASE("expert/panel_selector: bad configuration is refused when it is built") {
    const world ground;
    CHECK_THROWS_AS((void)ground.stage({expert_need{}}), muster::error);
    panel_options none;
    none.max_seats = 0;
    CHECK_THROWS_AS((void)ground.stage({of(0)}, none), muster::error);
}

TEST_CASE("expert/panel_selector: what it is configured with is in its digest") {
    const world ground;
    const auto digest_of = [](const auto& stage) {
        muster::digest sum;
        stage.write_digest(sum);
        return sum.value();
    };
    const std::uint64_t before = digest_of(ground.stage({of(0)}));
    CHECK(before == digest_of(ground.stage({of(0)})));
    CHECK(before != digest_of(ground.stage({of(1)})));
    panel_options other;
    other.points.minute = 2;
    CHECK(before != digest_of(ground.stage({of(0)}, other)));
    const muster::panel_selector<planar> slow{
        ground.cells, square_city::make_types(), muster::three_response_levels(), {of(0)}, {}, {1300, 5_km_h}};
    CHECK(before != digest_of(slow));
}

TEST_CASE("expert/panel_selector: any travel time, in degrees too, from any map") {
    using panel_selector_test::pin;
    const muster::multi_polygon<muster::lon_lat> square{{{{113, 22}, {115, 22}, {115, 23}, {113, 23}, {113, 22}}, {}}};
    const muster::hierarchy<muster::lon_lat> cells{{{{"district"}, {{"D", {"D"}, square}}}}};
    const std::vector<pin> people{{1, muster::lon_lat{114, 22.5}}, {2, muster::lon_lat{114.5, 22.5}}};
    const panel_selector_test::situation now{
        {people, {{"city", {}, muster::pool_tier::district, "", advisers::never}}, cells}};
    const muster::panel_selector<muster::lon_lat, panel_selector_test::next_door> stage{
        cells, square_city::make_types(), muster::three_response_levels(), {of(0)}};
    question q;
    muster::workspace scratch;
    const pin call{7, muster::lon_lat{114.5, 22.5}};
    q.where = cells.locate(*call.at);
    const muster::consult_context<panel_selector_test::situation> context{
        q.where, q.what, q.how_serious, q.needed, q.group, now, {1'000}, scratch, record::all};
    const expert_panel panel = stage(call, context);
    REQUIRE(panel.seats.size() == 1);
    CHECK(now.experts[panel.seats[0].expert.index].key == "2");
    CHECK(panel.seats[0].arrival == 1_min);

    expert_panel other;  // the same incident, told to be where the first one is
    stage.operator()<pin, panel_selector_test::situation, panel_selector_test::elsewhere>(call, context, other);
    REQUIRE(other.seats.size() == 1);
    CHECK(now.experts[other.seats[0].expert.index].key == "1");
    CHECK(stage.explain<pin, panel_selector_test::situation, panel_selector_test::elsewhere>({0, 0}, call, context)
              .presence == 119);
}

TEST_CASE("expert/panel_selector: is a consult stage by the conformance suite") {
    const world ground;
    expert_need local = of(2, expertise::local);
    adviser neighbour = in("S0", "n", 2);
    neighbour.home = "S0";
    neighbour.years = 3;
    const situation now = ground.people({{"a", {{0}, {1}}}, {"b", {{0}}}, neighbour, {"c", {{5}}}});
    conformance::scene<situation> before;
    before.where = ground.cells.locate(scene);
    before.what = muster::type_id{0};
    before.how_serious = muster::level_III;
    before.situation = now;
    const std::vector<square_city::call> samples{
        {1, scene, "fire", 2, {}}, {2, {}, "gas", {}, {}}, {3, planar{90'000'000, 0}, "", 9, {}}};
    conformance::consult_stage(ground.stage({of(0), of(1), local, of(9)}), samples, before);
    conformance::consult_stage(ground.stage({}), samples, before);
    before.where = ground.cells.locate_unknown();
    conformance::consult_stage(ground.stage({of(0), of(1), local, of(9)}), samples, before);
}
