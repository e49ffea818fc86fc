#include "muster/model/outcomes.hpp"

#include <doctest/doctest.h>

using namespace muster::literals;

TEST_CASE("model/outcomes: a type, a level, a list or a mode is an outcome without further ado") {
    const muster::classification what = muster::type_id{3};
    CHECK(what.status == muster::classification_status::classified);
    CHECK(what.type == muster::type_id{3});
    const muster::classification abstained = muster::type_id::none();
    CHECK(abstained.status == muster::classification_status::no_rule);
    CHECK(muster::classification{}.status == muster::classification_status::no_rule);

    const muster::grading level = muster::level_II;
    CHECK(level.lowest == muster::level_II);
    CHECK(level.decided == muster::level_II);
    CHECK(level.highest == muster::level_II);
    CHECK_FALSE(level.settled_by);

    const muster::requirement needed = std::vector<muster::need>{{{0}, 2, {}, {}}};
    CHECK(needed.needs.size() == 1);
    const muster::mode_advice advised = muster::mode::convergent;
    CHECK(advised.recommended == muster::mode::convergent);
}

TEST_CASE("model/outcomes: an order is late by what it exceeds its target, and never late without one") {
    muster::assignment order;
    order.arrival = 400_s;
    CHECK(order.late_by() == 0_s);
    order.limit.within = 300_s;
    CHECK(order.late_by() == 100_s);
    order.limit.within = 500_s;
    CHECK(order.late_by() == -(100_s));
}

TEST_CASE("model/outcomes: handed out empty, nobody is named") {
    CHECK_FALSE(muster::joint_action_group{}.case_owner);
    CHECK(muster::expert_panel{}.seats.empty());
    CHECK(muster::dispatch_outcome{}.end == muster::search_end::covered);
}

TEST_CASE("model/outcomes: a gap of the rules is what a table says, else a case without type or run card") {
    using muster::find_gap;
    using muster::gap_kind;
    muster::classification what = muster::type_id{1};
    muster::grading level = muster::level_II;
    muster::requirement needed;
    needed.cards = {{0}};
    CHECK(find_gap(what, level, needed) == gap_kind::none);
    needed.cards.clear();
    CHECK(find_gap(what, level, needed) == gap_kind::no_rule);
    needed.gap = gap_kind::clash;
    CHECK(find_gap(what, level, needed) == gap_kind::clash);
    level.gap = gap_kind::thin_margin;
    CHECK(find_gap(what, level, needed) == gap_kind::thin_margin);
    what.gap = gap_kind::out_of_range;
    CHECK(find_gap(what, level, needed) == gap_kind::out_of_range);
    CHECK(find_gap({}, muster::level_II, {}) == gap_kind::no_rule);
    muster::classification tie;
    tie.status = muster::classification_status::tie;
    needed.gap = gap_kind::none;
    needed.cards = {{0}};
    CHECK(find_gap(tie, muster::level_II, needed) == gap_kind::clash);
    CHECK(find_gap(tie, level, needed) == gap_kind::thin_margin);
}
