#include "muster/sim/district.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::planar;
using muster::polygon;
using muster::ring;
using muster::sim::district;
using muster::sim::district_options;
using muster::sim::make_district;

/// Twice the area, exactly; the test's own.
std::int64_t doubled_area(const polygon<planar>& area) {
    const auto shoelace = [](const ring<planar>& points) {
        std::int64_t sum = 0;
        for (std::size_t i = 1; i < points.size(); ++i) {
            sum += (x_of(points[i - 1]) + x_of(points[i])) * (y_of(points[i]) - y_of(points[i - 1]));
        }
        return sum;
    };
    std::int64_t sum = shoelace(area.outer);
    for (const ring<planar>& hole : area.holes) { sum += shoelace(hole); }
    return sum;
}

/// Exact winding number of the outer ring around `at`; 99 when `at` is on the ring. The test's own.
int winding(const ring<planar>& points, const planar& at) {
    int number = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const planar& a = points[i];
        const planar& b = points[i + 1];
        if (std::max(a.north_mm, b.north_mm) < at.north_mm || std::min(a.north_mm, b.north_mm) > at.north_mm) {
            continue;
        }
        const std::int64_t turn =
            (x_of(b) - x_of(a)) * (y_of(at) - y_of(a)) - (x_of(at) - x_of(a)) * (y_of(b) - y_of(a));
        if (turn == 0 && std::min(a.east_mm, b.east_mm) <= at.east_mm && at.east_mm <= std::max(a.east_mm, b.east_mm)) {
            return 99;
        }
        if (a.north_mm <= at.north_mm && b.north_mm > at.north_mm && turn > 0) { ++number; }
        if (a.north_mm > at.north_mm && b.north_mm <= at.north_mm && turn < 0) { --number; }
    }
    return number;
}

/// Everything that a generated district is expected to hold, whatever its size.
void check_district(const district& made) {
    const district_options& options = made.options;
    REQUIRE(made.tiers.size() == 4);
    CHECK(made.tiers[0].cells.size() == 1);
    CHECK(made.tiers[1].cells.size() == options.streets);
    CHECK(made.tiers[2].cells.size() == options.communities);
    CHECK(made.tiers[3].cells.size() == options.working_grids);
    CHECK(made.buildings.size() == options.buildings);
    CHECK(made.posts.size() == options.standby_posts);
    CHECK(made.units.size() == options.units);

    for (std::size_t t = 0; t < 4; ++t) {
        std::set<std::string> keys;
        std::map<std::string, std::int64_t> children;
        std::size_t broken = 0;
        for (const auto& cell : made.tiers[t].cells) {
            keys.insert(cell.key);
            broken += cell.key.size() == 6 + 3 * t ? 0U : 1U;
            broken += cell.area.size() == 1 ? 0U : 1U;
            broken += cell.name.en.empty() || cell.name.zh.empty() ? 1U : 0U;
            const ring<planar>& outer = cell.area[0].outer;
            std::set<std::pair<std::int32_t, std::int32_t>> distinct;
            for (const planar& point : outer) { distinct.insert({point.east_mm, point.north_mm}); }
            broken += outer.front() == outer.back() && distinct.size() + 1 == outer.size() ? 0U : 1U;
            broken += doubled_area(cell.area[0]) > 0 ? 0U : 1U;
            if (t > 0) { children[cell.key.substr(0, cell.key.size() - 3)] += doubled_area(cell.area[0]); }
        }
        CHECK(broken == 0);
        CHECK(keys.size() == made.tiers[t].cells.size());
        CHECK(std::is_sorted(made.tiers[t].cells.begin(), made.tiers[t].cells.end(),
                             [](const auto& a, const auto& b) { return a.key < b.key; }));
        if (t == 0) { continue; }
        std::size_t unequal = 0;
        for (const auto& parent : made.tiers[t - 1].cells) {
            unequal += children[parent.key] == doubled_area(parent.area[0]) ? 0U : 1U;
        }
        CHECK(unequal == 0);
        CHECK(children.size() == made.tiers[t - 1].cells.size());
    }

    std::map<std::string, const polygon<planar>*> grids;
    for (const auto& cell : made.tiers[3].cells) { grids[cell.key] = &cell.area[0]; }
    std::size_t misplaced = 0;
    for (const auto& one : made.buildings) {
        const polygon<planar>& area = *grids.at(one.grid_key);
        misplaced += winding(area.outer, one.at) == 1 ? 0U : 1U;
        for (const ring<planar>& hole : area.holes) { misplaced += winding(hole, one.at) == 0 ? 0U : 1U; }
    }
    CHECK(misplaced == 0);

    std::map<std::string, const polygon<planar>*> communities;
    for (const auto& cell : made.tiers[2].cells) { communities[cell.key] = &cell.area[0]; }
    std::set<std::string> numbers;
    std::size_t astray = 0;
    for (const auto& unit : made.units) {
        numbers.insert(unit.number);
        const auto home = communities.find(unit.community_key);
        astray += home != communities.end() && winding(home->second->outer, unit.home) == 1 ? 0U : 1U;
        astray += unit.post && made.posts[*unit.post].at != unit.home ? 1U : 0U;
        astray += unit.turnout_s > 0 ? 0U : 1U;
    }
    for (const auto& post : made.posts) {
        const auto home = communities.find(post.community_key);
        astray += home != communities.end() && winding(home->second->outer, post.at) == 1 ? 0U : 1U;
    }
    CHECK(astray == 0);
    CHECK(numbers.size() == made.units.size());
}

std::uint64_t digest(const district& made) {
    fnv sum;
    for (const auto& tier : made.tiers) {
        sum.add(tier.name);
        for (const auto& cell : tier.cells) {
            sum.add(cell.key);
            sum.add(cell.name);
            for (const auto& area : cell.area) {
                sum.add(area.outer.size());
                for (const planar& point : area.outer) { sum.add(point); }
                for (const auto& hole : area.holes) {
                    sum.add(hole.size());
                    for (const planar& point : hole) { sum.add(point); }
                }
            }
        }
    }
    for (const auto& one : made.buildings) {
        sum.add(one.number), sum.add(one.at), sum.add(one.grid_key), sum.add(one.use), sum.add(one.storeys);
    }
    for (const auto& post : made.posts) {
        sum.add(post.number), sum.add(post.name), sum.add(post.category), sum.add(post.at), sum.add(post.community_key);
    }
    for (const auto& unit : made.units) {
        sum.add(unit.number), sum.add(unit.name), sum.add(unit.service), sum.add(unit.home);
        sum.add(unit.community_key), sum.add(unit.turnout_s), sum.add(unit.post), sum.add(unit.station);
        sum.add(unit.held_reserve);
    }
    return sum.value();
}

std::size_t count_of(const district& made, muster::sim::service wanted) {
    return static_cast<std::size_t>(std::count_if(made.units.begin(), made.units.end(),
                                                  [&](const auto& unit) { return unit.service == wanted; }));
}

}  // namespace

TEST_SUITE("sim/district") {

TEST_CASE("the reference district is complete, and the same bytes everywhere") {
    const district made = make_district();
    check_district(made);
    CHECK(digest(made) == 4344334576377931290U);

    std::int32_t east_mm = 0;
    std::int32_t north_mm = 0;
    for (const planar& point : made.tiers[0].cells[0].area[0].outer) {
        east_mm = std::max(east_mm, point.east_mm);
        north_mm = std::max(north_mm, point.north_mm);
    }
    CHECK(east_mm / 100'000 == 120);
    CHECK(north_mm / 100'000 == 100);

    std::vector<std::size_t> uses(muster::sim::building_uses);
    for (const auto& one : made.buildings) { ++uses[static_cast<std::size_t>(one.use)]; }
    for (const std::size_t of_use : uses) { CHECK(of_use > 200); }

    CHECK(count_of(made, muster::sim::service::volunteer_group) == 120);
    CHECK(count_of(made, muster::sim::service::patrol) == 68);
    CHECK(count_of(made, muster::sim::service::rapid_response) == 3);
    std::set<std::string> guarded;
    std::set<std::uint32_t> posts;
    for (const auto& unit : made.units) {
        if (unit.service == muster::sim::service::volunteer_group) { guarded.insert(unit.community_key); }
        if (unit.post) { posts.insert(*unit.post); }
        CHECK(unit.held_reserve == (unit.service == muster::sim::service::rapid_response));
    }
    CHECK(guarded.size() == 120);
    CHECK(posts.size() == 92);
    CHECK(made.posts[0].category == muster::sim::post_category::district_government);
}

TEST_CASE("names and codes") {
    const district made = make_district(district_options::tiny());
    CHECK(made.tiers[0].cells[0].key == "990106");
    CHECK(made.tiers[0].cells[0].name == muster::label{"District G", "G区"});
    CHECK(made.tiers[1].cells[0].name == muster::label{"Street 1", "1号街道"});
    CHECK(made.tiers[2].cells[1].key == "990106001002");
    CHECK(made.tiers[2].cells[1].name == muster::label{"Community 1-02", "1-02社区"});
    CHECK(made.tiers[3].cells[0].key == "990106001001001");
    CHECK(made.tiers[3].cells[0].name == muster::label{"Grid 1-01-01", "工作网格1-01-01"});
    CHECK(made.units[0].name == muster::label{"Volunteer Group 1", "1号义警队"});
}

TEST_CASE("tiny districts of many seeds, and odd sizes") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) { check_district(make_district(district_options::tiny(seed))); }
    check_district(make_district({1, 1, 1, 1, 1, 0, 0}));
    check_district(make_district({2, 1, 1, 7, 7, 7, 14}));
    check_district(make_district({3, 5, 5, 5, 50, 2, 13}));      // one working grid a street
    check_district(make_district({4, 2, 31, 31, 310, 4, 40}));   // one working grid a community
    check_district(make_district({5, 3, 4, 97, 300, 9, 25}));
    check_district(make_district({6, 7, 60, 500, 5000, 30, 450}));
}

TEST_CASE("a city of ten times the size") {
    const district made = make_district(district_options::city());
    check_district(made);
    std::set<std::string> guarded;
    for (const auto& unit : made.units) {
        if (unit.service == muster::sim::service::volunteer_group) { guarded.insert(unit.community_key); }
    }
    CHECK(guarded.size() == 1200);
}

TEST_CASE("equal seeds give equal districts, other seeds others") {
    const std::uint64_t one = digest(make_district(district_options::tiny(1)));
    CHECK(digest(make_district(district_options::tiny(1))) == one);
    CHECK(digest(make_district(district_options::tiny(2))) != one);
}

TEST_CASE("more units move no building, and more buildings move no border") {
    district_options options = district_options::tiny();
    const district first = make_district(options);
    options.units += 5;
    const district second = make_district(options);
    CHECK(first.buildings.back().at == second.buildings.back().at);
    options.buildings += 100;
    const district third = make_district(options);
    CHECK(first.tiers[3].cells[5].area[0].outer == third.tiers[3].cells[5].area[0].outer);
}

TEST_CASE("counts that exclude each other are refused") {
    CHECK_THROWS_WITH_AS((void)make_district({1, 0, 3, 12, 800, 3, 20}),
                         "district: streets is 0, but must be at least 1", muster::error);
    CHECK_THROWS_AS((void)make_district({1, 4, 3, 12, 800, 3, 20}), muster::error);
    CHECK_THROWS_AS((void)make_district({1, 1, 13, 12, 800, 3, 20}), muster::error);
    CHECK_THROWS_AS((void)make_district({1, 1, 3, 12, 11, 3, 20}), muster::error);
    CHECK_THROWS_AS((void)make_district({1, 1, 3, 12, 20, 21, 20}), muster::error);
    CHECK_THROWS_WITH_AS((void)make_district({1, 1, 1, 1200, 1200, 0, 0}),
                         "district: Community 1-01 has more than 999 children", muster::error);
}

TEST_CASE("holes in cells keep buildings out") {
    const auto map = muster::sim::detail::make_lattice(900'000, 900'000, 3, 3, muster::random{1});
    const auto areas = muster::sim::detail::trace(map, std::vector<std::uint32_t>{0, 0, 0, 0, 1, 0, 0, 0, 0}, 2);
    muster::random generator{1};
    for (int i = 0; i < 500; ++i) {
        const planar at = muster::sim::detail::place_inside(areas[0], generator);
        CHECK(winding(areas[0].outer, at) == 1);
        CHECK(winding(areas[1].outer, at) == 0);
    }
    CHECK_FALSE(muster::sim::detail::strictly_inside(areas[0], areas[0].outer[3]));
    CHECK_FALSE(muster::sim::detail::strictly_inside(areas[0], areas[0].holes[0][3]));
}

}
