#include "muster/governance/mode_text.hpp"

#include "governance/gauge_ground.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using muster::language;
using muster::measure;
using muster::mode_reason_text;
using muster::mode_verdict;
using muster::name_book;
using muster::reason;
using muster::subject;
using namespace muster::literals;

namespace {

name_book make_names() {
    name_book names;
    names.set(subject::cell, 0, {"North Street", "北街"});
    names.set(subject::incident_type, 0, {"slope failure", "山体滑坡"});
    names.set(subject::department, 0, {"Fire Rescue", "消防救援大队"});
    names.set(subject::run_card, 0, {"slope card", "滑坡方案"});
    names.set(subject::rule, 0, {"mud slides", "滑坡规则"});
    names.set(subject::level, 1, {"I (major)", "Ⅰ级(重大)"});
    names.set(subject::level, 2, {"II (larger)", "Ⅱ级(较大)"});
    names.set(subject::level, 3, {"III (ordinary)", "Ⅲ级(一般)"});
    return names;
}

reason of(mode_verdict verdict, subject about = subject::nothing, std::uint32_t index = 0, std::int64_t actual = 0,
          std::int64_t limit = 0, std::uint32_t purpose = 0) {
    reason made;
    made.stage = muster::stage_id::gauge;
    made.verdict = static_cast<std::uint16_t>(verdict);
    made.about = about;
    made.index = index;
    made.actual = actual;
    made.limit = limit;
    made.purpose = purpose;
    return made;
}

void check_text(const reason& each, const std::string& en, const std::string& zh) {
    static const name_book names = make_names();
    CHECK(mode_reason_text(each, names) == en);
    CHECK(mode_reason_text(each, names, language::zh) == zh);
}

}  // namespace

TEST_CASE("governance/mode_text: what decided, and the nature of the type") {
    check_text(of(mode_verdict::decided, subject::nothing, 3),
               "sudden and needs several departments, in time and worth it: convergent",
               "突发且须多部门共同行动，来得及且值得：聚合式机制");
    check_text(of(mode_verdict::decided, subject::nothing, 99), "verdict 0", "判定 0");
    check_text(of(mode_verdict::nature_sudden, subject::incident_type), "\"slope failure\" is sudden",
               "“山体滑坡”属突发类");
    check_text(of(mode_verdict::nature_everyday, subject::incident_type), "\"slope failure\" is everyday",
               "“山体滑坡”属日常类");
    check_text(of(mode_verdict::nature_standing, subject::incident_type), "\"slope failure\" is a standing goal",
               "“山体滑坡”属长期治理目标");
    check_text(of(mode_verdict::nature_sudden, subject::incident_type, 0xffff'ffffU),
               "the type is unknown; taken for sudden", "类型未知，视为突发类");
}

TEST_CASE("governance/mode_text: who covers the needs") {
    check_text(of(mode_verdict::owner_alone, subject::department, 0, 2, 2),
               "Fire Rescue alone covers all that is needed: 2 of 2", "消防救援大队 可独力满足全部需求：2/2");
    check_text(of(mode_verdict::owner_alone, subject::department, 0, 0, 0), "nothing is asked of any department",
               "未向任何部门提出需求");
    check_text(of(mode_verdict::owner_short, subject::department, 0, 1, 4),
               "Fire Rescue alone covers 1 of 4 of the kinds of help needed", "消防救援大队 独力只能满足需求的 1/4");
    check_text(of(mode_verdict::departments_many, subject::nothing, 0, 4, 2),
               "at least 4 departments are needed; from 2 on they must act jointly",
               "至少需 4 个部门；2 个起须共同行动");
    check_text(of(mode_verdict::departments_few, subject::nothing, 0, 1, 2),
               "at least 1 department is needed, fewer than the 2 that must act jointly",
               "至少需 1 个部门，不足须共同行动的 2 个");
}

TEST_CASE("governance/mode_text: load against capacity") {
    check_text(of(mode_verdict::load_above, subject::cell, 0, 12'500, 10'000, 1000),
               "North Street carries 12.5 with this one, of 10, above what it can carry",
               "北街 工作量 12.5（含本事件），常规能力 10，已超过其常规能力");
    check_text(of(mode_verdict::load_within, subject::cell, 0, 1005, 10'000, 1250),
               "North Street carries 1.005 with this one, of 10, within 1.25 times what it can carry",
               "北街 工作量 1.005（含本事件），常规能力 10，未超过 1.25 倍常规能力");
    check_text(of(mode_verdict::load_unknown, subject::cell),
               "North Street: no capacity is known here or above, so nothing counts as overloaded",
               "北街：本级及上级常规能力均未知，不视为超负荷");
}

TEST_CASE("governance/mode_text: rules and levels") {
    check_text(of(mode_verdict::rule_covers, subject::run_card), "covered by run card \"slope card\"",
               "有规则可依：调派方案“滑坡方案”");
    check_text(of(mode_verdict::rule_missing, subject::rule, 0xffff'ffffU), "a gap of the rules: none named the type",
               "规则空白：没有规则判定其类型");
    check_text(of(mode_verdict::card_missing, subject::rule),
               "a gap of the rules: rule \"mud slides\" named the type, but no run card is for it",
               "规则空白：规则“滑坡规则”判定了类型，但没有适用的调派方案");
    check_text(of(mode_verdict::level_serious, subject::level, 1, 1, 2),
               "I (major) is serious, as all from II (larger) up", "Ⅰ级(重大) 属严重级别（Ⅱ级(较大) 及以上）");
    check_text(of(mode_verdict::level_ordinary, subject::level, 3, 3, 2),
               "III (ordinary) is less serious than II (larger)", "Ⅲ级(一般) 未达严重级别 Ⅱ级(较大)");
    check_text(of(mode_verdict::level_serious, subject::level, 3, 3, 0),
               "III (ordinary): every level counts as serious", "Ⅲ级(一般)：任何级别均视为严重");
}

TEST_CASE("governance/mode_text: times and costs") {
    check_text(of(mode_verdict::assembles_in_time, subject::nothing, 0, 900'000, 5'400'000),
               "to assemble takes 15 min, within the 1 h 30 min left", "集结需 15 分钟，剩余 1 小时 30 分钟，来得及");
    check_text(of(mode_verdict::assembles_late, subject::nothing, 0, 900'000, 59'001),
               "to assemble takes 15 min, more than the 1 min left", "集结需 15 分钟，剩余 1 分钟，来不及");
    check_text(of(mode_verdict::assembles_open, subject::nothing, 0, 0, 0),
               "to assemble takes 0 s; how much time is left is not known", "集结需 0 秒；剩余时间未知");
    check_text(of(mode_verdict::mobilises_late, subject::nothing, 0, 86'400'000, 10'800'000),
               "to mobilise a campaign would take 1 day, more than the 3 h left",
               "若启动运动式动员需 1 天，剩余 3 小时，来不及");
    check_text(of(mode_verdict::mobilises_in_time, subject::nothing, 0, 172'800'000, 2'592'000'000),
               "to mobilise a campaign would take 2 days, within the 30 days left",
               "若启动运动式动员需 2 天，剩余 30 天，来得及");
    check_text(of(mode_verdict::mobilises_open, subject::nothing, 0, 30'000, 0),
               "to mobilise a campaign would take 30 s; how much time is left is not known",
               "若启动运动式动员需 30 秒；剩余时间未知");
    check_text(of(mode_verdict::worth_it, subject::nothing, 0, 80, 300),
               "to assemble costs 80, no more than the expected loss of 300", "集结成本 80，不高于预期损失 300");
    check_text(of(mode_verdict::worth_it), "neither a cost of assembling nor a loss is counted",
               "未计集结成本与预期损失");
    check_text(of(mode_verdict::costs_more, subject::nothing, 0, 80, 79),
               "to assemble costs 80, more than the expected loss of 79", "集结成本 80，高于预期损失 79");
}

TEST_CASE("governance/mode_text: every verdict is a sentence of its own, one line, in both languages") {
    const name_book names = make_names();
    for (const auto in : {language::en, language::zh}) {
        std::set<std::string> sentences;
        for (int verdict = 0; verdict <= static_cast<int>(mode_verdict::costs_more); ++verdict) {
            const reason each = of(static_cast<mode_verdict>(verdict), subject::cell, 0, 2, 3, 1000);
            const std::string words = mode_reason_text(each, names, in);
            CHECK(words.find('\n') == std::string::npos);
            CHECK(sentences.insert(words).second);
        }
        const std::string unknown = mode_reason_text(of(static_cast<mode_verdict>(900)), names, in);
        CHECK(unknown == (in == language::en ? "verdict 900" : "判定 900"));
    }
}

TEST_CASE("governance/mode_text: what the gauge wrote can be read as a whole") {
    const square_city::hierarchy cells = square_city::make_cells(1, 2);
    const muster::type_tree types = gauge_ground::make_types();
    muster::mode_options options;
    options.natures = {{types.at("hazard"), muster::incident_nature::sudden, 3_h}};
    const muster::mode_gauge gauge{types, muster::three_response_levels(),
                                   gauge_ground::make_departments(types, {{{0}}, {{1}}, {{2}}, {{3}}}), options};
    gauge_ground::loaded now{{}, muster::load_board{cells, {{"S0", 8}}}};
    now.load.add(cells.find(2, "S0C0"), 1);
    const auto before = gauge_ground::covered_incident(cells, cells.find(2, "S0C1"), types.at("slope"),
                                                       muster::level_III, {0, 1, 2, 3});
    name_book names = make_names();
    gauge.write_names(names);
    cells.write_names(names);
    types.write_names(names);
    std::string all;
    for (const reason& each : gauge_ground::ask(gauge, before, now).reasons) {
        all += mode_reason_text(each, names) + "\n";
    }
    CHECK(all ==
          "sudden and needs several departments, in time and worth it: convergent\n"
          "\"slope failure\" is sudden\n"
          "D0 alone covers 1 of 4 of the kinds of help needed\n"
          "at least 4 departments are needed; from 2 on they must act jointly\n"
          "S0 carries 2 with this one, of 8, within what it can carry\n"
          "covered by run card \"slope card\"\n"
          "III (ordinary) is less serious than II (larger)\n"
          "to assemble takes 15 min, within the 3 h left\n"
          "to mobilise a campaign would take 1 day, more than the 3 h left\n"
          "neither a cost of assembling nor a loss is counted\n");
}
