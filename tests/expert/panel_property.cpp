// The consult stage against the same choice written in the most obvious way: every subset of experts, weighed.
#include "dice.hpp"
#include "expert/advisers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <set>
#include <string>
#include <vector>

using advisers::adviser;
using advisers::keys;
using advisers::question;
using advisers::situation;
using advisers::verdict;
using muster::expert_need;
using muster::expert_panel;
using muster::expert_status;
using muster::expert_verdict;
using muster::expertise;
using muster::planar;
using muster::reason;
using muster::record;
using muster::subject;

namespace {

constexpr muster::instant noon{1'000'000};

struct world {
    square_city::hierarchy cells = square_city::make_cells(2, 2, {3});
    muster::type_tree types = square_city::make_types();
    std::vector<muster::expert_pool> pools;
    std::vector<adviser> people;
    std::vector<expert_need> needs;
    muster::panel_options options;
    situation now;
    question asked;

    world(dice& any, std::uint32_t count) {
        pools = advisers::pools();
        pools.push_back({"old", {}, muster::pool_tier::district, "", {noon.ms - any.between(0, 1) * 1000}});
        for (std::uint32_t i = 0; i < count; ++i) { people.push_back(somebody(any, i)); }
        for (std::uint32_t i = 2 + any.below(6); i > 0; --i) { needs.push_back(something(any)); }
        options.max_seats = any.chance(70) ? 5 : 1 + any.below(3);
        options.on_scene_within = {any.between(0, 40) * 60'000};
        if (any.chance(30)) { options.points = {1, 1, 1, 1, 0, 1}; }  // many ties
        rebuild();
        for (std::uint32_t i = 0; i < count; ++i) {
            if (any.chance(10)) {
                now.experts.set_status(i, any.chance(50) ? expert_status::called : expert_status::away);
            }
            if (any.chance(20)) { now.experts.set_open_cases(i, any.below(4)); }
        }
        std::optional<planar> place;
        if (any.chance(90)) { place = point(any); }
        asked = advisers::at(cells, place);
        if (any.chance(20)) { asked.needed.cards.clear(); }
        if (any.chance(20)) { asked.group.clashes.push_back({}); }
        asked.what = any.chance(10) ? muster::classification{} : muster::classification{{any.below(3)}};
        asked.how_serious = muster::response_level{static_cast<std::uint8_t>(any.below(4))};
    }

    void rebuild() { now = {noon, {people, pools, cells}}; }
    [[nodiscard]] advisers::selector stage() const {
        return {cells, types, muster::three_response_levels(), needs, options};
    }

    static planar point(dice& any) {
        return {static_cast<std::int32_t>(any.between(-1'000'000, 9'000'000)),
                static_cast<std::int32_t>(any.between(-1'000'000, 5'000'000))};
    }
    static std::string cell(dice& any) {
        static const std::vector<std::string> all{"D", "S0", "S1", "S0C0", "S0C1", "S0C2", "S1C0", "S1C1"};
        return any.any_of(all);
    }
    static adviser somebody(dice& any, std::uint32_t number) {
        static const std::vector<std::string> where{"city", "city", "city", "works", "S0", "S1", "old"};
        adviser made{"e" + std::to_string(number), {{any.below(5)}}};
        while (any.chance(40)) { made.fields.insert({any.below(5)}); }
        for (std::uint32_t f = 0; f < 5; ++f) {
            if (made.fields.contains({f}) && any.chance(50)) { made.licensed.insert({f}); }
        }
        made.pool = any.any_of(where);
        if (any.chance(80)) { made.at = point(any); }
        made.turnout = {any.between(0, 20) * 60'000};
        if (any.chance(10)) { made.until = {noon.ms + any.between(-1, 1)}; }
        if (any.chance(60)) {
            made.home = cell(any);
            made.years = static_cast<int>(any.below(60));
        }
        if (any.chance(15)) { made.interests.push_back(cell(any)); }
        return made;
    }
    static expert_need something(dice& any) {
        expert_need made;
        made.field = {any.below(6)};
        if (any.chance(20)) { made.type = {any.below(3)}; }
        if (any.chance(15)) { made.least = {static_cast<std::uint8_t>(1 + any.below(3))}; }
        made.when = static_cast<muster::expert_cause>(any.chance(70) ? 0 : any.below(3));
        made.axis = any.chance(30) ? expertise::local : expertise::credentialed;
        made.licensed_only = made.axis == expertise::credentialed && any.chance(30);
        made.holds_further_action = any.chance(50);
        return made;
    }
};

struct obvious_panel {
    const world& all;

    struct item {
        muster::capability_id field;
        expertise axis;
        bool licensed;
    };

    /// The asked fields, straight from the needs.
    [[nodiscard]] std::vector<item> items() const {
        const question& q = all.asked;
        const bool is_gap = !q.what.type || q.needed.cards.empty();
        const std::uint8_t rank = q.how_serious.decided.rank == 0 ? std::uint8_t{3} : q.how_serious.decided.rank;
        std::vector<item> found;
        for (const expert_need& each : all.needs) {
            if (each.type && !all.types.is_a(q.what.type, each.type)) { continue; }
            if (each.least && rank > each.least.rank) { continue; }
            if (each.when == muster::expert_cause::rule_gap && !is_gap) { continue; }
            if (each.when == muster::expert_cause::clash && q.group.clashes.empty()) { continue; }
            const auto same = std::find_if(found.begin(), found.end(), [&](const item& other) {
                return other.field == each.field && other.axis == each.axis;
            });
            if (same == found.end()) {
                found.push_back({each.field, each.axis, each.licensed_only});
            } else {
                same->licensed |= each.licensed_only;
            }
        }
        return found;
    }

    [[nodiscard]] bool holds(const std::string& key, bool everywhere_if_empty) const {
        if (key.empty()) { return everywhere_if_empty; }
        for (std::size_t tier = 0; tier < 3; ++tier) {
            const muster::cell_id cell = all.cells.find(tier, key);
            if (!cell) { continue; }
            return cell == all.asked.where.owner || all.cells.is_ancestor(cell, all.asked.where.owner);
        }
        return false;
    }

    [[nodiscard]] bool may_be_called(std::uint32_t number) const {
        const adviser& who = all.people[number];
        for (const muster::expert_pool& pool : all.pools) {
            if (pool.key != who.pool) { continue; }
            if (noon >= pool.term_ends || !holds(pool.cell, true)) { return false; }
        }
        if (noon >= who.until || !all.now.experts.is_free(number)) { return false; }
        return std::none_of(who.interests.begin(), who.interests.end(),
                            [this](const std::string& each) { return holds(each, false); });
    }

    [[nodiscard]] bool answers(std::uint32_t number, const item& what) const {
        const adviser& who = all.people[number];
        if (!who.fields.contains(what.field)) { return false; }
        if (what.axis == expertise::local) { return who.years > 0 && holds(who.home, false); }
        return !what.licensed || who.licensed.contains(what.field);
    }

    [[nodiscard]] planar target() const {
        return all.asked.about.at ? *all.asked.about.at : all.cells.representative_point(all.asked.where.owner);
    }
    [[nodiscard]] std::int64_t arrival(std::uint32_t number) const {
        const adviser& who = all.people[number];
        return (who.turnout + muster::straight_line_travel{}(*who.at, target())).ms;
    }

    [[nodiscard]] std::int64_t score(std::uint32_t number) const {
        const adviser& who = all.people[number];
        const muster::score_points& p = all.options.points;
        std::int64_t sum = 0;
        bool is_local = false;
        bool is_credentialed = false;
        for (const item& each : items()) {
            if (!answers(number, each)) { continue; }
            if (each.axis == expertise::local) {
                is_local = true;
                continue;
            }
            is_credentialed = true;
            sum += p.field + (who.licensed.contains(each.field) ? p.licence : 0);
        }
        if (is_local) { sum += p.local_year * std::min(who.years, 40); }
        if (is_credentialed) {
            sum += who.pool == "S0" || who.pool == "S1" ? 2 * p.pool_step : who.pool == "works" ? p.pool_step : 0;
        }
        if (who.at) { sum += p.minute * std::max<std::int64_t>(0, 120 - (arrival(number) + 59'999) / 60'000); }
        return sum - p.open_case * all.now.experts.open_cases(number);
    }

    struct group {
        int covered = 0;
        std::int64_t score = 0;
        std::uint32_t set = 0;
        std::vector<std::uint32_t> members;
    };
    [[nodiscard]] group best() const {
        const auto wanted = items();
        std::vector<std::uint32_t> able, sets;
        std::vector<std::int64_t> scores;
        for (std::uint32_t i = 0; i < all.people.size(); ++i) {
            std::uint32_t set = 0;
            for (std::size_t k = 0; k < wanted.size(); ++k) { set |= answers(i, wanted[k]) ? 1U << k : 0U; }
            if (set == 0 || !may_be_called(i)) { continue; }
            able.push_back(i);
            sets.push_back(set);
            scores.push_back(score(i));
        }
        group found;
        for (std::uint32_t subset = 1; subset < 1U << able.size(); ++subset) {
            group made;
            if (std::popcount(subset) > static_cast<int>(all.options.max_seats)) { continue; }
            for (std::size_t i = 0; i < able.size(); ++i) {
                if (((subset >> i) & 1U) == 0) { continue; }
                made.members.push_back(able[i]);
                made.set |= sets[i];
                made.score += scores[i];
            }
            made.covered = std::popcount(made.set);
            const bool is_better = made.covered != found.covered ? made.covered > found.covered
                                   : made.members.size() != found.members.size()
                                       ? made.members.size() < found.members.size()
                                   : made.score != found.score ? made.score > found.score
                                                               : made.members < found.members;
            if (is_better) { found = made; }
        }
        return found;
    }
};

std::vector<std::uint32_t> members_of(const expert_panel& panel) {
    std::vector<std::uint32_t> all;
    for (const expert_panel::seat& each : panel.seats) { all.push_back(each.expert.index); }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

TEST_CASE("expert/panel_property: the panel is the best of all subsets") {
    dice any{2024};
    std::size_t seats = 0;
    std::size_t several = 0;
    std::size_t gaps = 0;
    for (int round = 0; round < 1200; ++round) {
        CAPTURE(round);
        const world city{any, any.below(15)};
        const obvious_panel obvious{city};
        const obvious_panel::group expected = obvious.best();
        const auto stage = city.stage();
        const expert_panel panel = ask(stage, city.asked, city.now);
        CHECK(members_of(panel) == expected.members);
        std::int64_t sum = 0;
        for (const expert_panel::seat& each : panel.seats) {
            const std::uint32_t number = each.expert.index;
            CHECK(each.score == obvious.score(number));
            CHECK(each.score == explain(stage, number, city.asked, city.now).total());
            const bool can_come = city.people[number].at && obvious.arrival(number) <= city.options.on_scene_within.ms;
            CHECK(each.on_scene == can_come);
            CHECK(each.arrival.ms == (can_come ? obvious.arrival(number) : city.options.video_after.ms));
            CHECK(obvious.answers(number, {each.field, each.qualified_by, false}));
            sum += each.score;
        }
        CHECK(sum == expected.score);
        const auto wanted = obvious.items();
        std::set<std::uint32_t> missing, asked;
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            asked.insert(wanted[k].field.index);
            if (((expected.set >> k) & 1U) == 0) { missing.insert(wanted[k].field.index); }
        }
        std::set<std::uint32_t> named, listed;
        for (const auto each : panel.uncovered) { CHECK(named.insert(each.index).second); }
        for (const auto each : panel.asked) { CHECK(listed.insert(each.index).second); }
        CHECK(named == missing);
        CHECK(listed == asked);
        seats += panel.seats.size();
        several += panel.seats.size() > 1 ? 1U : 0U;
        gaps += panel.uncovered.size();
    }
    CHECK(seats > 800);  // it did choose
    CHECK(several > 150);
    CHECK(gaps > 1000);
}

TEST_CASE("expert/panel_property: every expert has one verdict, and it is true") {
    dice any{77};
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const world city{any, any.below(40)};
        const obvious_panel obvious{city};
        const auto stage = city.stage();
        const expert_panel panel = ask(stage, city.asked, city.now);
        const auto seated = members_of(panel);
        std::vector<int> times(city.people.size(), 0);
        std::int64_t grouped = 0;
        for (const reason& each : panel.reasons) {
            CHECK(each.stage == muster::stage_id::consult);
            if (each.about != subject::expert) { continue; }
            if (each.is_group) {
                grouped += each.actual;
                continue;
            }
            ++times.at(each.index);
            const bool is_seated = std::binary_search(seated.begin(), seated.end(), each.index);
            const expert_verdict found = verdict(each);
            CHECK(is_seated == (found == expert_verdict::seated_on_scene || found == expert_verdict::seated_by_video));
            bool answers = false;
            for (const auto& item : obvious.items()) { answers |= obvious.answers(each.index, item); }
            const bool is_able = answers && obvious.may_be_called(each.index);
            const bool is_left = found == expert_verdict::outranked || found == expert_verdict::not_needed ||
                                 found == expert_verdict::no_seat_left;
            CHECK(is_able == (is_seated || is_left));
            if (found == expert_verdict::outranked) {
                CHECK(each.actual == obvious.score(each.index));
                CHECK(each.actual <= each.limit);
            }
            if (found == expert_verdict::no_seat_left) { CHECK(panel.seats.size() == city.options.max_seats); }
            if (found == expert_verdict::unlicensed || found == expert_verdict::not_years ||
                found == expert_verdict::not_local) {
                CHECK_FALSE(answers);
            }
            CHECK(city.people[each.index].fields.contains({each.purpose}));
        }
        std::int64_t visited = 0;
        for (std::uint32_t i = 0; i < times.size(); ++i) {
            CHECK(times[i] <= 1);
            visited += times[i];
            const reason alone = why_not(stage, i, city.asked, city.now);
            CHECK(alone.index == i);
            CHECK_FALSE(alone.is_group);
            const bool was_seen = times[i] == 1;
            CHECK(was_seen ==
                  (verdict(alone) != expert_verdict::lacks_field && verdict(alone) != expert_verdict::nothing_asked));
        }
        CHECK(visited + grouped == static_cast<std::int64_t>(times.size()));
    }
}

TEST_CASE("expert/panel_property: without one who was not seated the panel is the same") {
    dice any{5};
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        world city{any, 2 + any.below(30)};
        for (std::uint32_t i = 0; i < city.people.size(); ++i) {  // the rebuilt registry starts anew
            city.now.experts.set_status(i, expert_status::free);
            city.now.experts.set_open_cases(i, 0);
        }
        const auto stage = city.stage();
        const expert_panel before = ask(stage, city.asked, city.now);
        const auto seated = keys(before, city.now.experts);
        const std::uint32_t gone = any.below(city.people.size());
        if (std::count(seated.begin(), seated.end(), city.people[gone].key) != 0) { continue; }
        city.people.erase(city.people.begin() + gone);
        city.rebuild();
        const expert_panel after = ask(stage, city.asked, city.now);
        CHECK(keys(after, city.now.experts) == seated);
        for (std::size_t i = 0; i < before.seats.size() && i < after.seats.size(); ++i) {
            CHECK(after.seats[i].score == before.seats[i].score);
            CHECK(after.seats[i].arrival == before.seats[i].arrival);
            CHECK(after.seats[i].field == before.seats[i].field);
        }
        CHECK(after.uncovered == before.uncovered);
    }
}

TEST_CASE("expert/panel_property: nobody is committed twice, and a committed panel is not chosen again") {
    dice any{31};
    for (int round = 0; round < 100; ++round) {
        world city{any, 30};
        const auto stage = city.stage();
        std::set<std::uint32_t> booked;
        for (int i = 0; i < 5; ++i) {
            const expert_panel panel = ask(stage, city.asked, city.now);
            REQUIRE(city.now.experts.commit(panel.seats));
            for (const auto each : members_of(panel)) { CHECK(booked.insert(each).second); }
            if (!panel.seats.empty()) { CHECK_FALSE(city.now.experts.commit(panel.seats)); }
        }
    }
}

TEST_CASE("expert/panel_property: memory that has grown once is used again, with and without reasons") {
    dice any{404};
    for (const record recording : {record::all, record::none}) {
        world city{any, 200};
        city.needs = {};
        for (std::uint32_t f = 0; f < 5; ++f) {
            expert_need each;
            each.field = {f};
            city.needs.push_back(each);
        }
        const auto stage = city.stage();
        muster::workspace scratch;
        expert_panel out;
        const auto decide = [&] { stage(city.asked.about, context_of(city.asked, city.now, scratch, recording), out); };
        city.now.now = {0};  // every term runs: the most that can be called
        for (std::uint32_t i = 0; i < 200; ++i) { city.now.experts.set_status(i, expert_status::free); }
        city.now.experts.set_term({4}, {1});
        decide();
        city.now.experts.set_term({4}, {0});  // and the most reasons
        decide();
        const auto& kept = scratch.get<muster::detail::panel_scratch>();
        const auto* const candidates = kept.candidates.data();
        const auto* const asked = out.asked.data();
        const auto* const reasons = out.reasons.data();
        const auto* const rounds = kept.pool_round.data();
        for (int i = 0; i < 300; ++i) {
            city.now.experts.set_status(any.below(200), any.chance(50) ? expert_status::free : expert_status::away);
            const planar place = world::point(any);
            city.asked = advisers::at(city.cells, place);
            city.now.now = any.chance(50) ? muster::instant{0} : noon;
            decide();
        }
        CHECK(kept.candidates.data() == candidates);
        CHECK(kept.pool_round.data() == rounds);
        CHECK(out.asked.data() == asked);
        CHECK(out.reasons.data() == reasons);
    }
}
