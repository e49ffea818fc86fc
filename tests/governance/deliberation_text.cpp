#include "muster/governance/deliberation_text.hpp"

#include <doctest/doctest.h>

#include <string>

using muster::deliberation;
using muster::deliberation_answer;
using muster::deliberation_text;
using muster::department_handle;
using muster::expert_handle;
using muster::instant;
using muster::language;
using muster::officer_id;
using muster::subject;

namespace {

constexpr department_handle fire{0, 1}, traffic{1, 1}, housing{2, 1};
constexpr expert_handle zhao{0, 1};
constexpr std::int64_t noon = 1'772'366'400'000;  // 2026-03-01 12:00:00

muster::name_book names() {
    muster::name_book book;
    book.set(subject::department, 0, {"Fire Brigade", "消防"});
    book.set(subject::department, 1, {"Traffic Police", "交警"});
    book.set(subject::department, 2, {"Housing Bureau", "住建"});
    book.set(subject::expert, 0, {"Engineer Zhao", "赵工"});
    book.set(subject::officer, 0, {"Director Li", "李区长"});
    book.set(subject::capability, 4, {"slope stability", "边坡稳定"});
    book.set(subject::resource, 2, {"Hill Road", "山边路"});
    return book;
}

deliberation opened() {
    muster::joint_action_group group;
    group.case_owner = housing;
    group.members = {{fire, {0}, muster::participation::primary}, {traffic, {1}, muster::participation::primary}};
    group.clashes = {{fire, traffic, {2}, {90'000}, {610'000}}};
    muster::expert_panel panel;
    panel.seats = {{zhao, true, {300'000}, {4}}};
    panel.holds_further_action = true;
    return {group, panel, instant{noon}};
}

}  // namespace

TEST_CASE("governance/deliberation_text: a whole record, in both languages") {
    deliberation held = opened();
    REQUIRE(held.state({noon + 60'000}, fire, "keep one lane", "") == deliberation_answer::recorded);
    REQUIRE(held.state({noon + 61'000}, traffic, "close", "people below") == deliberation_answer::recorded);
    REQUIRE(held.assess({noon + 300'000}, zhao, "close", "cracks at the crown") == deliberation_answer::recorded);
    REQUIRE(held.state({noon + 360'000}, fire, "close", "the assessment") == deliberation_answer::recorded);
    REQUIRE(held.decide({noon + 400'000}, officer_id{0}, "keep one lane", "the hospital is beyond it") ==
            deliberation_answer::recorded);
    CHECK(deliberation_text(held, names()) ==
          "Joint deliberation opened 2026-03-01 12:00:00, case owner Housing Bureau\n"
          "Clash: Fire Brigade and Traffic Police over \"Hill Road\", minutes 1 to 11 after the order\n"
          "Assessed: 2026-03-01 12:05:00  Engineer Zhao (slope stability) advises \"close\": cracks at the crown\n"
          "Wanted: 2026-03-01 12:01:00  Fire Brigade wants \"keep one lane\" (changed later)\n"
          "Wanted: 2026-03-01 12:01:01  Traffic Police wants \"close\", because: people below\n"
          "Wanted: 2026-03-01 12:06:00  Fire Brigade wants \"close\", because: the assessment\n"
          "No position: Housing Bureau\n"
          "Decided: 2026-03-01 12:06:40  Director Li decides \"keep one lane\", because: the hospital is beyond it\n"
          "Against the assessment of: Engineer Zhao\n"
          "Dissent: Fire Brigade, Traffic Police\n");
    CHECK(deliberation_text(held, names(), language::zh) ==
          "会商记录，开始于 2026-03-01 12:00:00，首接负责 住建\n"
          "预案冲突：消防 与 交警 争用 “山边路”，下令后第 1 至 11 分钟\n"
          "专家评估：2026-03-01 12:05:00　赵工（边坡稳定）建议“close”：cracks at the crown\n"
          "部门意见：2026-03-01 12:01:00　消防主张“keep one lane”（后有变更）\n"
          "部门意见：2026-03-01 12:01:01　交警主张“close”，理由：people below\n"
          "部门意见：2026-03-01 12:06:00　消防主张“close”，理由：the assessment\n"
          "未表态：住建\n"
          "决定：2026-03-01 12:06:40　李区长决定“keep one lane”，理由：the hospital is beyond it\n"
          "未采纳专家意见：赵工\n"
          "保留意见：消防、交警\n");
}

TEST_CASE("governance/deliberation_text: what is not decided says what it waits for; a waiver is shown by name") {
    deliberation held = opened();
    CHECK(deliberation_text(held, names()).find("life-saving orders do not") != std::string::npos);
    CHECK(deliberation_text(held, names(), language::zh).find("救命行动不受影响") != std::string::npos);
    REQUIRE(held.waive({noon + 1000}, "Chief Wu", "no line") == deliberation_answer::recorded);
    CHECK(deliberation_text(held, names()).find("Waived: 2026-03-01 12:00:01  Chief Wu, because: no line\n") !=
          std::string::npos);
    CHECK(deliberation_text(held, names()).find("Decided: nothing yet\n") != std::string::npos);
    REQUIRE(held.decide({noon + 2000}, fire, "close", "it slides") == deliberation_answer::recorded);
    REQUIRE(held.decide({noon + 3000}, traffic, "open", "it holds") == deliberation_answer::recorded);
    const std::string record = deliberation_text(held, names());
    CHECK(record.find("Fire Brigade decides \"close\", because: it slides (changed later)\n") != std::string::npos);
    CHECK(record.find("Traffic Police decides \"open\", because: it holds\n") != std::string::npos);
    CHECK(record.find("Dissent: none\n") != std::string::npos);
    CHECK(record.find("Against") == std::string::npos);
}
