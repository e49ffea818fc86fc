#include "muster/governance/static_card.hpp"

#include "muster/governance/governance.hpp"
#include "muster/governance/question_budget.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using muster::card_cause;
using muster::instant;
using muster::level_I;
using muster::level_II;
using muster::level_III;
using muster::mode;
using muster::plan;
using muster::question;
using muster::question_kind;
using muster::stage_id;
using muster::static_card;
namespace stage = muster::stage;
using namespace muster::literals;

namespace static_card_test {

/// What is known of an incident, as the stages of these tests read it.
struct report {
    int no = 1;
    bool has_place = true;
    std::optional<std::uint32_t> type = 0;
    bool is_tie = false;
    bool is_large = false;  ///< calls for the convergent mode
};

/// A situation of a caller's own: nothing of ours but the budget.
struct own_situation {
    instant now{1'772'352'000'000};
    std::optional<instant> last_observed{};
    muster::question_budget questions{};

    [[nodiscard]] static std::uint64_t version() { return 5; }
};

}  // namespace static_card_test

template <>
inline constexpr auto muster::fields<static_card_test::report> = muster::map(muster::id = &static_card_test::report::no,
                                                                             muster::position = muster::absent);

namespace {

using static_card_test::own_situation;
using static_card_test::report;

const muster::need six_of_0{{0}, 6, {}, {}};
const muster::need one_of_1{{1}, 1, {}, {}};

static_card make_card(muster::response_level level = level_II) {
    return {{"blackout card", "失联预案卡"},
            level,
            {six_of_0},
            {{"every crew answers its own community", "各队守本社区"}, {"runners every half hour", "每半小时派员报告"}},
            10_min};
}

/// Every stage, as plain as can be.
auto make_policy() {
    return muster::policy{
        stage::locate =
            [](const report& each, const auto&) {
                muster::location out;
                out.status = each.has_place ? muster::location_status::inside : muster::location_status::no_position;
                out.owner = {0};
                return out;
            },
        stage::classify =
            [](const report& each, const auto&) {
                muster::classification out;
                if (each.type) { out = muster::type_id{*each.type}; }
                if (each.is_tie) {
                    out = muster::classification{};
                    out.status = muster::classification_status::tie;
                    out.tied_with = {0};
                    out.runner_up = {1};
                }
                return out;
            },
        stage::grade = [](const report& each, const auto&) { return each.is_large ? level_I : level_III; },
        stage::require = [](const auto&, const auto&) { return muster::requirement{std::vector{one_of_1}}; },
        stage::gauge = [](const report& each, const auto&) { return each.is_large ? mode::convergent : mode::routine; },
        stage::match =
            [](const auto&, const auto&) {
                muster::joint_action_group out;
                out.case_owner = {3, 0};
                return out;
            },
        stage::consult =
            [](const auto&, const auto&) {
                muster::expert_panel out;
                out.seats.resize(2);
                return out;
            },
        stage::dispatch =
            [](const auto&, const auto& context) {
                muster::dispatch_outcome out;
                out.visited = static_cast<std::uint32_t>(context.needed.needs.size());
                out.assignments.push_back({{9, 0}, context.needed.needs.front().capability, 0, {}, {}, 0});
                return out;
            },
        stage::assemble =
            [](const auto&, const auto&) {
                muster::assembly out;
                out.notices.push_back({muster::subject::cell, 0});
                return out;
            }};
}

using policy_type = decltype(make_policy());

muster::governance<policy_type> make_rule(static_card card = {}) {
    return {make_policy(), "city", 1, muster::record::all, std::move(card)};
}

plan decide(const muster::governance<policy_type>& rule, const report& object, const own_situation& now = {}) {
    muster::workspace scratch;
    return rule.decide(object, now, scratch);
}

report nothing_known() { return {1, false, std::nullopt}; }

void check_same_decisions(const plan& a, const plan& b) {
    CHECK(a.asked == b.asked);
    CHECK(a.where == b.where);
    CHECK(a.what.type == b.what.type);
    CHECK(a.how_serious.decided == b.how_serious.decided);
    CHECK(a.how_serious.lowest == b.how_serious.lowest);
    CHECK(a.how_serious.highest == b.how_serious.highest);
    CHECK(a.needed.needs == b.needed.needs);
    CHECK(a.advised.recommended == b.advised.recommended);
    CHECK(a.group.case_owner == b.group.case_owner);
    CHECK(a.panel.seats == b.panel.seats);
    CHECK(a.units.assignments == b.units.assignments);
    CHECK(a.units.visited == b.units.visited);
    CHECK(a.called.notices == b.called.notices);
    CHECK(a.on_card == b.on_card);
    CHECK(a.card_orders == b.card_orders);
    CHECK(a.questions == b.questions);
}

/// The situation some time after the units were last heard of.
own_situation heard_of(muster::duration ago) {
    own_situation now;
    now.last_observed = now.now - ago;
    return now;
}

}  // namespace

TEST_CASE("governance/static_card: nothing known: the card's level and needs, and the units go for them") {
    const plan made = decide(make_rule(make_card()), nothing_known());
    CHECK(made.on_card == card_cause::nothing_known);
    CHECK(made.card_orders == 2);
    CHECK(made.how_serious.decided == level_II);
    CHECK(made.how_serious.highest == level_II);
    CHECK(made.how_serious.lowest == level_III);
    REQUIRE_FALSE(made.needed.needs.empty());
    CHECK(std::count(made.needed.needs.begin(), made.needed.needs.end(), six_of_0) == 1);
    for (std::size_t i = 0; i < muster::stage_count; ++i) { CHECK(made.asked[i]); }  // life first: dispatch too
    CHECK(made.units.assignments.size() == 1);
    CHECK(made.group.case_owner);
}

TEST_CASE("governance/static_card: the card never lowers a level that the facts reach") {
    report grave = nothing_known();
    grave.is_large = true;
    const plan made = decide(make_rule(make_card(level_III)), grave);
    CHECK(made.on_card == card_cause::nothing_known);
    CHECK(made.how_serious.decided == level_I);
    CHECK(made.how_serious.highest == level_I);
}

TEST_CASE("governance/static_card: a place, a type or two possible types are enough not to need the card") {
    const muster::governance with_card = make_rule(make_card());
    const muster::governance without = make_rule();
    for (report known : {report{1, true, std::nullopt}, report{1, false, 0}, report{1, false, std::nullopt, true}}) {
        const plan made = decide(with_card, known);
        CHECK(made.on_card == card_cause::none);
        CHECK(made.card_orders == 0);
        check_same_decisions(made, decide(without, known));
    }
}

TEST_CASE("governance/static_card: stale: dispatch is not asked, and its orders are counted") {
    const muster::governance rule = make_rule(make_card());
    CHECK(decide(rule, {}, heard_of(10_min)).on_card == card_cause::none);
    const plan made = decide(rule, {}, heard_of(10_min + 1_ms));
    CHECK(made.on_card == card_cause::stale);
    CHECK(made.card_orders == 2);
    CHECK_FALSE(made.was_asked(stage_id::dispatch));
    for (const stage_id each : {stage_id::locate, stage_id::classify, stage_id::grade, stage_id::require,
                                stage_id::gauge, stage_id::match, stage_id::consult, stage_id::assemble}) {
        CHECK(made.was_asked(each));  // none of them asks where units are
    }
    CHECK(made.units.assignments.empty());
    CHECK(made.group.case_owner == muster::department_handle{3, 0});
    CHECK(made.called.notices.size() == 1);        // everyone concerned is still told
    CHECK(made.how_serious.decided == level_III);  // what the facts say stands
    CHECK(made.needed.needs == std::vector{one_of_1});
}

TEST_CASE("governance/static_card: stale and nothing known: the orders stand in, and the card's level and needs too") {
    const plan made = decide(make_rule(make_card()), nothing_known(), heard_of(2_h));
    CHECK(made.on_card == card_cause::stale);
    CHECK_FALSE(made.was_asked(stage_id::dispatch));
    CHECK(made.how_serious.decided == level_II);
    CHECK(std::count(made.needed.needs.begin(), made.needed.needs.end(), six_of_0) == 1);
}

TEST_CASE("governance/static_card: news from the future, or nobody watching, is not stale") {
    const muster::governance rule = make_rule(make_card());
    CHECK(decide(rule, {}, heard_of(-(1_h))).on_card == card_cause::none);
    CHECK(decide(rule, {}).on_card == card_cause::none);
    const static_card patient{{"card"}, level_II, {}, {{"wait"}}, 0_s};
    CHECK(decide(make_rule(patient), {}, heard_of(1000_h)).on_card == card_cause::none);
}

TEST_CASE("governance/static_card: a policy without a card behaves as before, whatever is stale or unknown") {
    const muster::governance rule = make_rule();
    const plan made = decide(rule, nothing_known(), heard_of(1000_h));
    CHECK(made.on_card == card_cause::none);
    CHECK(made.card_orders == 0);
    CHECK(made.how_serious.decided == level_III);
    CHECK(made.needed.needs == std::vector{one_of_1});
    CHECK(made.was_asked(stage_id::dispatch));
    check_same_decisions(made, decide(rule, nothing_known()));
}

TEST_CASE("governance/static_card: a plan that is handed back is the plan that a fresh one would be") {
    const muster::governance rule = make_rule(make_card());
    const std::vector<std::pair<report, own_situation>> cases{
        {{1}, {}}, {nothing_known(), {}},          {{2}, heard_of(1_h)}, {{3}, {}}, {nothing_known(), heard_of(1_h)},
        {{4}, {}}, {{5, true, 0, false, true}, {}}};
    const auto check_all = [&cases](const auto& each_rule) {
        plan reused;
        muster::workspace scratch;
        for (const auto& each : cases) {
            CAPTURE(each.first.no);
            each_rule.decide(each.first, each.second, scratch, reused);
            muster::workspace fresh;
            check_same_decisions(reused, each_rule.decide(each.first, each.second, fresh));
        }
    };
    check_all(rule);
    // Also where nobody grades and nobody asks for anything: the card's level and needs are not kept either.
    check_all(muster::governance{muster::policy{stage::locate =
                                                    [](const report& each, const auto&) {
                                                        muster::location out;
                                                        if (each.has_place) {
                                                            out.status = muster::location_status::inside;
                                                        }
                                                        return out;
                                                    }},
                                 "places", 1, muster::record::all, make_card()});
}

TEST_CASE("governance/static_card: who abstains asks for the type, who recommends the convergent mode to confirm it") {
    const muster::governance rule = make_rule();
    CHECK(decide(rule, {}).questions.empty());
    CHECK(decide(rule, {1, true, std::nullopt}).questions == std::vector<question>{{question_kind::which_type, true}});
    CHECK(decide(rule, {1, true, std::nullopt, true}).questions ==
          std::vector<question>{{question_kind::which_type, true}});
    CHECK(decide(rule, {1, true, 0, false, true}).questions ==
          std::vector<question>{{question_kind::confirm_mode, true}});
    CHECK(decide(rule, {1, true, std::nullopt, false, true}).questions ==
          std::vector<question>{{question_kind::which_type, true}, {question_kind::confirm_mode, true}});
}

TEST_CASE("governance/static_card: stages that are not asked raise no question") {
    muster::workspace scratch;
    const muster::governance only_level{
        muster::policy{stage::grade = [](const auto&, const auto&) { return level_II; }}, "level", 1};
    CHECK(only_level.decide(report{}, own_situation{}, scratch).questions.empty());
}

TEST_CASE("governance/static_card: beyond the hour's questions none is put, and the decision is the same") {
    const muster::governance rule = make_rule();
    const report large_unknown{1, true, std::nullopt, false, true};
    own_situation now;
    now.questions = muster::question_budget{3};
    const plan first = decide(rule, large_unknown, now);
    CHECK(first.questions ==
          std::vector<question>{{question_kind::which_type, true}, {question_kind::confirm_mode, true}});
    now.questions.put(now.now, 2);
    const plan second = decide(rule, large_unknown, now);
    CHECK(second.questions ==
          std::vector<question>{{question_kind::which_type, true}, {question_kind::confirm_mode, false}});
    now.questions.put(now.now, 1);
    plan third = decide(rule, large_unknown, now);
    CHECK(third.questions ==
          std::vector<question>{{question_kind::which_type, false}, {question_kind::confirm_mode, false}});
    third.questions = first.questions;
    check_same_decisions(first, third);
    now.now = now.now + 1_h;
    CHECK(decide(rule, large_unknown, now).questions == first.questions);
}

TEST_CASE("governance/static_card: the card is part of the policy's digest, and its words of its names") {
    const auto digest = [](static_card card) { return make_rule(std::move(card)).policy_digest(); };
    CHECK(digest(make_card()) == digest(make_card()));
    CHECK(digest(make_card()) != digest({}));
    CHECK(digest(make_card()) != digest(make_card(level_I)));
    CHECK(digest(make_card()) != digest({{"blackout card"}, level_II, {six_of_0}, {{"wait"}}, 10_min}));
    CHECK(digest({{"a"}, level_II, {six_of_0}, {{"wait"}}, 10_min}) !=
          digest({{"a"}, level_II, {one_of_1}, {{"wait"}}, 10_min}));
    CHECK(digest({{"a"}, level_II, {}, {{"wait"}}, 10_min}) != digest({{"a"}, level_II, {}, {{"wait"}}, 11_min}));

    const muster::name_book names = make_rule(make_card()).names();
    CHECK(names.name_of(muster::subject::standing_order, 0, muster::language::zh) == "失联预案卡");
    CHECK(names.name_of(muster::subject::standing_order, 1, muster::language::en) ==
          "every crew answers its own community");
    CHECK(names.name_of(muster::subject::standing_order, 2, muster::language::zh) == "每半小时派员报告");
    CHECK_FALSE(static_card{}.is_set());
}

TEST_CASE("governance/static_card: a card that would say nothing is refused, by name") {
    CHECK_THROWS_WITH_AS((void)(static_card{{}, level_II, {}, {{"wait"}}, 1_min}),
                         "static card: it needs a name; plans carry it", muster::error);
    CHECK_THROWS_WITH_AS((void)(static_card{{"blackout"}, level_II, {}, {}, 1_min}),
                         "static card `blackout` has no orders: nobody would know what to do", muster::error);
    CHECK_THROWS_WITH_AS((void)(static_card{{"blackout"}, level_II, {}, {{"wait"}}, -(1_ms)}),
                         "static card `blackout`: stale after -1 ms; a time must not be negative", muster::error);
}
