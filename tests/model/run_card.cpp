#include "muster/model/run_card.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using muster::card_id;
using muster::clock_anchor;
using muster::need;
using muster::record;
using muster::requirement;
using muster::response_level;
using muster::run_card;
using muster::run_card_table;
using muster::type_id;
using namespace muster::literals;

namespace {

const muster::type_tree& types() {
    static const muster::type_tree tree{
        {{"fire", {"fire"}, ""}, {"high-rise", {"high-rise fire"}, "fire"}, {"gas", {"gas"}, ""}}};
    return tree;
}

muster::response_scale scale() { return muster::three_response_levels(); }

need of(std::uint32_t capability, std::uint32_t amount, muster::duration within = {},
        clock_anchor from = clock_anchor::ordered) {
    return {{capability}, amount, {from, clock_anchor::on_scene, within}, {}};
}

requirement look_up(const run_card_table& table, type_id type, response_level at, record recording = record::all) {
    requirement found;
    table.look_up(type, at, recording, found);
    return found;
}

run_card card(std::string name, type_id type, std::vector<need> needs, response_level most = {},
              response_level least = {}) {
    run_card made;
    made.card_name = std::move(name);
    made.type = type;
    made.most = most;
    made.least = least;
    made.needs = std::move(needs);
    return made;
}

// The same question answered in the most obvious way.
bool applies(const run_card& each, type_id type, response_level at) {
    if (each.type && !(type && types().is_a(type, each.type))) { return false; }
    if (each.most && at.rank < each.most.rank) { return false; }
    return !each.least || at.rank <= each.least.rank;
}

}  // namespace

TEST_CASE("model/run_card: cards merge into the union of their needs, what another covers is left out") {
    const run_card_table table{
        types(),
        scale(),
        {card("every fire", types().at("fire"), {of(0, 2), of(1, 1, 300_s)}),
         card("high-rise", types().at("high-rise"), {of(0, 4, 600_s), of(1, 1, 240_s), of(2, 1)})}};
    const requirement plain = look_up(table, types().at("fire"), muster::level_III);
    CHECK(plain.cards == std::vector<card_id>{{0}});
    REQUIRE(plain.needs.size() == 2);
    CHECK(plain.needs[0].amount == 2);
    CHECK(plain.needs[0].card == card_id{0});

    const requirement tall = look_up(table, types().at("high-rise"), muster::level_III);
    CHECK(tall.cards == std::vector<card_id>{{0}, {1}});
    REQUIRE(tall.needs.size() == 3);  // 4 of 0 within 600 s cover 2 of 0; 240 s cover 300 s
    CHECK(tall.needs[0].capability == muster::capability_id{0});
    CHECK(tall.needs[0].amount == 4);
    CHECK(tall.needs[0].card == card_id{1});
    CHECK(tall.needs[1].limit.within == 240_s);
    CHECK(tall.needs[2].capability == muster::capability_id{2});
    CHECK(look_up(table, types().at("gas"), muster::level_I).needs.empty());
}

TEST_CASE("model/run_card: needs that do not cover one another both stay, sorted by capability and time") {
    const run_card_table table{
        types(),
        scale(),
        {card("a", {}, {of(1, 3), of(0, 3, 600_s)}), card("b", {}, {of(0, 1, 60_s), of(0, 2, 300_s)}),
         card("c", {}, {of(0, 3, 600_s, clock_anchor::received), of(0, 9)})}};
    const requirement all = look_up(table, type_id::none(), muster::level_II);
    REQUIRE(all.needs.size() == 6);
    CHECK(all.needs[0].limit.within == 60_s);
    CHECK(all.needs[1].limit.within == 300_s);
    CHECK(all.needs[2].limit.within == 600_s);
    CHECK(all.needs[3].limit.within == 600_s);
    CHECK(all.needs[4].amount == 9);  // without a time: after those with one
    CHECK(all.needs[5].capability == muster::capability_id{1});
}

TEST_CASE("model/run_card: of equal needs the earlier card's stays") {
    const run_card_table table{types(), scale(), {card("a", {}, {of(0, 2, 60_s)}), card("b", {}, {of(0, 2, 60_s)})}};
    const requirement found = look_up(table, type_id::none(), muster::level_I);
    REQUIRE(found.needs.size() == 1);
    CHECK(found.needs[0].card == card_id{0});
}

TEST_CASE("model/run_card: random cards merge to what each asks for, and to nothing else") {
    dice any{1};
    const std::vector<type_id> every_type{{0}, {1}, {2}, {}};
    for (int round = 0; round < 300; ++round) {
        std::vector<run_card> cards;
        for (std::uint32_t i = any.below(7); i > 0; --i) {
            std::vector<need> needs;
            for (std::uint32_t k = any.below(4); k > 0; --k) {
                needs.push_back(of(any.below(3), 1 + any.below(4), muster::duration{any.below(4) * 60'000},
                                   any.chance(30) ? clock_anchor::received : clock_anchor::ordered));
            }
            response_level most{static_cast<std::uint8_t>(any.below(4))};
            response_level least{static_cast<std::uint8_t>(any.below(4))};
            if (most && least && least.rank < most.rank) { std::swap(most, least); }
            cards.push_back(card("card " + std::to_string(i), any.any_of(every_type), needs, most, least));
            cards.back().only_without_other = any.chance(25);
        }
        const run_card_table table{types(), scale(), cards};
        for (const type_id type : every_type) {
            for (std::uint8_t rank = 1; rank <= 3; ++rank) {
                const response_level at{rank};
                std::vector<card_id> expected;
                for (const bool fallback : {false, true}) {
                    if (!expected.empty()) { break; }
                    for (std::uint32_t i = 0; i < cards.size(); ++i) {
                        if (cards[i].only_without_other == fallback && applies(cards[i], type, at)) {
                            expected.push_back({i});
                        }
                    }
                }
                const requirement found = look_up(table, type, at);
                CHECK(found.cards == expected);
                // Never below any card that applies: each of its needs is covered.
                std::vector<need> asked;
                for (const card_id each : expected) {
                    for (need one : cards[each.index].needs) {
                        one.card = each;
                        asked.push_back(one);
                        CHECK(std::any_of(found.needs.begin(), found.needs.end(),
                                          [&](const need& kept) { return covers(kept, one); }));
                    }
                }
                // Nothing else: each need is one of a card, and none covers another.
                for (std::size_t i = 0; i < found.needs.size(); ++i) {
                    CHECK(std::count(asked.begin(), asked.end(), found.needs[i]) >= 1);
                    for (std::size_t k = 0; k < found.needs.size(); ++k) {
                        if (i != k) { CHECK_FALSE(covers(found.needs[i], found.needs[k])); }
                    }
                }
                for (std::size_t i = 1; i < found.needs.size(); ++i) {
                    const need& a = found.needs[i - 1];
                    const need& b = found.needs[i];
                    CHECK(!(b.capability < a.capability));
                    if (a.capability == b.capability && b.has_limit()) {
                        CHECK(a.has_limit());
                        CHECK(a.limit.within <= b.limit.within);
                    }
                }
            }
        }
    }
}

TEST_CASE("model/run_card: a fallback applies only where no other card does") {
    run_card fallback = card("everything else", {}, {of(0, 1)});
    fallback.only_without_other = true;
    const run_card_table table{
        types(), scale(), {fallback, card("gas", types().at("gas"), {of(1, 1)}, muster::level_II)}};
    CHECK(look_up(table, types().at("fire"), muster::level_III).cards == std::vector<card_id>{{0}});
    CHECK(look_up(table, types().at("gas"), muster::level_III).cards == std::vector<card_id>{{1}});
    CHECK(look_up(table, types().at("gas"), muster::level_I).cards == std::vector<card_id>{{0}});  // beyond its range
    CHECK(look_up(table, type_id::none(), muster::level_III).cards == std::vector<card_id>{{0}});
}

TEST_CASE("model/run_card: no level counts as the least serious, an unknown type as none") {
    const run_card_table table{
        types(),
        scale(),
        {card("ordinary", {}, {of(0, 1)}, muster::level_III), card("fire", types().at("fire"), {of(1, 1)})}};
    CHECK(look_up(table, type_id::none(), {}).cards == std::vector<card_id>{{0}});
    CHECK(look_up(table, {77}, muster::level_III).cards == std::vector<card_id>{{0}});
    CHECK(look_up(table, {0}, {9}).cards == std::vector<card_id>{{0}, {1}});
}

TEST_CASE(
    "model/run_card: matched cards and the group of others add up to all; without recording nothing else changes") {
    const run_card_table table{
        types(),
        scale(),
        {card("a", types().at("fire"), {of(0, 1)}), card("b", types().at("gas"), {of(0, 2)}), card("c", {}, {})}};
    for (const type_id type : {type_id{0}, type_id{1}, type_id{2}, type_id::none()}) {
        const requirement found = look_up(table, type, muster::level_II);
        std::int64_t counted = 0;
        for (const muster::reason& each : found.reasons) {
            CHECK(each.stage == muster::stage_id::require);
            counted += each.is_group ? each.actual : each.index != card_id::none_index ? 1 : 0;
        }
        CHECK(counted == 3);
        const requirement silent = look_up(table, type, muster::level_II, record::none);
        CHECK(silent.needs == found.needs);
        CHECK(silent.cards == found.cards);
        CHECK(silent.reasons.empty());
    }
    const run_card_table only_gas{types(), scale(), {card("b", types().at("gas"), {of(0, 2)})}};
    const requirement gap = look_up(only_gas, types().at("fire"), muster::level_II);
    REQUIRE(gap.reasons.size() == 2);
    CHECK(gap.reasons[0].verdict_as<muster::card_verdict>() == muster::card_verdict::no_card);
    CHECK_FALSE(gap.reasons[0].is_group);
}

TEST_CASE("model/run_card: it is a stage in both forms, and reads the level that was decided") {
    const run_card_table table{
        types(), scale(), {card("major fire", types().at("fire"), {of(0, 5)}, {}, muster::level_I)}};
    muster::workspace scratch;
    const muster::location where;
    const muster::classification what{types().at("high-rise")};
    muster::grading how_serious{muster::level_I};
    how_serious.lowest = muster::level_III;
    const muster::require_context context{where, what, how_serious, scratch, record::all};
    requirement reused{std::vector<need>{of(3, 3), of(4, 4)}};
    table(0, context, reused);
    CHECK(reused.needs.size() == 1);
    CHECK(table(0, context).needs == reused.needs);
    how_serious.decided = muster::level_II;
    CHECK(table(0, context).needs.empty());
}

TEST_CASE("model/run_card: a card that cannot be used is refused, by name") {
    const auto refused = [](const run_card& bad) {
        (void)run_card_table{types(), scale(), {card("good", {}, {}), bad}};
    };
    CHECK_THROWS_WITH_AS(refused(card("bad", {7}, {})), "run card `bad` is for a type that is not of the tree",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {}, {4})),
                         "run card `bad` names a level of rank 4; the scale has ranks 1 to 3", muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {}, muster::level_III, muster::level_I)),
                         "run card `bad`: its range of levels runs backwards", muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {{}})), "run card `bad` has a need without a capability",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {of(64, 1)})),
                         "run card `bad` needs capability 64; they are numbered from 0 to 63", muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {of(0, 0)})), "run card `bad` asks for an amount of 0", muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {of(0, 1, -(1_s))})),
                         "run card `bad`: a time limit is -1000 ms; it must be above 0", muster::error);
    CHECK_THROWS_WITH_AS(refused(card("bad", {}, {{{0}, 1, {clock_anchor::on_scene, clock_anchor::ordered, 1_s}, {}}})),
                         "run card `bad`: a time limit runs from `on scene` to `ordered`; the first anchor must come "
                         "before the second",
                         muster::error);
    CHECK_THROWS_WITH_AS(
        refused(card("bad", {}, {of(0, 1, 240_s, clock_anchor::en_route)})),
        "run card `bad`: a time must run from received, classified, ordered or accepted to on scene; it "
        "runs from en route to on scene",
        muster::error);
}

TEST_CASE("model/run_card: writes its names") {
    const run_card_table table{types(), scale(), {card("gas card", {}, {})}};
    muster::name_book names;
    table.write_names(names);
    CHECK(names.name_of(muster::subject::run_card, 0, muster::language::en) == "gas card");
    CHECK(table.size() == 1);
    CHECK(table[{0}].card_name.en == "gas card");
}
