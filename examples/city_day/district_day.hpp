#pragma once

#include "district_deliberation.hpp"  // deliberate
#include "district_record.hpp"        // day_record
#include "program/progress.hpp"               // progress

#include "muster/core/random.hpp"              // random
#include "muster/governance/governance.hpp"    // governance
#include "muster/governance/mode_monitor.hpp"  // mode_monitor
#include "muster/governance/situation.hpp"     // situation
#include "muster/sim/day.hpp"                  // make_day
#include "muster/sim/reference_city.hpp"       // reference_city
#include "muster/sim/scripted.hpp"             // make_script

#include <algorithm>   // sort, merge
#include <array>       // array
#include <cstddef>     // size_t
#include <cstdint>     // uint32_t
#include <functional>  // greater
#include <limits>      // numeric_limits
#include <queue>       // priority_queue
#include <set>         // set
#include <string>      // string
#include <utility>     // move
#include <vector>      // vector

/// A day in the made-up district: calls come in, are decided and committed, units and experts go and come back.
namespace district {

using muster::sim::told_call;

class day_run {
public:
    day_run(const muster::sim::district& ground, const muster::sim::reference_city& city, muster::language told_in,
            std::string show)
        : city_{city},
          told_in_{told_in},
          show_{std::move(show)},
          now_{city.make_situation(ground)},
          decider_{city.make_full_policy(), "district-g", 2, muster::record::all, city.card} {
        now_.questions = muster::question_budget{questions_per_hour};
        // Heads on leave: every third street's, whose deputies stand in, and every eleventh community's, who has none.
        const auto on_leave = [&](std::size_t tier, std::size_t every) {
            const auto& cells = ground.tiers[tier].cells;
            for (std::size_t i = every - 1; i < cells.size(); i += every) {
                now_.absent.push_back(city.command.roster().find(cells[i].key + "-C0"));
            }
        };
        on_leave(1, 3);
        on_leave(2, 11);
        for (std::size_t tier = 0; tier <= 1; ++tier) {
            for (const muster::cell_id each : city.cells.cells(tier)) {
                monitors_.push_back({each, 1000, 700, {10 * 60'000}});
            }
        }
    }

    /// @param script  its calls come between those of the day; empty: none do
    [[nodiscard]] day_record run(const std::vector<muster::sim::call>& calls, const muster::sim::script& script,
                                 std::uint64_t seed) {
        std::vector<moment> day;
        for (const muster::sim::call& each : calls) { day.push_back({&each, nullptr}); }
        for (const muster::sim::scripted_call& each : script.calls) { day.push_back({&each.told, &each.scene}); }
        std::stable_sort(day.begin(), day.end(),
                         [](const moment& a, const moment& b) { return a.call->received < b.call->received; });
        progress shown{"deciding", day.size()};
        const muster::random durations = muster::random{seed}.stream("service");
        for (std::size_t i = 0; i < day.size(); ++i) {
            const muster::sim::call& call = *day[i].call;
            close_until(call.received);
            now_.now = call.received;
            const bool unheard = script.unheard_from <= now_.now && now_.now < script.unheard_until;
            now_.last_observed = unheard ? script.unheard_from : now_.now;
            muster::random service = durations.stream(i);
            handle(call, muster::sim::service_time(call, service));
            if (day[i].scene != nullptr) { keep_scene(*day[i].scene); }
            shown.step(i + 1);
        }
        close_until({std::numeric_limits<std::int64_t>::max()});
        return std::move(record_);
    }

    /// What numbers in plans are called.
    [[nodiscard]] muster::name_book names() const { return decider_.names(city_.skills, now_.units, now_.experts); }

private:
    static constexpr std::uint32_t questions_per_hour = 12;  ///< that people in the centre can answer

    struct moment {
        const muster::sim::call* call;
        const std::string* scene;  ///< null: a call of the day
    };
    enum class end_of : std::uint8_t { unit, expert, work };
    /// Something that comes to an end: when, what, which one.
    struct ending {
        std::int64_t at_ms;
        end_of what;
        std::uint32_t index;
        std::uint32_t generation;
        friend auto operator<=>(const ending&, const ending&) = default;
    };

    void close_until(muster::instant until) {
        while (!endings_.empty() && endings_.top().at_ms <= until.ms) {
            const ending due = endings_.top();
            endings_.pop();
            switch (due.what) {
                case end_of::unit: now_.units.set_status(due.index, muster::unit_status::free); break;
                case end_of::expert: (void)now_.experts.release({due.index, due.generation}); break;
                case end_of::work: now_.load.remove({due.index}, 1.0); break;
            }
            if (due.what == end_of::work) { watch_modes({due.at_ms}); }
        }
    }

    // What is recommended for the district and its streets as a whole, beside the single incident.
    void watch_modes(muster::instant at) {
        for (muster::mode_monitor& each : monitors_) {
            if (const auto change = each.observe(at, now_.load.utilisation_thousandths(each.cell()))) {
                record_.together.moments.push_back({each.cell(), *change});
            }
        }
    }

    void handle(const muster::sim::call& call, muster::duration service) {
        decider_.decide(told_call{&call, told_in_}, now_, scratch_, plan_);
        // The same thread decides and commits, so nothing has moved on in between.
        if (commit(plan_, now_) == muster::commit_outcome::committed) {
            std::int64_t last_ms = 0;
            for (const muster::assignment& each : plan_.units.assignments) {
                endings_.push({(now_.now + each.arrival + service).ms, end_of::unit, each.unit.index, 0});
                last_ms = std::max(last_ms, each.arrival.ms);
            }
            for (const muster::expert_panel::seat& each : plan_.panel.seats) {
                endings_.push({(now_.now + each.arrival + service).ms, end_of::expert, each.expert.index,
                               each.expert.generation});
            }
            if (!plan_.needed.needs.empty()) {
                now_.load.add(plan_.where.owner, 1.0);
                endings_.push(
                    {(now_.now + muster::duration{last_ms} + service).ms, end_of::work, plan_.where.owner.index, 0});
                watch_modes(now_.now);
            }
        }
        note(call);
        note_together();
    }

    void keep_scene(const std::string& scene) {
        ++record_.scripted;
        for (scene_record& each : record_.scenes) {
            if (each.scene == scene) {
                ++each.calls;
                return;
            }
        }
        record_.scenes.push_back({scene, 1, plan_, deliberate(plan_, names(), told_in_)});
    }

    void note_together() {
        together_record& sum = record_.together;
        if (plan_.was_asked(muster::stage_id::gauge)) {
            ++sum.modes[static_cast<std::size_t>(plan_.advised.recommended)];
        }
        ++sum.on_card[static_cast<std::size_t>(plan_.on_card)];
        for (const muster::question& each : plan_.questions) {
            ++(each.is_put ? sum.put : sum.not_put)[static_cast<std::size_t>(each.kind)];
        }
        sum.no_rule += plan_.what.status == muster::classification_status::no_rule ? 1U : 0U;
        sum.tie += plan_.what.status == muster::classification_status::tie ? 1U : 0U;
        sum.no_card += plan_.what.type && plan_.needed.cards.empty() ? 1U : 0U;
        note_departments(sum);
        note_experts(sum);
        for (const muster::assembly::post& each : plan_.called.posts) {
            ++sum.posts;
            sum.alternates += each.officer && each.turn > 0 ? 1U : 0U;
            sum.vacant += each.officer ? 0U : 1U;
        }
        for (const muster::assignment& each : plan_.units.assignments) {
            if (each.step == 1) {
                ++sum.aided;
                break;
            }
        }
    }

    void note_departments(together_record& sum) const {
        std::set<std::uint32_t> there, leads, acts;
        for (const muster::joint_action_group::member& each : plan_.group.members) {
            there.insert(each.department.index);
            if (each.part == muster::participation::primary) { leads.insert(each.department.index); }
            if (each.function) { acts.insert(each.department.index); }
        }
        ++sum.departments_per_incident[there.size()];
        for (const std::uint32_t each : there) {
            department_record& one = sum.departments[each];
            ++one.incidents;
            one.led += leads.contains(each) ? 1U : 0U;
            one.joined += acts.contains(each) ? 0U : 1U;
        }
        ++sum.departments[plan_.group.case_owner.index].owned;
        ++sum.passes[static_cast<std::size_t>(plan_.group.passes)];
        sum.with_clash += plan_.group.clashes.empty() ? 0U : 1U;
    }

    void note_experts(together_record& sum) const {
        sum.asked_experts += plan_.panel.asked.empty() ? 0U : 1U;
        sum.held += plan_.panel.holds_further_action ? 1U : 0U;
        for (const muster::expert_panel::seat& each : plan_.panel.seats) {
            ++(each.on_scene ? sum.on_scene : sum.by_video);
            sum.local_experts += each.qualified_by == muster::expertise::local ? 1U : 0U;
        }
        for (const muster::capability_id each : plan_.panel.uncovered) { ++sum.no_expert[each.index]; }
    }

    void note(const muster::sim::call& call) {
        ++record_.incidents;
        ++record_.located[static_cast<std::size_t>(plan_.where.status)];
        if (plan_.was_asked(muster::stage_id::dispatch)) { ++record_.ended[static_cast<std::size_t>(plan_.units.end)]; }
        ++record_.classified[static_cast<std::size_t>(plan_.what.status)];
        if (plan_.what.type && city_.types.code(plan_.what.type) == code_of(call.truth)) { ++record_.right_type; }
        if (call.position && !call.grid_key.empty()) {
            ++record_.placed;
            record_.right_leaf += city_.cells.key(plan_.where.owner) == call.grid_key ? 1U : 0U;
        }
        level_record& level = record_.levels[plan_.how_serious.decided.rank];
        ++level.incidents;
        level.units += plan_.units.assignments.size();
        level.open += plan_.how_serious.lowest != plan_.how_serious.highest ? 1U : 0U;
        ++record_.units_per_incident[plan_.units.assignments.size()];
        note_targets();
        for (const muster::shortfall& each : plan_.units.shortfalls) {
            muster::shortfall& sum = record_.gaps[each.capability.index];
            ++record_.gap_incidents[each.capability.index];
            sum.missing += each.missing;
            sum.late_by = std::max(sum.late_by, each.late_by);
            sum.busy += each.busy;
            sum.held += each.held;
            sum.at_minimum += each.at_minimum;
        }
        choose_shown();
    }

    void note_targets() {
        for (const muster::assignment& each : plan_.units.assignments) {
            if (each.limit.within.ms == 0) { continue; }
            target_record& target = record_.targets[{each.capability.index, each.limit.within.ms}];
            ++target.asked;
            target.arrival_ms.push_back(each.arrival.ms);
            if (each.late_by().ms > 0) { target.late_ms.push_back(each.late_by().ms); }
        }
    }

    // The decision named with --show; else the first with a known level above III whose facts are partly unknown.
    void choose_shown() {
        const bool wanted = show_.empty()
                                ? plan_.how_serious.decided.rank <= 2 && plan_.units.assignments.size() >= 4 &&
                                      plan_.where.status == muster::location_status::inside
                                : plan_.incident_key == show_;
        if (record_.has_shown || !wanted) { return; }
        record_.shown = plan_;
        record_.has_shown = true;
    }

    const muster::sim::reference_city& city_;
    muster::language told_in_;
    std::string show_;
    muster::situation<muster::planar> now_;
    muster::governance<decltype(std::declval<const muster::sim::reference_city&>().make_full_policy())> decider_;
    std::vector<muster::mode_monitor> monitors_;
    muster::workspace scratch_;
    muster::plan plan_;
    day_record record_;
    std::priority_queue<ending, std::vector<ending>, std::greater<>> endings_;
};

}  // namespace district
