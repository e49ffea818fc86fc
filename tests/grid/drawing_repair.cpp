#include "muster/grid/drawing_repair.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "muster/grid/drawing_check.hpp"
#include "muster/grid/drawing_faults.hpp"
#include "subdivision.hpp"

using grid_test::cell;
using grid_test::numbers;
using grid_test::path;
using grid_test::rectangle;
using muster::drawing_change;
using muster::drawing_repair_kind;
using muster::drawing_repair_options;
using muster::lon_lat;
using muster::planar;
using muster::tier_drawing;

namespace {

constexpr drawing_repair_options all_repairs{true, true, true, true, true, true, true};

template <class P>
bool is_same(const tier_drawing<P>& a, const tier_drawing<P>& b) {
    bool same = a.name == b.name && a.cells.size() == b.cells.size();
    for (std::size_t i = 0; same && i < a.cells.size(); ++i) {
        const auto& c = a.cells[i];
        const auto& d = b.cells[i];
        same = c.key == d.key && c.name == d.name && c.parent == d.parent && c.area.size() == d.area.size();
        for (std::size_t p = 0; same && p < c.area.size(); ++p) {
            same = c.area[p].outer == d.area[p].outer && c.area[p].holes == d.area[p].holes;
        }
    }
    return same;
}

tier_drawing<planar> two() {
    return {{"grid", "网格"},
            {cell<planar>("a", rectangle(0, 0, 10, 10), {rectangle(2, 2, 4, 4)}),
             cell<planar>("b", rectangle(10, 0, 20, 10))}};
}

}  // namespace

TEST_SUITE("grid/drawing_repair") {
    TEST_CASE("a good drawing stays as it is, and any drawing does when nothing is asked for") {
        const auto good = muster::repair(two(), all_repairs);
        CHECK(good.changes.empty());
        CHECK(is_same(good.drawing, two()));

        auto broken = two();
        broken.cells[0].area[0].outer.pop_back();
        broken.cells[1].area[0].outer[1] = broken.cells[1].area[0].outer[0];
        broken.cells.push_back({"c", {}, {}, "p"});
        broken.cells.push_back({"d", {}, {{{}, {}}}, ""});
        const auto left = muster::repair(broken, {});
        CHECK(left.changes.empty());
        CHECK(is_same(left.drawing, broken));
    }

    TEST_CASE("each repair does what it is called, and says so") {
        using change = drawing_change<planar>;
        drawing_repair_options one;
        auto drawn = two();

        drawn.cells[0].area[0].holes[0].pop_back();
        one.close_rings = true;
        auto mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes == std::vector<change>{{drawing_repair_kind::close_ring, 0, "a", 0, 1, 1, planar{2, 2}}});

        one = {};
        one.drop_invalid_positions = true;
        drawn = two();
        drawn.cells[1].area[0].outer.insert(drawn.cells[1].area[0].outer.begin() + 1, {planar::limit_mm + 1, 0});
        mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes == std::vector<change>{{drawing_repair_kind::drop_invalid_positions, 1, "b", 0, 0, 1,
                                                     planar{planar::limit_mm + 1, 0}}});

        one = {};
        one.drop_repeated_positions = true;
        drawn = two();
        auto& outer = drawn.cells[1].area[0].outer;
        outer.insert(outer.begin() + 2, 3, outer[2]);
        mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes ==
              std::vector<change>{{drawing_repair_kind::drop_repeated_positions, 1, "b", 0, 0, 3, planar{20, 10}}});

        one = {};
        one.drop_broken_rings = true;
        drawn = two();
        drawn.cells[0].area[0].holes.insert(drawn.cells[0].area[0].holes.begin(), {planar{1, 1}, planar{2, 2}});
        drawn.cells[1].area.push_back({{}, {{{1, 1}}}});
        mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes ==
              std::vector<change>{{drawing_repair_kind::drop_broken_ring, 0, "a", 0, 1, 1, planar{1, 1}},
                                  {drawing_repair_kind::drop_broken_ring, 1, "b", 1, 0, 1, {}}});

        one = {};
        one.drop_flat_rings = true;
        drawn = two();
        drawn.cells[0].area[0].holes.push_back(grid_test::to_ring<planar>({{1, 1}, {5, 5}, {3, 3}}));
        mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes ==
              std::vector<change>{{drawing_repair_kind::drop_flat_ring, 0, "a", 0, 2, 1, planar{1, 1}}});

        one = {};
        one.drop_duplicated_rings = true;
        drawn = two();
        drawn.cells[0].area[0].holes.push_back(grid_test::to_ring<planar>({{4, 4}, {4, 2}, {2, 2}, {2, 4}}));
        drawn.cells[1].area.push_back(drawn.cells[1].area[0]);
        drawn.cells[0].area.push_back({drawn.cells[0].area[0].holes[0], {}});  // an island that fills its hole stays
        mended = muster::repair(drawn, one);
        auto expected = two();
        expected.cells[0].area.push_back(drawn.cells[0].area[1]);
        CHECK(is_same(mended.drawing, expected));
        CHECK(mended.changes ==
              std::vector<change>{{drawing_repair_kind::drop_duplicated_ring, 0, "a", 0, 2, 1, planar{4, 4}},
                                  {drawing_repair_kind::drop_duplicated_ring, 1, "b", 1, 0, 1, planar{10, 0}}});

        one = {};
        one.drop_empty_cells = true;
        drawn = two();
        drawn.cells.insert(drawn.cells.begin(), {"x", {}, {}});
        mended = muster::repair(drawn, one);
        CHECK(is_same(mended.drawing, two()));
        CHECK(mended.changes == std::vector<change>{{drawing_repair_kind::drop_empty_cell, 0, "x", 0, 0, 1, {}}});
    }

    TEST_CASE("changes of a cell come ring by ring, that it was dropped last") {
        tier_drawing<planar> drawn{
            {}, {{"a", {}, {{{{0, 0}, {5, 5}}, {}}, {grid_test::to_ring<planar>({{1, 1}, {5, 5}, {3, 3}}), {}}}}}};
        drawn.cells[0].area[1].outer.pop_back();
        drawn.cells[0].area[1].outer.push_back(drawn.cells[0].area[1].outer.back());
        const auto mended = muster::repair(drawn, all_repairs);
        CHECK(mended.drawing.cells.empty());
        using change = drawing_change<planar>;
        CHECK(mended.changes ==
              std::vector<change>{{drawing_repair_kind::close_ring, 0, "a", 0, 0, 1, planar{0, 0}},
                                  {drawing_repair_kind::drop_broken_ring, 0, "a", 0, 0, 1, planar{0, 0}},
                                  {drawing_repair_kind::close_ring, 0, "a", 1, 0, 1, planar{1, 1}},
                                  {drawing_repair_kind::drop_repeated_positions, 0, "a", 1, 0, 1, planar{3, 3}},
                                  {drawing_repair_kind::drop_flat_ring, 0, "a", 1, 0, 1, planar{1, 1}},
                                  {drawing_repair_kind::drop_empty_cell, 0, "a", 0, 0, 1, planar{1, 1}}});
    }

    TEST_CASE("what closing a ring puts across the antimeridian was told before") {
        const tier_drawing<lon_lat> drawn{{}, {{"a", {}, {{{{-170, 0}, {-60, 5}, {60, 5}, {170, 10}}, {}}}}}};
        const auto tells = [](const tier_drawing<lon_lat>& tier) {
            for (const auto& f : muster::drawing_faults(std::vector<tier_drawing<lon_lat>>{tier})) {
                if (f.kind == muster::drawing_fault_kind::crosses_antimeridian) { return f.count == 1; }
            }
            return false;
        };
        drawing_repair_options close;
        close.close_rings = true;
        const auto mended = muster::repair(drawn, close);
        CHECK(mended.changes.size() == 1);
        CHECK(tells(drawn));
        CHECK(tells(mended.drawing));
        CHECK_THROWS_AS(muster::detail::check_tiers<lon_lat>({mended.drawing}), muster::error);
    }

    TEST_CASE("one repair makes way for the next: whatever is mended can be used") {
        numbers random{21};
        const double odd[] = {0, 1, 2, 3, 91, std::numeric_limits<double>::quiet_NaN()};
        std::size_t changed = 0;
        for (int round = 0; round < 2000; ++round) {
            tier_drawing<lon_lat> drawn{{}, {cell<lon_lat>("z", rectangle(0, 0, 9, 9))}};
            for (int c = 0; c < 2; ++c) {
                muster::cell_drawing<lon_lat> one{std::to_string(c), {}, {}};
                one.area.resize(static_cast<std::size_t>(random.between(0, 2)));
                for (auto& part : one.area) {
                    part.holes.resize(1);
                    for (auto* ring : {&part.outer, &part.holes[0]}) {
                        for (std::int64_t i = random.between(0, 6); i-- > 0;) {
                            const double lon = odd[random.between(0, 5)];
                            ring->push_back({lon, odd[random.between(0, 5)]});
                        }
                    }
                }
                drawn.cells.push_back(one);
            }
            const auto mended = muster::repair(drawn, all_repairs);
            changed += mended.changes.size();
            REQUIRE_NOTHROW(muster::detail::check_tiers<lon_lat>({mended.drawing}));
            REQUIRE(muster::repair(mended.drawing, all_repairs).changes.empty());
            for (const auto& f :
                 muster::drawing_faults(std::vector<tier_drawing<lon_lat>>{mended.drawing}, {0, {0}, true})) {
                // A ring run around twice, or one whose hole is the same, covers nothing: no repair is meant for that.
                const bool is_mended = f.kind > muster::drawing_fault_kind::repeated_position ||
                                       f.kind == muster::drawing_fault_kind::no_area;
                REQUIRE(is_mended);
                REQUIRE(f.kind != muster::drawing_fault_kind::flat_ring);
            }
        }
        CHECK(changed > 5000);
    }
}
