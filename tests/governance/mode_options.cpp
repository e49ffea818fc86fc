#include "muster/governance/mode_options.hpp"

#include "governance/gauge_ground.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using muster::incident_nature;
using muster::mode_options;
using namespace muster::literals;

namespace {

const muster::type_tree& types() {
    static const muster::type_tree tree = gauge_ground::make_types();
    return tree;
}

void check(const mode_options& options) { muster::check(options, types(), muster::three_response_levels()); }

/// The options after one change, checked.
template <class Change>
void check_with(Change change) {
    mode_options options;
    change(options);
    check(options);
}

}  // namespace

TEST_CASE("governance/mode_options: the defaults can be used, and so can everything at its limits") {
    CHECK_NOTHROW(check({}));
    CHECK_NOTHROW(check_with([](mode_options& each) {
        each.natures = {{types().at("slope"), incident_nature::sudden, 0_s},
                        {types().at("hazard"), incident_nature::everyday, {1'000'000'000'000}}};
        each.assemble = each.mobilise = 0_s;
        each.overload_thousandths = 1'000'000;
        each.work_of_an_incident = 0;
        each.joint_from_departments = 1;
        each.serious = {};
        each.expected_loss = {5, 5, 0};
        each.cost_per_department = 1'000'000'000'000;
    }));
    CHECK_NOTHROW(check_with([](mode_options& each) { each.expected_loss = {1, 1, 1}; }));
}

TEST_CASE("governance/mode_options: a nature of an unknown type, or two of one, are refused") {
    CHECK_THROWS_WITH_AS(
        check_with([](mode_options& each) {
            each.natures = {{types().at("slope"), incident_nature::sudden, {}}, {{77}, incident_nature::sudden, {}}};
        }),
        "mode_options: nature 1 is of a type that is not of the tree", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.natures.resize(1); }),
                         "mode_options: nature 0 is of a type that is not of the tree", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) {
                             each.natures.resize(2, {types().at("slope"), incident_nature::sudden, {}});
                         }),
                         "mode_options: the type `slope` has two natures", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) {
                             each.natures = {{types().at("slope"), incident_nature::sudden, -(1_ms)}};
                         }),
                         "mode_options: the time left of `slope` in ms is -1; it must be from 0 to 1000000000000",
                         muster::error);
}

TEST_CASE("governance/mode_options: numbers out of their limits are refused, by name") {
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.time_left = -(1_s); }),
                         "mode_options: time_left in ms is -1000; it must be from 0 to 1000000000000", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.assemble = -(1_s); }),
                         "mode_options: assemble in ms is -1000; it must be from 0 to 1000000000000", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.mobilise = {1'000'000'000'001}; }),
                         "mode_options: mobilise in ms is 1000000000001; it must be from 0 to 1000000000000",
                         muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.overload_thousandths = 0; }),
                         "mode_options: overload_thousandths is 0; it must be from 1 to 1000000", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.joint_from_departments = 0; }),
                         "mode_options: joint_from_departments is 0; it must be from 1 to 1000000", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.cost_per_department = -1; }),
                         "mode_options: cost_per_department is -1; it must be from 0 to 1000000000000", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.serious = {4}; }),
                         "mode_options: serious names a level of rank 4; the scale has ranks 1 to 3", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.work_of_an_incident = -0.5; }),
                         "mode_options: work_of_an_incident is -0.500000; it must be from 0 to 1000000000",
                         muster::error);
    for (const double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1.1e9}) {
        CHECK_THROWS_AS(check_with([bad](mode_options& each) { each.work_of_an_incident = bad; }), muster::error);
    }
}

TEST_CASE("governance/mode_options: losses that do not fit the scale, or fall where the level rises, are refused") {
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) {
                             each.expected_loss = {2, 1};
                         }),
                         "mode_options: expected_loss has 2 levels; the scale has 3", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) { each.cost_per_department = 1; }),
                         "mode_options: expected_loss has 0 levels; the scale has 3", muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) {
                             each.expected_loss = {2, 1, -1};
                         }),
                         "mode_options: expected_loss of rank 3 is -1; it must be from 0 to 1000000000000",
                         muster::error);
    CHECK_THROWS_WITH_AS(check_with([](mode_options& each) {
                             each.expected_loss = {2, 3, 1};
                         }),
                         "mode_options: expected_loss of rank 2 is 3, more than that of the more serious rank 1",
                         muster::error);
}

TEST_CASE("governance/mode_options: a gauge is not built from options that cannot be used") {
    mode_options bad;
    bad.overload_thousandths = -1;
    CHECK_THROWS_AS((muster::mode_gauge{types(), muster::three_response_levels(),
                                        gauge_ground::make_departments(types(), {{{0}}}), bad}),
                    muster::error);
}
