#include "muster/grid/track_presence.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

namespace {

using muster::cell_id;
using muster::duration;
using muster::instant;
using muster::planar;
using fix = muster::track_fix<planar>;

/// Stripes of 10 from 0 to 50; nothing beyond.
cell_id stripe(const planar& where) {
    return where.east_mm < 0 || where.east_mm >= 50 ? cell_id::none()
                                                    : cell_id{static_cast<std::uint32_t>(where.east_mm / 10)};
}

}  // namespace

TEST_SUITE("grid/track_presence") {
    TEST_CASE("worked out by hand") {
        const muster::patrol_track<planar> track{
            {{{0}, {5, 0}}, {{10}, {5, 0}}, {{21}, {15, 0}}, {{30}, {-5, 0}}, {{36}, {5, 0}}, {{90}, {15, 0}}}, {20}};
        const muster::track_presence made = muster::presence_of(track, stripe);
        // 0 to 10 in the first; 10 to 21 split 5 and 6; 21 to 30 split 4 and 5; 30 to 36 split 3 and 3; then a gap
        CHECK(made.cells == std::vector<muster::cell_presence>{{{0}, {10 + 5 + 3}, 2, {0}, {36}},
                                                               {{1}, {6 + 4}, 2, {21}, {90}}});
        CHECK(made.outside == duration{5 + 3});
        CHECK(made.unseen == duration{54});
        CHECK(muster::presence_of(muster::patrol_track<planar>{{}, {1}}, stripe) == muster::track_presence{});
    }

    TEST_CASE("no time is lost, and each cell has what its fixes give it") {
        grid_test::numbers random{77};
        for (int round = 0; round < 300; ++round) {
            std::vector<fix> fixes;
            const std::int64_t count = random.between(1, 40);
            for (std::int64_t i = 0; i < count; ++i) {
                fixes.push_back({{random.between(0, 300)}, {static_cast<std::int32_t>(random.between(-10, 60)), 0}});
            }
            const muster::patrol_track<planar> track{fixes, {random.between(0, 20)}};
            const muster::track_presence made = muster::presence_of(track, stripe);
            std::map<cell_id, std::int64_t> expected;
            std::int64_t unseen = 0;
            const auto all = track.fixes();
            for (std::size_t i = 0; i < all.size(); ++i) {
                expected[stripe(all[i].where)] += 0;
                if (i == 0) { continue; }
                const std::int64_t span = (all[i].at - all[i - 1].at).ms;
                if (span > track.max_gap().ms) {
                    unseen += span;
                    continue;
                }
                expected[stripe(all[i - 1].where)] += span / 2;
                expected[stripe(all[i].where)] += span - span / 2;
            }
            std::int64_t sum = made.outside.ms + made.unseen.ms;
            REQUIRE(made.outside.ms == expected[cell_id::none()]);
            REQUIRE(made.unseen.ms == unseen);
            REQUIRE(made.cells.size() + 1 == expected.size());
            for (const muster::cell_presence& one : made.cells) {
                REQUIRE(one.present.ms == expected[one.cell]);
                REQUIRE(one.first <= one.last);
                REQUIRE(one.stays >= 1);
                sum += one.present.ms;
            }
            REQUIRE(sum == (all.back().at - all.front().at).ms);
        }
    }
}
