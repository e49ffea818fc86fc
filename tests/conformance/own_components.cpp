// The suites that callers instantiate, on our own components and on what an outsider may write.
#include "conformance/incident_map.hpp"
#include "conformance/stage.hpp"

#include "muster/incident/rule_classifier.hpp"
#include "muster/model/run_card.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using square_city::call;
using square_city::engine;
using square_city::situation;
using namespace muster::literals;

namespace conformance_test {

class outsider {  // getters, a position that may be missing, nothing public
public:
    outsider(std::string key, muster::known<muster::lon_lat> at) : key_{std::move(key)}, at_{at} {}
    [[nodiscard]] const std::string& key() const { return key_; }
    [[nodiscard]] muster::known<muster::lon_lat> at() const { return at_; }

private:
    std::string key_;
    muster::known<muster::lon_lat> at_;
};

}  // namespace conformance_test

template <>
inline constexpr auto muster::fields<conformance_test::outsider> = muster::map(
    muster::id = &conformance_test::outsider::key, muster::position = &conformance_test::outsider::at,
    muster::field<"length"> = [](const conformance_test::outsider& o) { return o.key().size(); });

namespace {

using conformance_test::outsider;

struct city {
    square_city::hierarchy cells = square_city::make_cells(2, 2, {3});
    muster::type_tree types = square_city::make_types();
    muster::response_scale levels = muster::three_response_levels();
    std::vector<call> samples{{1, muster::planar{500'000, 400'000}, "fire", 2, {}},
                              {2, {}, "gas", {}, {}},
                              {3, muster::planar{3'000'000, 3'000'000}, "fire and gas", 0, {}},
                              {4, muster::planar{90'000'000, 0}, "", 9, {}},
                              {5, muster::planar{muster::planar::limit_mm + 1, 0}, "fire drill", 1, {}}};
    conformance::scene<situation> before{
        cells.locate({500'000, 400'000}),
        muster::type_id{0},
        muster::level_II,
        std::vector<muster::need>{{{0}, 2, {muster::clock_anchor::ordered, muster::clock_anchor::on_scene, 240_s}, {}},
                                  {{1}, 1, {}, {}}},
        {{1'000'000},
         {std::vector<engine>{{"A", {100, 100}, {{0}}, {}, {}},
                              {"B", {3'000'000, 100}, {{0}}, {}, {}},
                              {"C", {7'000'000, 100}, {{0}, {1}}, {}, {}}},
          cells, 2}}};
};

}  // namespace

TEST_CASE("conformance/incident_map: our own test types and an outsider's") {
    const city ground;
    conformance::incident_map<call>(ground.samples);
    conformance::incident_map<outsider>({outsider{"a", muster::lon_lat{120, 30}}, outsider{"bc", muster::unknown}});
}

TEST_CASE("conformance/stage: locate") {
    const city ground;
    conformance::locate_stage(ground.cells, ground.samples);
    conformance::locate_stage(
        [](const call&, const auto&) {
            muster::location out;
            out.owner = {0};
            return out;
        },
        ground.samples);
}

TEST_CASE("conformance/stage: classify") {
    const city ground;
    const muster::rule_classifier<call> rules{
        ground.types,
        {{{"f"}, {0}, {muster::contains("fire"), muster::lacks("drill")}}, {{"g"}, {2}, {muster::has_word("gas")}}}};
    conformance::classify_stage(rules, ground.samples, ground.before);
    conformance::classify_stage(
        [](const call& c, const auto&) { return c.what.empty() ? muster::type_id{} : muster::type_id{1}; },
        ground.samples);
}

TEST_CASE("conformance/stage: grade") {
    const city ground;
    const muster::grading_table<call> grades{
        ground.types,
        ground.levels,
        {{{"trapped"}, "trapped", {muster::at_least(1, muster::level_II), muster::at_least(3, muster::level_I)}}}};
    conformance::grade_stage(grades, ground.samples, ground.levels, ground.before);
    conformance::grade_stage([](const auto&, const auto&) { return muster::level_II; }, ground.samples, ground.levels);
}

TEST_CASE("conformance/stage: require") {
    const city ground;
    const muster::run_card_table cards{
        ground.types, ground.levels, {{{"fire card"}, {0}, {}, {}, {{{0}, 2, {}, {}}, {{1}, 1, {}, {}}}}}};
    conformance::require_stage(cards, ground.samples, ground.before);
    conformance::require_stage(
        [](const auto&, const auto&, muster::requirement& out) {
            out.needs.assign(1, {{3}, 1, {}, {}});
        },
        ground.samples);
}

TEST_CASE("conformance/stage: gauge, match and consult") {
    const city ground;
    conformance::gauge_stage(
        [](const call& c, const auto& context) {
            return context.situation.units.size() > 2 && c.trapped ? muster::mode::convergent : muster::mode::routine;
        },
        ground.samples, ground.before);
    conformance::match_stage(
        [](const call& c, const auto&) {
            muster::joint_action_group group;
            group.case_owner = {static_cast<std::uint32_t>(c.no), 0};
            group.members = {{{1, 0}, {0}, muster::participation::primary},
                             {{2, 0}, {0}, muster::participation::supporting}};
            return group;
        },
        ground.samples, ground.before);
    conformance::consult_stage(
        [](const call&, const auto&, muster::expert_panel& out) {
            out.seats.assign(1, {{7, 0}, true, 600_s});
        },
        ground.samples);
}

TEST_CASE("conformance/stage: dispatch") {
    const city ground;
    const muster::tiered_dispatch<muster::planar> rings{ground.cells, ground.types, ground.levels, {}};
    conformance::dispatch_stage(rings, ground.samples, ground.before);
    // An outsider's: the first free units that can, whoever is near.
    conformance::dispatch_stage(
        [](const call&, const auto& context) {
            muster::dispatch_outcome out;
            std::vector<bool> taken(context.situation.units.size(), false);
            for (const muster::need& each : context.needed.needs) {
                muster::shortfall gap;
                gap.capability = each.capability;
                gap.missing = each.amount;
                for (const std::uint32_t number : context.situation.units.with(each.capability)) {
                    if (gap.missing == 0 || taken[number] || !context.situation.units.is_free(number)) { continue; }
                    taken[number] = true;
                    muster::assignment order;
                    order.unit = context.situation.units.handle_of(number);
                    order.capability = each.capability;
                    out.assignments.push_back(order);
                    --gap.missing;
                }
                if (gap.missing == 0) { continue; }
                out.shortfalls.push_back(gap);
                out.end = muster::search_end::exhausted;
            }
            return out;
        },
        ground.samples, ground.before);
}
