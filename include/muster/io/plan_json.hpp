#pragma once

#include "muster/core/name_book.hpp"           // name_book
#include "muster/governance/plan.hpp"          // plan
#include "muster/governance/verdict_text.hpp"  // to_text

#include <nlohmann/json.hpp>  // ordered_json

#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view

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
            {"classify", stage(stage_id::classify, what())},
            {"grade", stage(stage_id::grade, how_serious())},
            {"require", stage(stage_id::require, needed())},
            {"gauge", stage(stage_id::gauge, advised())},
            {"match", stage(stage_id::match, group())},
            {"consult", stage(stage_id::consult, panel())},
            {"dispatch", stage(stage_id::dispatch, units())}};
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
        constexpr std::string_view names[]{"nothing",   "cell",       "incident_type", "rule",
                                           "criterion", "level",      "capability",    "run_card",
                                           "unit",      "department", "expert",        "pool",
                                           "role",      "officer",    "resource",      "action",
                                           "standing_order"};
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
        return {{"recommended", modes[static_cast<std::size_t>(plan_.advised.recommended)]},
                {"reasons", reasons(plan_.advised.reasons)}};
    }

    [[nodiscard]] json group() const {
        json members = json::array();
        for (const joint_action_group::member& each : plan_.group.members) {
            members.push_back({{"department", called(subject::department, each.department.index)},
                               {"function", called(subject::capability, each.function.index)},
                               {"primary", each.part == participation::primary}});
        }
        return {{"case_owner", called(subject::department, plan_.group.case_owner.index)},
                {"members", members},
                {"reasons", reasons(plan_.group.reasons)}};
    }

    [[nodiscard]] json panel() const {
        json seats = json::array();
        for (const expert_panel::seat& each : plan_.panel.seats) {
            seats.push_back({{"expert", called(subject::expert, each.expert.index)},
                             {"on_scene", each.on_scene},
                             {"arrival_ms", each.arrival.ms}});
        }
        return {{"seats", seats}, {"reasons", reasons(plan_.panel.reasons)}};
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
