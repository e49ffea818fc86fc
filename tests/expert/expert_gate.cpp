#include "muster/expert/expert_gate.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <string>

using muster::action_kind;
using muster::expert_gate;
using muster::expert_panel;
using muster::gate_status;
using muster::hearing_result;
using muster::waiver_result;

namespace {

expert_panel panel_of(std::initializer_list<muster::expert_handle> members, bool holds = true) {
    expert_panel made;
    made.holds_further_action = holds;
    for (const muster::expert_handle each : members) {
        expert_panel::seat chair;
        chair.expert = each;
        made.seats.push_back(chair);
    }
    return made;
}

}  // namespace

TEST_CASE("expert/expert_gate: a life-saving order passes in every state") {
    dice any{11};
    for (int round = 0; round < 300; ++round) {
        expert_gate gate{panel_of({{1, 0}, {2, 5}}, any.chance(80))};
        if (round == 0) { gate = expert_gate{}; }
        for (int step = 0; step < 8; ++step) {
            CHECK(gate.lets_through(action_kind::life_saving));
            CHECK(gate.lets_through(action_kind::further) == (gate.status() != gate_status::waiting));
            switch (any.below(3)) {
                case 0: (void)gate.hear({any.below(4), any.below(2) * 5}); break;
                case 1: (void)gate.waive(any.chance(50) ? "Chen" : "", any.chance(50) ? "dusk" : ""); break;
                default: break;
            }
        }
    }
}

TEST_CASE("expert/expert_gate: further action waits for an expert of the panel") {
    expert_gate gate{panel_of({{1, 0}, {2, 5}})};
    CHECK(gate.status() == gate_status::waiting);
    CHECK_FALSE(gate.lets_through(action_kind::further));
    CHECK(gate.hear({3, 0}) == hearing_result::not_on_panel);
    CHECK(gate.hear({2, 4}) == hearing_result::not_on_panel);  // somebody else was in that place
    CHECK(gate.hear({}) == hearing_result::not_on_panel);
    CHECK_FALSE(gate.lets_through(action_kind::further));
    CHECK(gate.heard().empty());
    CHECK(gate.hear({2, 5}) == hearing_result::taken);
    CHECK(gate.status() == gate_status::heard);
    CHECK(gate.lets_through(action_kind::further));
    CHECK(gate.hear({2, 5}) == hearing_result::taken);
    CHECK(gate.hear({1, 0}) == hearing_result::taken);
    CHECK(gate.heard() == std::vector<muster::expert_handle>{{2, 5}, {1, 0}});
}

TEST_CASE("expert/expert_gate: or for a waiver, by name and with a reason") {
    expert_gate gate{panel_of({})};  // nobody could be called
    CHECK_FALSE(gate.lets_through(action_kind::further));
    CHECK(gate.waive("", "the slope is moving") == waiver_result::no_name);
    CHECK(gate.waive(" \t", "the slope is moving") == waiver_result::no_name);
    CHECK(gate.waive("Chen", "") == waiver_result::no_reason);
    CHECK(gate.waive("Chen", "  ") == waiver_result::no_reason);
    CHECK(gate.status() == gate_status::waiting);
    CHECK(gate.waived_by().empty());
    CHECK_FALSE(gate.lets_through(action_kind::further));
    CHECK(gate.waive("Chen", "the slope is moving") == waiver_result::taken);
    CHECK(gate.status() == gate_status::waived);
    CHECK(gate.lets_through(action_kind::further));
    CHECK(gate.waive("Wu", "I would have too") == waiver_result::already_waived);
    CHECK(gate.waived_by() == "Chen");
    CHECK(gate.waived_why() == "the slope is moving");
}

TEST_CASE("expert/expert_gate: who comes after a waiver is heard all the same, and the waiver stays on record") {
    expert_gate gate{panel_of({{1, 0}})};
    CHECK(gate.waive("Chen", "dusk") == waiver_result::taken);
    CHECK(gate.hear({1, 0}) == hearing_result::taken);
    CHECK(gate.status() == gate_status::heard);
    CHECK(gate.waived_by() == "Chen");
}

TEST_CASE("expert/expert_gate: a panel that holds nothing lets everything through") {
    const expert_gate gate{panel_of({{1, 0}}, false)};
    CHECK(gate.status() == gate_status::not_held);
    CHECK(gate.lets_through(action_kind::further));
    CHECK(expert_gate{}.lets_through(action_kind::further));
}

TEST_CASE("expert/expert_gate: only who answers for what is held opens it") {
    expert_panel panel = panel_of({{1, 0}, {2, 0}});
    panel.seats[0].opens_gate = false;
    expert_gate gate{panel};
    CHECK(gate.hear({1, 0}) == hearing_result::taken);
    CHECK(gate.status() == gate_status::waiting);
    CHECK_FALSE(gate.lets_through(action_kind::further));
    CHECK(gate.lets_through(action_kind::life_saving));
    CHECK(gate.hear({2, 0}) == hearing_result::taken);
    CHECK(gate.status() == gate_status::heard);
    CHECK(gate.heard().size() == 2);
}
