#include "muster/governance/assembly_text.hpp"

#include "muster/governance/lightning_assembly.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using muster::assembly;
using muster::assembly_reason_text;
using muster::assembly_text;
using muster::assembly_verdict;
using muster::clock_anchor;
using muster::language;
using muster::subject;
using namespace muster::literals;

namespace {

struct attendance {
    muster::officer_id away;

    [[nodiscard]] bool is_absent(muster::officer_id which) const { return which == away; }
};

/// A level II fire in the community S0C0: street and community set up, one officer absent, one need nobody leads.
struct example {
    square_city::hierarchy cells = square_city::make_cells(2, 2);
    muster::type_tree types = square_city::make_types();
    muster::name_book names;
    assembly made;

    example() {
        muster::command_rules rules;
        rules.roles = {{{"commander", "指挥长"}, true},
                       {{"coordination", "综合协调组"}},
                       {{"technical support", "技术保障组"}},
                       {{"evacuation", "安全疏散组"}, false, false, true, muster::level_I},
                       {{"liaison", "联络组"}, false, false}};
        rules.activations = {{0, muster::level_I}, {1, muster::level_II}, {2, {}}};
        rules.roster = {{"D", "commander", "li", {"Director Li", "李区长"}},
                        {"S0", "commander", "wang", {"Head Wang", "王主任"}},
                        {"S0", "commander", "wu", {"Deputy Wu", "吴副主任"}},
                        {"S0", "coordination", "sun", {"Officer Sun", "孙干事"}},
                        {"S0", "coordination", "hu", {"Officer Hu", "胡干事"}},
                        {"S0C0", "commander", "zhou", {"Secretary Zhou", "周书记"}}};
        rules.checklist = {{{"open the video link", "开通现场视频"}, "coordination", 1, {}, {}, 60_s},
                           {{"report to the street", "向街道报告"}, "commander", 2, types.at("fire"), {}, {}},
                           {{"call the media", "联系媒体"}, "liaison", 0, {}, {}, {}}};
        const muster::lightning_assembly stage{cells, types, muster::three_response_levels(), rules};
        const attendance now{stage.roster().find("wang")};
        const muster::location where = cells.locate(cells.representative_point(cells.find(2, "S0C0")));
        const muster::classification what{types.at("high-rise")};
        const muster::grading how_serious{muster::level_II};
        const muster::requirement needed{std::vector<muster::need>{
            {{0}, 3, {clock_anchor::received, clock_anchor::on_scene, 180_s}, {}}, {{1}, 1, {}, {}}}};
        muster::joint_action_group group;
        group.case_owner = {1, 0};
        group.members = {{{0, 0}, {0}, muster::participation::primary}};
        muster::expert_panel panel;
        panel.seats = {{{0, 0}, true, 250'550_ms, {2}}};
        muster::dispatch_outcome units;
        units.assignments.resize(1);
        units.assignments[0].unit = {0, 0};
        muster::workspace scratch;
        const muster::mode_advice advised;
        made = stage(0, muster::assemble_context<attendance>{where, what, how_serious, needed, advised, group, panel,
                                                             units, now, scratch, muster::record::all});
        stage.write_names(names);
        cells.write_names(names);
        names.set(subject::capability, 0, {"fire suppression", "灭火"});
        names.set(subject::capability, 1, {"gas shut-off", "关阀断气"});
        names.set(subject::capability, 2, {"structures", "建筑结构"});
        names.set(subject::department, 0, {"Fire Brigade", "消防"});
        names.set(subject::department, 1, {"Housing Bureau", "住建"});
        names.set(subject::expert, 0, {"Engineer Zhao", "赵工"});
        names.set(subject::unit, 0, {"Engine 1", "1号车"});
        for (std::uint32_t i = 1; i <= 3; ++i) {
            names.set(subject::level, i, muster::three_response_levels().names()[i - 1]);
        }
    }

    [[nodiscard]] std::string reasons(language in) const {
        std::string all;
        for (const muster::reason& each : made.reasons) { all += assembly_reason_text(each, names, in) + "\n"; }
        return all;
    }
};

}  // namespace

TEST_CASE("governance/assembly_text: who commands, who is told, what is asked by when, in both languages") {
    const example one;
    CHECK(assembly_text(one.made, one.names) ==
          "Command S0: commander Deputy Wu (alternate 1); coordination Officer Sun; VACANT: technical support; "
          "not filled: liaison\n"
          "    S0C0: commander Secretary Zhou; VACANT: coordination, technical support; not filled: liaison\n"
          "Told    at once: centres D, S0, S0C0, S0C1, S0C2, S0C3; departments Housing Bureau, Fire Brigade; "
          "experts Engineer Zhao; units Engine 1\n"
          "By when 60 s  S0 coordination (Officer Sun): open the video link\n"
          "    180 s after the call  Fire Brigade: 3 × fire suppression\n"
          "    250.6 s  Engineer Zhao: advises on structures\n"
          "    as soon as can be  S0C0 commander (Secretary Zhou): report to the street\n");
    CHECK(assembly_text(one.made, one.names, language::zh) ==
          "指挥机构：S0：指挥长：吴副主任（候补 1）；综合协调组：孙干事；空缺：技术保障组；未设：联络组\n"
          "    S0C0：指挥长：周书记；空缺：综合协调组、技术保障组；未设：联络组\n"
          "同时通知：网格中心 大网格、S0、S0C0、S0C1、S0C2、S0C3；部门 住建、消防；专家 赵工；力量 1号车\n"
          "限时：60 秒　S0综合协调组（孙干事）：开通现场视频\n"
          "    接报后 180 秒　消防：3 × 灭火\n"
          "    250.6 秒　赵工：提供专家意见：建筑结构\n"
          "    尽快　S0C0指挥长（周书记）：向街道报告\n");
}

TEST_CASE("governance/assembly_text: every reason of the example is one line, in both languages") {
    const example one;
    CHECK(one.reasons(language::en) ==
          "D sets up nothing: level II (larger), from I (major) on\n"
          "evacuation is not filled: level II (larger), from I (major) on\n"
          "S0 sets up its organisation: level II (larger), from II (larger) on\n"
          "commander: Head Wang is absent\n"
          "commander: Deputy Wu is called, alternate 1\n"
          "coordination: Officer Sun is called\n"
          "coordination: 1 alternate not asked: the post is filled\n"
          "S0: VACANT: technical support, nobody is on the roster\n"
          "S0: not filled: liaison, nobody is on the roster\n"
          "S0C0 sets up its organisation: level II (larger), at every level\n"
          "commander: Secretary Zhou is called\n"
          "S0C0: VACANT: coordination, nobody is on the roster\n"
          "S0C0: VACANT: technical support, nobody is on the roster\n"
          "S0C0: not filled: liaison, nobody is on the roster\n"
          "D is told: its own case\n"
          "S0 is told: its own case\n"
          "S0C0 is told: its own case\n"
          "S0C1 is told by prior rule: a neighbour of S0C0\n"
          "S0C2 is told by prior rule: a neighbour of S0C0\n"
          "S0C3 is told by prior rule: a neighbour of S0C0\n"
          "5 other cells not told: neither on the path nor next to it\n"
          "Fire Brigade brings 3 × fire suppression: it is primary for it\n"
          "1 × gas shut-off: no department is primary for it, so nobody is asked\n"
          "Engineer Zhao advises after 250.6 s\n"
          "\"open the video link\" is asked for\n"
          "\"report to the street\" is asked for\n"
          "1 other line of the checklist for other types, levels or tiers\n");
    CHECK(one.reasons(language::zh) ==
          "大网格 不启动指挥机构：本次级别 Ⅱ级(较大)，起始级别 Ⅰ级(重大)\n"
          "安全疏散组 不设：本次级别 Ⅱ级(较大)，起始级别 Ⅰ级(重大)\n"
          "S0 启动指挥机构：本次级别 Ⅱ级(较大)，起始级别 Ⅱ级(较大)\n"
          "指挥长：王主任 不在岗\n"
          "指挥长：吴副主任 受命，候补 1\n"
          "综合协调组：孙干事 受命\n"
          "综合协调组：1 名候补未动用：岗位已到人\n"
          "S0：空缺：技术保障组，值班表无人\n"
          "S0：未设：联络组，值班表无人\n"
          "S0C0 启动指挥机构：本次级别 Ⅱ级(较大)，任何级别均启动\n"
          "指挥长：周书记 受命\n"
          "S0C0：空缺：综合协调组，值班表无人\n"
          "S0C0：空缺：技术保障组，值班表无人\n"
          "S0C0：未设：联络组，值班表无人\n"
          "大网格 获通知：属本网格\n"
          "S0 获通知：属本网格\n"
          "S0C0 获通知：属本网格\n"
          "S0C1 按预设规则获通知：邻接 S0C0\n"
          "S0C2 按预设规则获通知：邻接 S0C0\n"
          "S0C3 按预设规则获通知：邻接 S0C0\n"
          "5 个其余网格未通知：与事件不相邻\n"
          "消防 提供 3 × 灭火：承担主责\n"
          "1 × 关阀断气：没有主责部门，无法下达任务\n"
          "赵工 提供意见，时间 250.6 秒\n"
          "“开通现场视频” 已列入任务\n"
          "“向街道报告” 已列入任务\n"
          "1 条其余清单适用于其他类型、级别或层级\n");
}

TEST_CASE("governance/assembly_text: every verdict has words of its own, in both languages") {
    for (const language in : {language::en, language::zh}) {
        std::set<std::string> all;
        const auto last = static_cast<std::uint16_t>(assembly_verdict::action_for_others);
        for (std::uint16_t verdict = 0; verdict <= last; ++verdict) {
            for (const bool is_group : {false, true}) {
                muster::reason each;
                each.stage = muster::stage_id::assemble;
                each.verdict = verdict;
                each.about = subject::cell;
                each.actual = 2;
                each.limit = 3;
                each.is_group = is_group;
                const std::string words = assembly_reason_text(each, {}, in);
                CHECK(words.find(in == language::en ? ": verdict " : "：判定 ") == std::string::npos);
                CHECK(words.find('\n') == std::string::npos);
                if (!is_group) { CHECK(all.insert(words).second); }
            }
        }
        muster::reason own;
        own.verdict = 1000;
        CHECK(assembly_reason_text(own, {}, in).find("1000") != std::string::npos);
    }
}

TEST_CASE("governance/assembly_text: an assembly of nobody says so; a vacant post's task too") {
    const muster::name_book names;
    CHECK(assembly_text({}, names) == "Command none is set up\nTold    at once: nobody\n");
    CHECK(assembly_text({}, names, language::zh) == "指挥机构：不启动\n同时通知：无\n");
    assembly vacant;
    vacant.posts = {{{0}, {0}, {}, 0, true, true}};
    vacant.tasks = {{subject::role, 0, {0}, {3}, {}, 0, {}}};
    CHECK(assembly_text(vacant, names).find("VACANT: #0\n") != std::string::npos);
    CHECK(assembly_text(vacant, names).find("By when as soon as can be  #0 #0 (VACANT): #3\n") != std::string::npos);
}
