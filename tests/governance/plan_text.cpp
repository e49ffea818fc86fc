#include "muster/governance/plan_text.hpp"

#include "muster/governance/governance.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

using muster::language;
using muster::plan;
using square_city::call;
using square_city::engine;
using square_city::situation;
namespace stage = muster::stage;
using namespace muster::literals;

namespace {

muster::time_limit within(muster::duration span) {
    return {muster::clock_anchor::ordered, muster::clock_anchor::on_scene, span};
}

/// A small city, scripted to the last detail.
struct script {
    square_city::hierarchy cells = square_city::make_cells(2, 2, {3});
    muster::type_tree types = square_city::make_types();
    muster::response_scale levels = muster::three_response_levels();
    muster::capability_list skills{{"engine", "消防车"}, {"ladder", "云梯车"}};
    muster::rule_classifier<call> rules{
        types,
        {{{"flames", "明火"}, types.at("fire"), {muster::contains("fire", "着火"), muster::lacks("drill")}},
         {{"tall", "高层"}, types.at("high-rise"), {muster::contains("storey"), muster::contains("fire")}},
         {{"smell", "异味"}, types.at("gas"), {muster::has_word("gas")}},
         {{"late rule", "后备规则"}, types.at("gas"), {muster::contains("fire")}, 5}}};
    muster::grading_table<call> grades{
        types,
        levels,
        {{{"people trapped", "被困人数"},
          "trapped",
          {muster::at_least(1, muster::level_II), muster::at_least(3, muster::level_I)}}},
        {{types.at("high-rise"), muster::level_II}}};
    muster::run_card_table cards{
        types,
        levels,
        {{{"fire card", "火灾方案"}, types.at("fire"), {}, {}, {{{0}, 2, within(300_s), {}}, {{1}, 1, {}, {}}}},
         {{"gas card", "燃气方案"}, types.at("gas"), {}, {}, {{{0}, 1, {}, {}}}}}};
    muster::tiered_dispatch<muster::planar> rings{cells, types, levels, {}, {2, {{{0}, 1}}, 1000}};

    [[nodiscard]] situation now() const {
        const std::vector<engine> engines{{"E1", {100'000, 100'000}, {{0}}, 60_s, {}},
                                          {"E2", {2'100'000, 100'000}, {{0}}, 60_s, {}},
                                          {"E3", {2'200'000, 100'000}, {{0}}, 60_s, {}},
                                          {"E4", {100'000, 200'000}, {{0}}, 60_s, {}},
                                          {"R1", {100'000, 300'000}, {{0}}, 60_s, muster::level_I},
                                          {"L1", {7'000'000, 100'000}, {{1}}, 60_s, {}}};
        situation made{{1'772'352'920'000}, {engines, cells, 2}};
        made.units.set_status(3, muster::unit_status::committed);
        return made;
    }
};

/// With every stage bound.
struct full_script : script {
    [[nodiscard]] auto policy() const {
        return muster::policy{
            stage::locate = std::cref(cells),
            stage::classify = std::cref(rules),
            stage::grade = std::cref(grades),
            stage::require = std::cref(cards),
            stage::gauge = [](const auto&, const auto&) { return muster::mode::convergent; },
            stage::match =
                [](const auto&, const auto&) {
                    muster::joint_action_group group;
                    group.case_owner = {0, 0};
                    group.members = {{{0, 0}, {0}, muster::participation::primary},
                                     {{1, 0}, {1}, muster::participation::supporting}};
                    return group;
                },
            stage::consult =
                [](const auto&, const auto&) {
                    muster::expert_panel panel;
                    panel.seats = {{{0, 0}, true, 600_s, {0}}, {{1, 0}, false, 60_s, {}, muster::expertise::local}};
                    panel.asked = {{0}};
                    panel.holds_further_action = true;
                    return panel;
                },
            stage::dispatch = std::cref(rings)};
    }
    [[nodiscard]] muster::name_book names() const {
        muster::name_book all = muster::governance{policy(), "x", 1}.names(skills, now().units);
        all.set(muster::subject::department, 0, {"fire brigade", "消防"});
        all.set(muster::subject::department, 1, {"police", "公安"});
        all.set(muster::subject::expert, 0, {"Dr Li", "李博士"});
        return all;
    }
};

const call tall_fire{7, muster::planar{500'000, 400'000}, "fire on the 3rd storey", {}, {}};

}  // namespace

TEST_CASE("governance/plan_text: a plan in English, every reason in its place") {
    const full_script city;
    muster::workspace scratch;
    const plan made = muster::governance{city.policy(), "downtown", 3}.decide(tall_fire, city.now(), scratch);
    CHECK(to_text(made, city.names()) == R"(Incident 7, decided 2026-03-01 08:15:20 by policy downtown v3
Where   D > S0 > S0C0; case belongs to S0C0
What    high-rise fire, by rule "tall"
          rule "flames" fired too and agrees
          rule "tall" fired
          rule "late rule" fired too, but ranks 5 after 0
          1 more rule not visited: none of their words occur
Level   II (larger); may be II (larger) to I (major): ask about "people trapped"
          base level of the type: II (larger)
          "people trapped" is unknown; it could bring level I (major)
Needs   2 × engine within 300.0 s from ordered to on scene, 1 × ladder
          run card "fire card" applies
          1 other run card, for other types or levels
Mode    convergent is recommended; a person confirms
Group   case owner fire brigade
    engine: fire brigade (primary)
    ladder: police (supporting)
Experts asked for by type and level
    Dr Li for engine, on scene after 600.0 s
    #1 (local expert), by video after 60.0 s
    further action waits for their assessment, or for a waiver by name; life-saving orders wait for nobody
Units   everyone was asked, something is missing
    E1 for engine, arrives after 138.0 s of 300.0 s
    E2 (a neighbour's automatic aid) for engine, arrives after 314.0 s of 300.0 s: late by 14.0 s
    L1 for ladder, arrives after 1075.1 s
    late: engine, by up to 14.0 s (busy 1, held in reserve 1, kept at their cell's minimum 1)
          engine: E1 goes, 138.0 s of 300.0 s
          engine: E4 is on another incident
          engine: R1 is held for level I (major) or above
          engine: E2 goes late, 314.0 s of 300.0 s
          engine: E3 stays: its cell would keep 0 of at least 1
          engine: 1 unit without the capability
          ladder: L1 goes, 1075.1 s
          ladder: 5 units without the capability
Command not asked
Ask     is the convergent mode confirmed?
)");
}

TEST_CASE("governance/plan_text: the same plan in Chinese") {
    const full_script city;
    muster::workspace scratch;
    const plan made = muster::governance{city.policy(), "downtown", 3}.decide(tall_fire, city.now(), scratch);
    CHECK(to_text(made, city.names(), language::zh) == R"(事件 7，决策时间 2026-03-01 08:15:20，策略 downtown v3
位置：大网格 > S0 > S0C0；责任网格 S0C0
类型：高层火灾，依据规则 “高层”
          规则“明火”同样命中且一致
          规则“高层”命中
          规则“后备规则”也命中，但次序 5 后于 0
          1 条其余规则未逐条查看：其关键词均未出现
级别：Ⅱ级(较大)；可能在 Ⅱ级(较大) 至 Ⅰ级(重大) 之间：请核实 “被困人数”
          该类型的起始级别：Ⅱ级(较大)
          “被困人数”未知；可能升至 Ⅰ级(重大)
需求：2 × 消防车 须在 300.0 秒内（下令→到场），1 × 云梯车
          调派方案“火灾方案”适用
          1 张其他调派方案适用于其他类型或级别
机制：建议启动聚合式；由人确认
共同行动小组：首接负责 消防
    消防车：消防（主责）
    云梯车：公安（配合）
专家：按类型和级别需要专家
    李博士，负责消防车，到场 600.0 秒
    #1（土专家），远程连线 60.0 秒
    后续处置须听取专家意见或由专人署名豁免；救命指令不等待
力量：已搜索全部力量，仍有缺口
    E1，承担 消防车，预计到达 138.0 秒，时限 300.0 秒
    E2（就近社区自动支援），承担 消防车，预计到达 314.0 秒，时限 300.0 秒，迟到 14.0 秒
    L1，承担 云梯车，预计到达 1075.1 秒
    迟到：消防车，最多 14.0 秒（占用 1，预备 1，保底 1）
          消防车：E1 出动，138.0 秒，时限 300.0 秒
          消防车：E4 正在处置其他事件
          消防车：R1 为预备力量，须达 Ⅰ级(重大) 及以上
          消防车：E2 出动但迟到，314.0 秒，时限 300.0 秒
          消防车：E3 留守：其网格将只剩 0，最少须留 1
          消防车：1 个单位不具备该能力
          云梯车：L1 出动，1075.1 秒
          云梯车：5 个单位不具备该能力
指挥机构：未询问
请答：是否确认启动聚合式机制？
)");
}

TEST_CASE("governance/plan_text: a policy that asks nothing says so for each stage") {
    const plan nothing;
    CHECK(to_text(nothing, {}) == R"(Incident , decided 1970-01-01 00:00:00 by policy  v0
Where   not asked
What    not asked
Level   not asked
Needs   not asked
Mode    not asked
Group   not asked
Experts not asked
Units   not asked
Command not asked
)");
    CHECK(to_text(nothing, {}, language::zh).find("类型：未询问\n") != std::string::npos);
}

TEST_CASE("governance/plan_text: every way in which a stage can end is a sentence of its own") {
    plan made;
    made.asked.fill(true);
    const auto line = [&made](const char* title) {
        const std::string words = to_text(made, {});
        const std::size_t at = words.find(title);
        return words.substr(at, words.find('\n', at) - at);
    };
    made.where.owner = {2};
    CHECK(line("Where") == "Where   no coordinates; case belongs to #2");
    made.where.status = muster::location_status::outside;
    made.where.nearest = {5};
    made.where.distance = 1'250'499_mm;
    CHECK(line("Where") == "Where   outside; nearest is #5, 1250 m away; case belongs to #2");
    made.where.status = muster::location_status::gap;
    made.where.depth = 1;
    made.where.path[0] = {0};
    CHECK(line("Where") == "Where   #0 (in none of its cells); case belongs to #2");

    CHECK(line("What") == "What    abstained: no rule fired; ask a person");
    made.what.status = muster::classification_status::tie;
    made.what.tied_with = {1};
    made.what.runner_up = {2};
    CHECK(line("What") == "What    abstained: #1 or #2; ask a person");
    made.what = muster::type_id{1};
    CHECK(line("What") == "What    #1");

    made.how_serious = muster::level_II;
    CHECK(line("Level") == "Level   #2");
    made.how_serious.lowest = muster::level_III;
    made.what = muster::classification{};
    CHECK(line("Level") == "Level   #2; may be #3 to #2: ask about the type");

    CHECK(line("Needs") == "Needs   nothing is asked for");
    CHECK(line("Mode") == "Mode    routine");
    made.advised.recommended = muster::mode::outside_scope;
    CHECK(line("Mode") == "Mode    outside scope: political decision");
    CHECK(line("Experts") == "Experts nobody is asked");
    CHECK(line("Units") == "Units   all needs are met in time");
    made.units.end = muster::search_end::budget;
    made.units.position_assumed = true;
    CHECK(line("Units") == "Units   the search ran out of its budget; at the owner's post for want of a position");
    made.units.shortfalls.push_back({{4}, 2, {}, 1, 0, 3});
    CHECK(line("    missing") == "    missing: 2 × #4 (busy 1, held in reserve 0, kept at their cell's minimum 3)");
}

TEST_CASE("governance/plan_text: in brief, what was decided without the candidates") {
    const full_script city;
    muster::workspace scratch;
    const plan made = muster::governance{city.policy(), "downtown", 3}.decide(tall_fire, city.now(), scratch);
    const std::string brief = to_text(made, city.names(), language::en, muster::telling::in_brief);
    CHECK(brief.find("run card \"fire card\" applies") != std::string::npos);
    CHECK(brief.find("base level of the type") != std::string::npos);
    CHECK(brief.find("E1 for engine") != std::string::npos);
    CHECK(brief.find("is on another incident") == std::string::npos);
    CHECK(brief.find("fired too") == std::string::npos);
    CHECK(brief.find("other run card") == std::string::npos);
}

TEST_CASE("governance/plan_text: group, panel, card and questions, each in words") {
    plan made;
    made.asked.fill(true);
    const auto says = [&made](const char* words, language in = language::en) {
        return to_text(made, {}, in).find(words) != std::string::npos;
    };
    made.group.case_owner = {1, 0};
    made.group.received_by = {2, 0};
    made.group.passes = muster::referral::transfer;
    CHECK(says("Group   case owner #1; received by #2, which transfers the case\n"));
    CHECK(says("接报 #2，分流移交", language::zh));
    made.group.passes = muster::referral::joint;
    CHECK(says("received by #2, which acts with it"));
    made.group.members = {{{1, 0}, {4}, muster::participation::primary},
                          {{2, 0}, {4}, muster::participation::supporting},
                          {{3, 0}, {}, muster::participation::supporting}};
    CHECK(says("    #4: #1 (primary), #2 (supporting)\n    joins by experience: #3 (supporting)\n"));
    made.group.uncovered = {{7}};
    CHECK(says("    no department has: #7\n"));
    made.group.clashes = {{{1, 0}, {2, 0}, {0}, {0}, {90'001}}};
    CHECK(says("    plans clash: #1 and #2 both claim \"#0\", 0 min to 2 min after the order"));
    made.panel.asked = {{3}};
    made.panel.uncovered = {{3}};
    made.panel.cause = muster::expert_cause::rule_gap;
    CHECK(says("Experts asked: no rule covers the case\n    no expert can be called for: #3\n"));
    made.how_serious.gap = muster::gap_kind::thin_margin;
    CHECK(says("Experts asked: close to where the decision changes\n"));
    CHECK(says("接近决策改变的界限，请专家研判", language::zh));
    made.how_serious.gap = muster::gap_kind::none;
    made.panel.cause = muster::expert_cause::clash;
    CHECK(says("部门预案冲突，请专家评估后会商", language::zh));

    CHECK_FALSE(says("Card"));
    made.on_card = muster::card_cause::nothing_known;
    made.card_orders = 1;
    CHECK(says("Card    \"#0\": neither place nor type is known\n    1. #1\nWhere"));
    made.on_card = muster::card_cause::stale;
    CHECK(says("静态卡：“#0”：长时间没有收到力量位置更新", language::zh));

    made.questions = {{muster::question_kind::which_type, true}, {muster::question_kind::confirm_mode, false}};
    CHECK(says("Ask     what type of incident is it?\n"));
    CHECK(says("is the convergent mode confirmed? Not put, the hour's questions are used up: it takes effect"));
    CHECK(says("本小时提问已达上限", language::zh));
}
