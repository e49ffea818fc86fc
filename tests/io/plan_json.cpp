#include "muster/io/plan_json.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::language;
using muster::plan;
using muster::stage_id;
using muster::subject;
using nlohmann::ordered_json;

constexpr std::array<const char*, muster::stage_count> stages{"locate", "classify", "grade",    "require", "gauge",
                                                              "match",  "consult",  "dispatch", "assemble"};

muster::reason reason_of(stage_id stage, subject about, std::uint32_t index, std::uint16_t verdict) {
    muster::reason made;
    made.stage = stage;
    made.about = about;
    made.index = index;
    made.verdict = verdict;
    return made;
}

muster::reason group_of(stage_id stage, subject about, std::uint16_t verdict, std::int64_t members) {
    muster::reason made = reason_of(stage, about, 0xffff'ffffU, verdict);
    made.is_group = true;
    made.actual = members;
    return made;
}

/// A plan in which every stage was asked and every list has something in it.
plan full_plan() {
    plan made;
    made.incident_key = "G-1 \"quoted\"";
    made.decided_at = {1'700'000'000'123};
    made.situation_version = 42;
    made.policy_name = "downtown";
    made.policy_version = 3;
    made.policy_digest = 0x0123'4567'89ab'cdefU;
    made.asked.fill(true);

    made.where.status = muster::location_status::inside;
    made.where.depth = 2;
    made.where.path[0] = {0};
    made.where.path[1] = {1};
    made.where.owner = {1};

    made.what.status = muster::classification_status::classified;
    made.what.type = {0};
    made.what.rule = {0};
    made.what.reasons = {reason_of(stage_id::classify, subject::rule, 0, 0),
                         group_of(stage_id::classify, subject::rule, 5, 7)};

    made.how_serious.decided = muster::level_II;
    made.how_serious.lowest = muster::level_II;
    made.how_serious.highest = muster::level_I;
    made.how_serious.settled_by = {0};
    made.how_serious.reasons = {reason_of(stage_id::grade, subject::criterion, 0xffff'ffffU, 5),
                                reason_of(stage_id::grade, subject::criterion, 0, 2)};

    muster::need asked;
    asked.capability = {0};
    asked.amount = 2;
    asked.limit.within = {240'000};
    asked.card = {0};
    muster::need whenever;
    whenever.capability = {1};
    made.needed.needs = {asked, whenever};
    made.needed.cards = {{0}};
    made.needed.reasons = {reason_of(stage_id::require, subject::run_card, 0, 0)};

    made.advised.recommended = muster::mode::convergent;
    made.advised.reasons = {reason_of(stage_id::gauge, subject::nothing, 0, 1000)};
    made.advised.measured.busiest = {1};
    made.advised.measured.load_thousandths = 2500;
    made.advised.measured.capacity_thousandths = 2000;
    made.group.case_owner = {0, 1};
    made.group.received_by = {1, 1};
    made.group.passes = muster::referral::joint;
    made.group.uncovered = {{1}};
    made.group.clashes = {{{0, 1}, {1, 1}, {0}, {60'000}, {120'000}}};
    made.group.members = {{{0, 1}, {0}, muster::participation::primary},
                          {{1, 1}, {1}, muster::participation::supporting}};
    made.group.reasons = {reason_of(stage_id::match, subject::department, 1, 1001)};
    made.panel.seats = {{{0, 1}, true, {60'000}, {0}, muster::expertise::local, true, 77}};
    made.panel.asked = {{0}, {1}};
    made.panel.uncovered = {{1}};
    made.panel.cause = muster::expert_cause::clash;
    made.panel.holds_further_action = true;
    made.called.posts = {{{1}, {0}, {0}, 1, true, true}, {{1}, {1}, {}, 0, false, false}};
    made.called.notices = {{subject::department, 1}};
    made.called.tasks = {{subject::role, 0, {1}, {0}, {}, 0, asked.limit}};
    made.called.reasons = {reason_of(stage_id::assemble, subject::role, 0, 1003)};
    made.on_card = muster::card_cause::stale;
    made.card_orders = 1;
    made.questions = {{muster::question_kind::which_type, true}, {muster::question_kind::confirm_mode, false}};
    made.panel.reasons = {reason_of(stage_id::consult, subject::expert, 0, 1002)};

    made.units.end = muster::search_end::exhausted;
    made.units.visited = 3;
    muster::assignment order;
    order.unit = {1, 5};
    order.capability = {0};
    order.limit = asked.limit;
    order.arrival = {250'000};
    order.step = 1;
    made.units.assignments = {order};
    made.units.shortfalls = {{{0}, 1, {10'000}, 2, 3, 4}};
    made.units.reasons = {reason_of(stage_id::dispatch, subject::unit, 1, 1),
                          reason_of(stage_id::dispatch, subject::unit, 0, 3),
                          group_of(stage_id::dispatch, subject::unit, 11, 9)};
    return made;
}

muster::name_book names() {
    muster::name_book made;
    const auto set = [&](subject about, std::uint32_t index, const char* en, const char* zh) {
        made.set(about, index, {en, zh});
    };
    set(subject::cell, 0, "district", "区");
    set(subject::cell, 1, "Hill Street", "山街");
    set(subject::incident_type, 0, "fire", "火灾");
    set(subject::rule, 0, "smoke", "冒烟");
    set(subject::level, 1, "I", "Ⅰ级");
    set(subject::level, 2, "II", "Ⅱ级");
    set(subject::criterion, 0, "trapped", "被困人数");
    set(subject::capability, 0, "engine", "水罐车");
    set(subject::capability, 1, "patrol", "巡警");
    set(subject::run_card, 0, "fires", "火灾方案");
    set(subject::unit, 0, "Engine 1", "1号车");
    set(subject::unit, 1, "Engine 2", "2号车");
    set(subject::department, 0, "fire brigade", "消防");
    set(subject::department, 1, "police", "公安");
    set(subject::expert, 0, "Dr Wu", "吴工");
    set(subject::resource, 0, "the road", "道路");
    set(subject::role, 0, "commander", "总指挥");
    set(subject::officer, 0, "head", "负责人");
    set(subject::action, 0, "cordon", "警戒");
    set(subject::standing_order, 0, "the card", "静态卡");
    set(subject::standing_order, 1, "call by radio", "电台呼叫");
    return made;
}

/// The members of an object, in their order.
std::vector<std::string> members_of(const ordered_json& object) {
    std::vector<std::string> all;
    for (const auto& [member, value] : object.items()) { all.push_back(member); }
    return all;
}

ordered_json called(std::uint32_t index, const char* en, const char* zh) {
    return {{"index", index}, {"en", en}, {"zh", zh}};
}

}  // namespace

TEST_CASE("io/plan_json: the members of a plan, in their order") {
    const ordered_json made = to_json(full_plan(), names());
    CHECK(members_of(made) == std::vector<std::string>{"schema", "schema_version", "incident", "decided_at_ms",
                                                       "policy", "situation_version", "locate", "classify", "grade",
                                                       "require", "gauge", "match", "consult", "dispatch", "assemble",
                                                       "static_card", "questions"});
    CHECK(made["schema"] == "muster.plan");
    CHECK(made["schema_version"] == muster::plan_schema_version);
    CHECK(made["incident"] == "G-1 \"quoted\"");
    CHECK(made["decided_at_ms"] == 1'700'000'000'123);
    CHECK(made["policy"] == ordered_json{{"name", "downtown"}, {"version", 3}, {"digest", "0123456789abcdef"}});
    CHECK(made["situation_version"] == 42);
}

TEST_CASE("io/plan_json: a stage that was not asked says only that") {
    plan made = full_plan();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        CAPTURE(std::string{stages[i]});
        made.asked.fill(true);
        made.asked[i] = false;
        const ordered_json written = to_json(made, names());
        CHECK(written[stages[i]] == ordered_json{{"asked", false}});
        for (const char* other : stages) { CHECK(written[other]["asked"] == (other != stages[i])); }
    }
    const ordered_json empty = to_json(plan{}, {});
    CHECK(empty["schema_version"] == muster::plan_schema_version);
    for (const char* each : stages) { CHECK(empty[each] == ordered_json{{"asked", false}}); }
}

TEST_CASE("io/plan_json: the members of every stage") {
    const ordered_json made = to_json(full_plan(), names());
    const auto stage = [&](const char* which) { return members_of(made[which]); };
    using list = std::vector<std::string>;
    CHECK(stage("locate") == list{"asked", "status", "path", "owner", "nearest", "distance_mm"});
    CHECK(stage("classify") == list{"asked", "status", "type", "runner_up", "tied_with", "rule", "reasons"});
    CHECK(stage("grade") == list{"asked", "decided", "lowest", "highest", "criterion", "settled_by", "reasons"});
    CHECK(stage("require") == list{"asked", "needs", "cards", "reasons"});
    CHECK(stage("gauge") == list{"asked", "recommended", "measured", "reasons"});
    CHECK(stage("match") ==
          list{"asked", "case_owner", "received_by", "passes", "members", "uncovered", "clashes", "reasons"});
    CHECK(stage("consult") ==
          list{"asked", "seats", "fields_asked", "uncovered", "cause", "holds_further_action", "reasons"});
    CHECK(stage("dispatch") ==
          list{"asked", "end", "position_assumed", "visited", "assignments", "shortfalls", "reasons"});
    CHECK(stage("assemble") == list{"asked", "posts", "notices", "tasks", "reasons"});
    CHECK(stage("static_card") == list{"cause", "card", "orders"});
}

TEST_CASE("io/plan_json: a gap that a decision table leaves is a member of its stage, and of no other plan") {
    plan made = full_plan();
    made.how_serious.gap = muster::gap_kind::thin_margin;
    CHECK(to_json(made, names())["grade"]["gap"] == "thin_margin");
    CHECK_FALSE(to_json(made, names())["classify"].contains("gap"));
    made.what.gap = muster::gap_kind::no_rule;
    made.needed.gap = muster::gap_kind::out_of_range;
    CHECK(to_json(made, names())["classify"]["gap"] == "no_rule");
    CHECK(to_json(made, names())["require"]["gap"] == "out_of_range");
}

TEST_CASE("io/plan_json: what stands for things: index and both names; null for none") {
    const ordered_json made = to_json(full_plan(), names());
    CHECK(made["locate"]["status"] == "inside");
    CHECK(made["locate"]["path"] == ordered_json{called(0, "district", "区"), called(1, "Hill Street", "山街")});
    CHECK(made["locate"]["owner"] == called(1, "Hill Street", "山街"));
    CHECK(made["locate"]["nearest"].is_null());
    CHECK(made["classify"]["status"] == "classified");
    CHECK(made["classify"]["type"] == called(0, "fire", "火灾"));
    CHECK(made["classify"]["rule"] == called(0, "smoke", "冒烟"));
    CHECK(made["classify"]["runner_up"].is_null());
    CHECK(made["classify"]["tied_with"].is_null());
    CHECK(made["grade"]["decided"] == called(2, "II", "Ⅱ级"));
    CHECK(made["grade"]["highest"] == called(1, "I", "Ⅰ级"));
    CHECK(made["grade"]["criterion"].is_null());
    CHECK(made["grade"]["settled_by"] == called(0, "trapped", "被困人数"));
    const ordered_json limit{{"from", "ordered"}, {"to", "on scene"}, {"within_ms", 240'000}};
    CHECK(made["require"]["needs"][0] == ordered_json{{"capability", called(0, "engine", "水罐车")},
                                                      {"amount", 2},
                                                      {"limit", limit},
                                                      {"card", called(0, "fires", "火灾方案")}});
    CHECK(made["require"]["needs"][1]["limit"].is_null());
    CHECK(made["require"]["needs"][1]["card"].is_null());
    CHECK(made["require"]["cards"] == ordered_json::array({called(0, "fires", "火灾方案")}));
    CHECK(made["gauge"]["recommended"] == "convergent");
    CHECK(made["match"]["case_owner"] == called(0, "fire brigade", "消防"));
    CHECK(made["match"]["members"][0] == ordered_json{{"department", called(0, "fire brigade", "消防")},
                                                      {"function", called(0, "engine", "水罐车")},
                                                      {"primary", true}});
    CHECK(made["match"]["members"][1]["primary"] == false);
    CHECK(made["consult"]["seats"][0] == ordered_json{{"expert", called(0, "Dr Wu", "吴工")},
                                                      {"generation", 1},
                                                      {"on_scene", true},
                                                      {"arrival_ms", 60'000},
                                                      {"field", called(0, "engine", "水罐车")},
                                                      {"local", true},
                                                      {"opens_gate", true},
                                                      {"score", 77}});
    CHECK(made["gauge"]["measured"]["busiest"] == called(1, "Hill Street", "山街"));
    CHECK(made["gauge"]["measured"]["load_thousandths"] == 2500);
    CHECK(made["gauge"]["measured"]["capacity_thousandths"] == 2000);
    CHECK(made["match"]["received_by"] == called(1, "police", "公安"));
    CHECK(made["match"]["passes"] == "joint");
    CHECK(made["match"]["uncovered"] == ordered_json::array({called(1, "patrol", "巡警")}));
    CHECK(made["match"]["clashes"][0] == ordered_json{{"one", called(0, "fire brigade", "消防")},
                                                      {"other", called(1, "police", "公安")},
                                                      {"over", called(0, "the road", "道路")},
                                                      {"from_ms", 60'000},
                                                      {"until_ms", 120'000}});
    CHECK(made["consult"]["fields_asked"].size() == 2);
    CHECK(made["consult"]["uncovered"] == ordered_json::array({called(1, "patrol", "巡警")}));
    CHECK(made["consult"]["cause"] == "clash");
    CHECK(made["consult"]["holds_further_action"] == true);
    CHECK(made["assemble"]["posts"][0] == ordered_json{{"cell", called(1, "Hill Street", "山街")},
                                                       {"role", called(0, "commander", "总指挥")},
                                                       {"officer", called(0, "head", "负责人")},
                                                       {"turn", 1},
                                                       {"commander", true},
                                                       {"mandatory", true}});
    CHECK(made["assemble"]["posts"][1]["officer"].is_null());  // vacant
    CHECK(made["assemble"]["notices"][0] ==
          ordered_json{{"about", "department"}, {"who", called(1, "police", "公安")}});
    CHECK(made["assemble"]["tasks"][0] == ordered_json{{"about", "role"},
                                                       {"who", called(0, "commander", "总指挥")},
                                                       {"cell", called(1, "Hill Street", "山街")},
                                                       {"action", called(0, "cordon", "警戒")},
                                                       {"capability", nullptr},
                                                       {"amount", 0},
                                                       {"limit", limit}});
    CHECK(made["static_card"] ==
          ordered_json{{"cause", "stale"},
                       {"card", called(0, "the card", "静态卡")},
                       {"orders", ordered_json::array({called(1, "call by radio", "电台呼叫")})}});
    CHECK(made["questions"] ==
          ordered_json{{{"kind", "which_type"}, {"put", true}}, {{"kind", "confirm_mode"}, {"put", false}}});
    CHECK(made["dispatch"]["end"] == "exhausted");
    CHECK(made["dispatch"]["visited"] == 3);
    CHECK(made["dispatch"]["assignments"][0] == ordered_json{{"unit", called(1, "Engine 2", "2号车")},
                                                             {"generation", 5},
                                                             {"capability", called(0, "engine", "水罐车")},
                                                             {"arrival_ms", 250'000},
                                                             {"limit", limit},
                                                             {"step", 1}});
    CHECK(made["dispatch"]["shortfalls"][0] == ordered_json{{"capability", called(0, "engine", "水罐车")},
                                                            {"missing", 1},
                                                            {"late_by_ms", 10'000},
                                                            {"busy", 2},
                                                            {"held", 3},
                                                            {"at_minimum", 4}});
}

TEST_CASE("io/plan_json: levels that are none are null, and so is a plan of nothing") {
    plan made;
    made.asked.fill(true);
    const ordered_json written = to_json(made, names());
    for (const char* level : {"decided", "lowest", "highest"}) { CHECK(written["grade"][level].is_null()); }
    CHECK(written["locate"]["owner"].is_null());
    CHECK(written["locate"]["path"] == ordered_json::array());
    CHECK(written["classify"]["type"].is_null());
    CHECK(written["match"]["case_owner"].is_null());
    CHECK(written["consult"]["cause"].is_null());
    CHECK(written["static_card"].is_null());
    CHECK(written["questions"] == ordered_json::array());
    for (const char* list : {"assignments", "shortfalls", "reasons"}) {
        CHECK(written["dispatch"][list] == ordered_json::array());
    }
}

TEST_CASE("io/plan_json: every reason is listed, in both languages; groups and what is about nothing have no index") {
    const plan made = full_plan();
    const muster::name_book book = names();
    const ordered_json written = to_json(made, book);
    const std::array<std::pair<const char*, const muster::reason_list*>, 8> lists{{{"classify", &made.what.reasons},
                                                                                   {"grade", &made.how_serious.reasons},
                                                                                   {"require", &made.needed.reasons},
                                                                                   {"gauge", &made.advised.reasons},
                                                                                   {"match", &made.group.reasons},
                                                                                   {"consult", &made.panel.reasons},
                                                                                   {"dispatch", &made.units.reasons},
                                                                                   {"assemble", &made.called.reasons}}};
    for (const auto& [stage, expected] : lists) {
        const std::string where{stage};
        CAPTURE(where);
        const ordered_json& list = written[stage]["reasons"];
        REQUIRE(list.size() == expected->size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const muster::reason& each = (*expected)[i];
            CHECK(list[i]["stage"] == stage);
            CHECK(list[i]["verdict"] == each.verdict);
            CHECK(list[i]["purpose"] == each.purpose);
            CHECK(list[i]["group"] == each.is_group);
            CHECK(list[i]["actual"] == each.actual);
            CHECK(list[i]["limit"] == each.limit);
            CHECK(list[i]["en"] == to_text(each, book, language::en));
            CHECK(list[i]["zh"] == to_text(each, book, language::zh));
            const bool has_index = !each.is_group && each.index != 0xffff'ffffU;
            CHECK(list[i]["index"].is_null() == !has_index);
            if (has_index) { CHECK(list[i]["index"] == each.index); }
        }
    }
}

TEST_CASE("io/plan_json: what is written is read back the same") {
    const ordered_json made = to_json(full_plan(), names());
    CHECK(ordered_json::parse(made.dump()) == made);
    CHECK(ordered_json::parse(made.dump(2)) == made);
    CHECK(made.dump().find("山街") != std::string::npos);  // text stays text
    CHECK(ordered_json::parse(made.dump(-1, ' ', true)) == made);
}

TEST_CASE("io/plan_json: statuses by name") {
    plan made = full_plan();
    const auto written = [&](const char* stage, const char* member) { return to_json(made, names())[stage][member]; };
    made.where.status = muster::location_status::gap;
    CHECK(written("locate", "status") == "gap");
    made.where.status = muster::location_status::outside;
    made.where.nearest = {1};
    made.where.distance = {1234};
    CHECK(written("locate", "status") == "outside");
    CHECK(written("locate", "nearest") == called(1, "Hill Street", "山街"));
    CHECK(written("locate", "distance_mm") == 1234);
    made.where.status = muster::location_status::no_position;
    CHECK(written("locate", "status") == "no_position");
    made.what.status = muster::classification_status::no_rule;
    CHECK(written("classify", "status") == "no_rule");
    made.what.status = muster::classification_status::tie;
    CHECK(written("classify", "status") == "tie");
    made.advised.recommended = muster::mode::routine;
    CHECK(written("gauge", "recommended") == "routine");
    made.advised.recommended = muster::mode::outside_scope;
    CHECK(written("gauge", "recommended") == "outside_scope");
    made.units.end = muster::search_end::covered;
    CHECK(written("dispatch", "end") == "covered");
    made.units.end = muster::search_end::budget;
    CHECK(written("dispatch", "end") == "budget");
}

TEST_CASE("io/plan_json: numbers that nobody named are shown as numbers") {
    const ordered_json made = to_json(full_plan(), {});
    CHECK(made["locate"]["owner"] == called(1, "#1", "#1"));
    CHECK(made["grade"]["decided"] == called(2, "#2", "#2"));
}
