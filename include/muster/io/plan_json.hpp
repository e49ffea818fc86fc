#pragma once

#include "muster/core/name_book.hpp"           // name_book
#include "muster/governance/plan.hpp"          // plan
#include "muster/governance/verdict_text.hpp"  // to_text
#include "muster/model/gap_kind.hpp"           // gap_kind

#include <nlohmann/json.hpp>  // ordered_json

#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The version of the layout that `to_json` writes. It rises when a member changes its meaning or goes.
inline constexpr int plan_schema_version = 1;

namespace detail {

class plan_json_writer {
public:
    using json = nlohmann::ordered_json;

    plan_json_writer(const plan& made, const name_book& names) : plan_{made}, names_{names} {}

    [[nodiscard]] json write() const {
        return {
            {"schema", "muster.plan"},
            {"schema_version", plan_schema_version},
            {"incident", plan_.incident_key},
            {"decided_at_ms", plan_.decided_at.ms},
            {"policy",
             {{"name", plan_.policy_name}, {"version", plan_.policy_version}, {"digest", hex(plan_.policy_digest)}}},
            {"situation_version", plan_.situation_version},
            {"locate", stage(stage_id::locate, where())},
            {"classify", stage(stage_id::classify, with_gap(what(), plan_.what.gap))},
            {"grade", stage(stage_id::grade, with_gap(how_serious(), plan_.how_serious.gap))},
            {"require", stage(stage_id::require, with_gap(needed(), plan_.needed.gap))},
            {"gauge", stage(stage_id::gauge, advised())},
            {"match", stage(stage_id::match, group())},
            {"consult", stage(stage_id::consult, panel())},
            {"dispatch", stage(stage_id::dispatch, units())},
            {"assemble", stage(stage_id::assemble, assembled())},
            {"static_card", static_card()},
            {"questions", questions()}};
    }

private:
    static std::string hex(std::uint64_t value) {
        std::string digits(16, '0');
        for (std::size_t i = 16; i-- > 0; value >>= 4) { digits[i] = "0123456789abcdef"[value & 15]; }
        return digits;
    }

    [[nodiscard]] json stage(stage_id which, json decided) const {
        if (!plan_.was_asked(which)) { return {{"asked", false}}; }
        json whole{{"asked", true}};
        whole.update(decided);
        return whole;
    }

    // `gap` only where a decision table leaves the case to people.
    [[nodiscard]] static json with_gap(json decided, gap_kind gap) {
        if (gap != gap_kind::none) { decided["gap"] = to_string(gap); }
        return decided;
    }

    // null for none: a table id, or a level's rank.
    [[nodiscard]] json called(subject about, std::uint32_t index, bool exists = true) const {
        if (!exists || index == 0xffff'ffffU) { return nullptr; }
        return {{"index", index},
                {"en", names_.name_of(about, index, language::en)},
                {"zh", names_.name_of(about, index, language::zh)}};
    }
    [[nodiscard]] json called(response_level level) const {
        return called(subject::level, level.rank, static_cast<bool>(level));
    }

    [[nodiscard]] static std::string_view about_text(subject about) noexcept {
        constexpr std::string_view names[]{"nothing", "cell",          "incident_type", "rule",    "criterion",
                                           "level",   "capability",    "run_card",      "unit",    "department",
                                           "expert",  "pool",          "role",          "officer", "resource",
                                           "action",  "standing_order"};
        return names[static_cast<std::size_t>(about)];
    }

    [[nodiscard]] json reasons(const reason_list& all) const {
        json list = json::array();
        for (const reason& each : all) {
            list.push_back({{"stage", to_string(each.stage)},
                            {"about", about_text(each.about)},
                            {"verdict", each.verdict},
                            {"index", each.is_group || each.index == 0xffff'ffffU ? json(nullptr) : json(each.index)},
                            {"purpose", each.purpose},
                            {"group", each.is_group},
                            {"actual", each.actual},
                            {"limit", each.limit},
                            {"en", to_text(each, names_, language::en)},
                            {"zh", to_text(each, names_, language::zh)}});
        }
        return list;
    }

    [[nodiscard]] static json limit(const time_limit& each) {
        if (each.within.ms <= 0) { return nullptr; }
        return {{"from", to_string(each.from)}, {"to", to_string(each.to)}, {"within_ms", each.within.ms}};
    }

    [[nodiscard]] json where() const {
        constexpr std::string_view status[]{"inside", "gap", "outside", "no_position"};
        json path = json::array();
        for (std::size_t i = 0; i < plan_.where.depth; ++i) {
            path.push_back(called(subject::cell, plan_.where.path[i].index));
        }
        return {{"status", status[static_cast<std::size_t>(plan_.where.status)]},
                {"path", path},
                {"owner", called(subject::cell, plan_.where.owner.index)},
                {"nearest", called(subject::cell, plan_.where.nearest.index)},
                {"distance_mm", plan_.where.distance.mm}};
    }

    [[nodiscard]] json what() const {
        constexpr std::string_view status[]{"classified", "no_rule", "tie"};
        const classification& each = plan_.what;
        return {{"status", status[static_cast<std::size_t>(each.status)]},
                {"type", called(subject::incident_type, each.type.index)},
                {"runner_up", called(subject::incident_type, each.runner_up.index)},
                {"tied_with", called(subject::incident_type, each.tied_with.index)},
                {"rule", called(subject::rule, each.rule.index)},
                {"reasons", reasons(each.reasons)}};
    }

    [[nodiscard]] json how_serious() const {
        const grading& each = plan_.how_serious;
        return {{"decided", called(each.decided)},
                {"lowest", called(each.lowest)},
                {"highest", called(each.highest)},
                {"criterion", called(subject::criterion, each.criterion.index)},
                {"settled_by", called(subject::criterion, each.settled_by.index)},
                {"reasons", reasons(each.reasons)}};
    }

    [[nodiscard]] json needed() const {
        json needs = json::array();
        for (const need& each : plan_.needed.needs) {
            needs.push_back({{"capability", called(subject::capability, each.capability.index)},
                             {"amount", each.amount},
                             {"limit", limit(each.limit)},
                             {"card", called(subject::run_card, each.card.index)}});
        }
        json cards = json::array();
        for (const card_id each : plan_.needed.cards) { cards.push_back(called(subject::run_card, each.index)); }
        return {{"needs", needs}, {"cards", cards}, {"reasons", reasons(plan_.needed.reasons)}};
    }

    [[nodiscard]] json advised() const {
        constexpr std::string_view modes[]{"routine", "convergent", "outside_scope"};
        const mode_measures& each = plan_.advised.measured;
        return {{"recommended", modes[static_cast<std::size_t>(plan_.advised.recommended)]},
                {"measured",
                 {{"busiest", called(subject::cell, each.busiest.index)},
                  {"load_thousandths", each.load_thousandths},
                  {"capacity_thousandths", each.capacity_thousandths},
                  {"departments_needed", each.departments_needed},
                  {"needs_asked", each.needs_asked},
                  {"needs_by_owner", each.needs_by_owner},
                  {"sudden", each.is_sudden},
                  {"rule", each.has_rule},
                  {"time_left_ms", each.time_left.ms},
                  {"time_to_assemble_ms", each.time_to_assemble.ms},
                  {"time_to_mobilise_ms", each.time_to_mobilise.ms},
                  {"expected_loss", each.expected_loss},
                  {"cost", each.cost}}},
                {"reasons", reasons(plan_.advised.reasons)}};
    }

    [[nodiscard]] json all_called(subject about, const std::vector<capability_id>& ids) const {
        json list = json::array();
        for (const capability_id each : ids) { list.push_back(called(about, each.index)); }
        return list;
    }

    [[nodiscard]] json group() const {
        constexpr std::string_view passes[]{"keep", "joint", "transfer"};
        const joint_action_group& each = plan_.group;
        json members = json::array();
        for (const joint_action_group::member& one : each.members) {
            members.push_back({{"department", called(subject::department, one.department.index)},
                               {"function", called(subject::capability, one.function.index)},
                               {"primary", one.part == participation::primary}});
        }
        json clashes = json::array();
        for (const joint_action_group::clash& one : each.clashes) {
            clashes.push_back({{"one", called(subject::department, one.one.index)},
                               {"other", called(subject::department, one.other.index)},
                               {"over", called(subject::resource, one.over.index)},
                               {"from_ms", one.from.ms},
                               {"until_ms", one.until.ms}});
        }
        return {{"case_owner", called(subject::department, each.case_owner.index)},
                {"received_by", called(subject::department, each.received_by.index)},
                {"passes", passes[static_cast<std::size_t>(each.passes)]},
                {"members", members},
                {"uncovered", all_called(subject::capability, each.uncovered)},
                {"clashes", clashes},
                {"reasons", reasons(each.reasons)}};
    }

    [[nodiscard]] json panel() const {
        constexpr std::string_view causes[]{"type_asks", "rule_gap", "clash"};
        const expert_panel& each = plan_.panel;
        json seats = json::array();
        for (const expert_panel::seat& one : each.seats) {
            seats.push_back({{"expert", called(subject::expert, one.expert.index)},
                             {"generation", one.expert.generation},
                             {"on_scene", one.on_scene},
                             {"arrival_ms", one.arrival.ms},
                             {"field", called(subject::capability, one.field.index)},
                             {"local", one.qualified_by == expertise::local},
                             {"opens_gate", one.opens_gate},
                             {"score", one.score}});
        }
        return {{"seats", seats},
                {"fields_asked", all_called(subject::capability, each.asked)},
                {"uncovered", all_called(subject::capability, each.uncovered)},
                {"cause", each.asked.empty() ? json(nullptr) : json(causes[static_cast<std::size_t>(each.cause)])},
                {"holds_further_action", each.holds_further_action},
                {"reasons", reasons(each.reasons)}};
    }

    [[nodiscard]] json assembled() const {
        const assembly& each = plan_.called;
        json posts = json::array();
        for (const assembly::post& one : each.posts) {
            posts.push_back({{"cell", called(subject::cell, one.cell.index)},
                             {"role", called(subject::role, one.role.index)},
                             {"officer", called(subject::officer, one.officer.index)},
                             {"turn", one.turn},
                             {"commander", one.is_commander},
                             {"mandatory", one.is_mandatory}});
        }
        json notices = json::array();
        for (const assembly::notice& one : each.notices) {
            notices.push_back({{"about", about_text(one.about)}, {"who", called(one.about, one.index)}});
        }
        json tasks = json::array();
        for (const assembly::task& one : each.tasks) {
            tasks.push_back({{"about", about_text(one.about)},
                             {"who", called(one.about, one.index)},
                             {"cell", called(subject::cell, one.cell.index)},
                             {"action", called(subject::action, one.action.index)},
                             {"capability", called(subject::capability, one.capability.index)},
                             {"amount", one.amount},
                             {"limit", limit(one.limit)}});
        }
        return {{"posts", posts}, {"notices", notices}, {"tasks", tasks}, {"reasons", reasons(each.reasons)}};
    }

    [[nodiscard]] json static_card() const {
        if (plan_.on_card == card_cause::none) { return nullptr; }
        json orders = json::array();
        for (std::uint32_t i = 1; i <= plan_.card_orders; ++i) { orders.push_back(called(subject::standing_order, i)); }
        return {{"cause", plan_.on_card == card_cause::stale ? "stale" : "nothing_known"},
                {"card", called(subject::standing_order, 0)},
                {"orders", orders}};
    }

    [[nodiscard]] json questions() const {
        json list = json::array();
        for (const question& each : plan_.questions) {
            list.push_back({{"kind", each.kind == question_kind::which_type ? "which_type" : "confirm_mode"},
                            {"put", each.is_put}});
        }
        return list;
    }

    [[nodiscard]] json units() const {
        constexpr std::string_view ends[]{"covered", "exhausted", "budget"};
        json orders = json::array();
        for (const assignment& each : plan_.units.assignments) {
            orders.push_back({{"unit", called(subject::unit, each.unit.index)},
                              {"generation", each.unit.generation},
                              {"capability", called(subject::capability, each.capability.index)},
                              {"arrival_ms", each.arrival.ms},
                              {"limit", limit(each.limit)},
                              {"step", each.step}});
        }
        json shortfalls = json::array();
        for (const shortfall& each : plan_.units.shortfalls) {
            shortfalls.push_back({{"capability", called(subject::capability, each.capability.index)},
                                  {"missing", each.missing},
                                  {"late_by_ms", each.late_by.ms},
                                  {"busy", each.busy},
                                  {"held", each.held},
                                  {"at_minimum", each.at_minimum}});
        }
        return {{"end", ends[static_cast<std::size_t>(plan_.units.end)]},
                {"position_assumed", plan_.units.position_assumed},
                {"visited", plan_.units.visited},
                {"assignments", orders},
                {"shortfalls", shortfalls},
                {"reasons", reasons(plan_.units.reasons)}};
    }

    const plan& plan_;
    const name_book& names_;
};

}  // namespace detail

/// A plan as JSON, with names and reasons in both languages; `schema_version` says which layout it has.
[[nodiscard]] inline nlohmann::ordered_json to_json(const plan& made, const name_book& names) {
    return detail::plan_json_writer{made, names}.write();
}

}  // namespace v0
}  // namespace muster
