#include "muster/grid/hierarchy.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "subdivision.hpp"

using grid_test::cell;
using grid_test::moved;
using grid_test::numbers;
using grid_test::patchwork;
using grid_test::point;
using grid_test::rectangle;
using muster::cell_id;
using muster::errc;
using muster::hierarchy;
using muster::hierarchy_options;
using muster::location;
using muster::location_status;
using muster::lon_lat;
using muster::planar;

namespace {

template <class P>
using tiers = std::vector<muster::tier_drawing<P>>;

/// A square city of 2 communities with 2 x 2 leaves each; leaf "4" is not drawn, "0" lies outside of the city.
tiers<planar> town() {
    return {{{"city"}, {cell<planar>("city", rectangle(0, 0, 40, 20))}},
            {{"community"},
             {cell<planar>("west", rectangle(0, 0, 20, 20)), cell<planar>("east", rectangle(20, 0, 40, 20))}},
            {{"grid"},
             {cell<planar>("1", rectangle(0, 0, 10, 10)), cell<planar>("2", rectangle(10, 0, 20, 10)),
              cell<planar>("3", rectangle(0, 10, 10, 20)), cell<planar>("5", rectangle(20, 0, 30, 10)),
              cell<planar>("6", rectangle(30, 0, 40, 10)), cell<planar>("7", rectangle(20, 10, 30, 20)),
              cell<planar>("8", rectangle(30, 10, 40, 20)), cell<planar>("0", rectangle(100, 0, 110, 10))}}};
}

std::string key_at(const hierarchy<planar>& h, std::int32_t x, std::int32_t y) { return h.key(h.locate({x, y}).owner); }

struct refusal {
    errc code{};
    std::string what = "accepted";
};

template <class P>
refusal refuse(tiers<P> drawn, const hierarchy_options& options = {}) {
    const auto made = hierarchy<P>::make(std::move(drawn), options);
    return made ? refusal{} : refusal{made.error().code(), made.error().what()};
}

/// A random city over a patchwork: which region of each tier a patch is in, or none where it was left undrawn.
template <class P>
struct random_city {
    patchwork ground;
    std::vector<std::vector<std::string>> region;  // tier, patch
    std::vector<std::map<std::string, std::string>> parent;
    tiers<P> drawn;

    random_city(std::uint64_t seed, std::int64_t spacing, std::size_t bends, bool with_gaps)
        : ground{9, 7, spacing, bends, seed}, region(4, std::vector<std::string>(ground.size())), parent(4) {
        numbers random{seed + 1000};
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            std::string key = "city";
            region[0][patch] = key;
            for (std::size_t t = 1; t < 4; ++t) {
                // Any patches of the parent: in pieces, with holes, touching at corners.
                const std::string child = key + "/" + std::to_string(random.between(1, 3));
                parent[t][child] = key;
                region[t][patch] = child;
                key = child;
                if (with_gaps && random.between(0, 11) == 0) { break; }
            }
        }
        for (std::size_t t = 0; t < 4; ++t) {
            std::map<std::string, std::vector<std::size_t>> patches;
            for (std::size_t patch = 0; patch < ground.size(); ++patch) {
                if (!region[t][patch].empty()) { patches[region[t][patch]].push_back(patch); }
            }
            muster::tier_drawing<P> tier{{"tier " + std::to_string(t)}, {}};
            for (const auto& [key, of_key] : patches) { tier.cells.push_back({key, {}, ground.area<P>(of_key)}); }
            random.shuffle(tier.cells);
            drawn.push_back(std::move(tier));
        }
    }

    /// The tier and the key of the cell that owns a point, or an empty key outside.
    std::pair<std::size_t, std::string> owner_at(point p) const {
        for (std::size_t patch = 0; patch < ground.size(); ++patch) {
            if (!grid_test::is_inside(grid_test::magnified(ground.border(patch)), moved(p))) { continue; }
            std::size_t t = 3;
            while (region[t][patch].empty()) { --t; }
            return {t, region[t][patch]};
        }
        return {0, ""};
    }
};

template <class P>
void check_at(const random_city<P>& city, const hierarchy<P>& h, point p) {
    CAPTURE(p.x);
    CAPTURE(p.y);
    const location where = h.locate(grid_test::to_position<P>(p));
    const auto [t, key] = city.owner_at(p);
    if (key.empty()) {
        REQUIRE(where.status == location_status::outside);
        REQUIRE(where.owner == h.fallback_owner());
        REQUIRE(where.nearest);
        return;
    }
    REQUIRE(h.key(where.owner) == key);
    REQUIRE(where.status == (t == 3 ? location_status::inside : location_status::gap));
    REQUIRE(where.depth == t + 1);
    REQUIRE(where.path[t] == where.owner);
    std::string above = key;
    for (std::size_t level = t; level > 0; --level) {
        above = city.parent[level].at(above);
        REQUIRE(h.key(where.path[level - 1]) == above);
    }
    for (std::size_t level = t + 1; level < location::max_tiers; ++level) { REQUIRE_FALSE(where.path[level]); }
}

struct call {
    int number;
    std::optional<planar> place;
};

}  // namespace

template <>
inline constexpr auto muster::fields<call> = muster::map(muster::id = &call::number, muster::position = &call::place,
                                                         muster::text = muster::absent,
                                                         muster::received_at = muster::absent);

TEST_SUITE("grid/hierarchy") {
    TEST_CASE("is the locate stage of a policy, for any mapped type") {
        const hierarchy<planar> h{town()};
        muster::workspace scratch;
        const muster::locate_context context{scratch, muster::record::all};
        CHECK(h(call{1, planar{5, 5}}, context) == h.locate({5, 5}));
        CHECK(h(call{2, std::nullopt}, context) == h.locate_unknown());
        CHECK(h(call{3, planar{planar::limit_mm + 1, 5}}, context) == h.locate_unknown());
        static_assert(noexcept(h.locate({5, 5})));
        static_assert(noexcept(h.locate_unknown()));
    }
    TEST_CASE_TEMPLATE("every point of the plane has the one owner that its patch has", P, planar, lon_lat) {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            CAPTURE(seed);
            const random_city<P> city{seed, 12, seed % 3, seed % 2 == 0};
            const hierarchy<P> h{city.drawn};
            for (std::int64_t x = -4; x <= 112; ++x) {
                for (std::int64_t y = -4; y <= 88; ++y) { check_at(city, h, {x, y}); }
            }
        }
    }

    TEST_CASE_TEMPLATE("wide cells of many vertices: the same, at random points and at every vertex", P, planar,
                       lon_lat) {
        const random_city<P> city{77, 500, 9, true};
        const hierarchy<P> h{city.drawn};
        numbers random{3};
        for (int i = 0; i < 2000; ++i) { check_at(city, h, {random.between(-200, 4700), random.between(-200, 3700)}); }
        for (std::size_t patch = 0; patch < city.ground.size(); patch += 3) {
            for (const point corner : city.ground.border(patch)) { check_at(city, h, corner); }
        }
    }

    TEST_CASE("each tier's cells are found with their own areas, parents and children") {
        const random_city<planar> city{5, 200, 3, false};
        const hierarchy<planar> h{city.drawn};
        REQUIRE(h.tier_count() == 4);
        std::size_t cells = 0;
        for (std::size_t t = 0; t < 4; ++t) {
            CHECK(h.tier_name(t).en == "tier " + std::to_string(t));
            CHECK(h.cells(t).size() == city.drawn[t].cells.size());
            CHECK(h.cells(t).first.index == cells);
            cells += h.cells(t).size();
            double area = 0;
            for (const cell_id one : h.cells(t)) {
                CHECK(h.tier_of(one) == t);
                CHECK(h.find(t, h.key(one)) == one);
                CHECK(h.contains(one, h.representative_point(one)));
                if (t == 0) {
                    CHECK_FALSE(h.parent(one));
                } else {
                    CHECK(h.key(h.parent(one)) == city.parent[t].at(h.key(one)));
                    CHECK(h.ancestor(one, t - 1) == h.parent(one));
                    CHECK(h.is_ancestor(h.cells(0).first, one));
                    CHECK_FALSE(h.is_ancestor(one, h.cells(0).first));
                    bool found = false;
                    for (const cell_id child : h.children(h.parent(one))) { found = found || child == one; }
                    CHECK(found);
                }
                CHECK_FALSE(h.is_ancestor(one, one));
                CHECK(h.ancestor(one, t) == one);
                area += h.area_m2(one);
            }
            CHECK(area == doctest::Approx(h.area_m2({0})).epsilon(1e-12));  // children make up the whole
            CHECK_FALSE(h.find(t, "nobody"));
        }
        CHECK(h.size() == cells);
        CHECK(h.leaves() == h.cells(3));
    }

    TEST_CASE_TEMPLATE("the order of drawing changes nothing", P, planar, lon_lat) {
        random_city<P> city{8, 40, 2, true};
        const hierarchy<P> first{city.drawn};
        numbers random{4};
        for (auto& tier : city.drawn) { random.shuffle(tier.cells); }
        const hierarchy<P> second{city.drawn};
        REQUIRE(first.size() == second.size());
        for (std::uint32_t i = 0; i < first.size(); ++i) {
            CHECK(first.key({i}) == second.key({i}));
            CHECK(first.parent({i}) == second.parent({i}));
            CHECK(first.representative_point({i}) == second.representative_point({i}));
            CHECK(first.box({i}) == second.box({i}));
        }
        for (int i = 0; i < 2000; ++i) {
            const P p = grid_test::to_position<P>({random.between(-50, 400), random.between(-50, 300)});
            CHECK(first.locate(p) == second.locate(p));
        }
    }

    TEST_CASE("ids follow the keys, numbers by their value") {
        tiers<planar> drawn{{{}, {}}};
        for (const char* key : {"b", "10", "9", "a", "2"}) {
            drawn[0].cells.push_back(cell<planar>(key, rectangle(0, 0, 10, 10)));
        }
        const hierarchy<planar> h{drawn};
        std::string keys;
        for (const cell_id one : h.cells(0)) { keys += h.key(one) + " "; }
        CHECK(keys == "2 9 10 a b ");
        CHECK(key_at(h, 5, 5) == "2");  // the lowest of those that overlap
    }

    TEST_CASE("one side owns a shared border, also where one cell meets two: western and southern borders are in") {
        const hierarchy<planar> h{
            {{{},
              {cell<planar>("0", rectangle(0, 0, 20, 10)), cell<planar>("1", rectangle(0, 10, 10, 20)),
               cell<planar>("2", rectangle(10, 10, 20, 20))}}}};
        CHECK(key_at(h, 10, 10) == "2");  // where all three meet
        CHECK(key_at(h, 5, 10) == "1");
        CHECK(key_at(h, 15, 10) == "2");
        CHECK(key_at(h, 10, 15) == "2");
        CHECK(key_at(h, 10, 5) == "0");
        CHECK(h.locate({0, 0}).status == location_status::inside);  // the city's own borders: in on these sides,
        CHECK(h.locate({0, 15}).status == location_status::inside);
        CHECK(h.locate({20, 5}).status == location_status::outside);  // out on the others
        CHECK(h.locate({10, 20}).status == location_status::outside);
        CHECK(h.locate({20, 5}).distance == muster::length{0});
    }

    TEST_CASE("a point in a parent but in no child belongs to the parent") {
        const hierarchy<planar> h{town()};
        const location where = h.locate({15, 15});
        CHECK(where.status == location_status::gap);
        CHECK(where.depth == 2);
        CHECK(h.key(where.owner) == "west");
        CHECK(where.path[1] == where.owner);
        CHECK(h.key(where.path[0]) == "city");
        CHECK_FALSE(where.path[2]);
        CHECK_FALSE(where.nearest);
    }

    TEST_CASE("outside: the fallback owner, the nearest leaf and how far it is") {
        const hierarchy<planar> h{town()};
        const location where = h.locate({-30, -40});
        CHECK(where.status == location_status::outside);
        CHECK(h.key(where.owner) == "city");
        CHECK(where.depth == 1);
        CHECK(where.path[0] == where.owner);
        CHECK(h.key(where.nearest) == "1");
        CHECK(where.distance == muster::length{50});
        CHECK(h.locate({36, 24}).nearest == h.find(2, "8"));
        CHECK(h.locate({30, 24}).nearest == h.find(2, "7"));  // as near as "8": the lower one
    }

    TEST_CASE("no usable coordinates: the fallback owner, with its path") {
        hierarchy_options options;
        options.fallback_owner = "7";
        const hierarchy<planar> h{town(), options};
        const location where = h.locate_unknown();
        CHECK(where.status == location_status::no_position);
        CHECK(where.owner == h.find(2, "7"));
        CHECK(where.owner == h.fallback_owner());
        CHECK(where.depth == 3);
        CHECK(h.key(where.path[1]) == "east");
        CHECK_FALSE(where.nearest);
        CHECK(h.locate({planar::limit_mm + 1, 0}) == where);
        CHECK(h.locate({1000, 0}).owner == where.owner);

        const hierarchy<lon_lat> round{{{{}, {cell<lon_lat>("a", rectangle(0, 0, 10, 10))}}}};
        CHECK(round.locate({std::numeric_limits<double>::quiet_NaN(), 22}) == round.locate_unknown());
        CHECK(round.locate({114, 1e300}) == round.locate_unknown());
    }

    TEST_CASE("the leaf decides and its ancestors follow the links, whatever their drawings say") {
        // Leaf "x" is mostly in the east, so all of it is the east's.
        tiers<planar> drawn{
            {{}, {cell<planar>("west", rectangle(0, 0, 20, 20)), cell<planar>("east", rectangle(20, 0, 40, 20))}},
            {{}, {cell<planar>("x", rectangle(15, 0, 40, 20))}}};
        const hierarchy<planar> h{drawn};
        const location where = h.locate({16, 5});
        CHECK(where.status == location_status::inside);
        CHECK(h.key(where.path[0]) == "east");
        CHECK(h.contains(h.find(0, "west"), {16, 5}));
        CHECK(key_at(h, 5, 5) == "west");
        CHECK(h.children(h.find(0, "west")).empty());
    }

    TEST_CASE("in an overlap the lower id owns the point, in every tier") {
        tiers<planar> drawn{
            {{}, {cell<planar>("a", rectangle(0, 0, 20, 20)), cell<planar>("b", rectangle(10, 0, 30, 20))}},
            {{}, {cell<planar>("9", rectangle(0, 0, 6, 6)), cell<planar>("10", rectangle(3, 3, 9, 9))}}};
        const hierarchy<planar> h{drawn};
        CHECK(key_at(h, 4, 4) == "9");
        CHECK(key_at(h, 7, 7) == "10");
        CHECK(key_at(h, 15, 10) == "a");
        CHECK(key_at(h, 25, 10) == "b");
    }

    TEST_CASE("holes and several parts, drawn in any way") {
        auto island = cell<planar>("ring", rectangle(0, 0, 30, 30), {rectangle(10, 10, 20, 20)});
        island.area.push_back({grid_test::to_ring<planar>(rectangle(40, 0, 50, 10)), {}});
        island.area.push_back({grid_test::to_ring<planar>(rectangle(45, 5, 60, 15)), {}});  // overlaps the part before
        const hierarchy<planar> h{{{{}, {island}}, {{}, {cell<planar>("core", rectangle(12, 12, 18, 18))}}}};
        CHECK(key_at(h, 5, 5) == "ring");
        CHECK(key_at(h, 47, 7) == "ring");
        CHECK(key_at(h, 55, 12) == "ring");
        CHECK(key_at(h, 15, 15) == "core");
        CHECK(h.locate({11, 11}).status == location_status::outside);
        CHECK(h.key(h.locate({11, 11}).nearest) == "core");
        // Holes that are nested, twice the same, or away from their polygon: in no hole, and within the outer ring.
        const hierarchy<planar> odd{
            {{{},
              {cell<planar>("a", rectangle(0, 0, 30, 30),
                            {rectangle(5, 5, 20, 20), rectangle(8, 8, 12, 12), rectangle(22, 22, 25, 25),
                             rectangle(22, 22, 25, 25), rectangle(40, 0, 50, 10)})}}}};
        CHECK(odd.locate({2, 2}).status == location_status::inside);
        for (const point p : {point{6, 6}, {10, 10}, {23, 23}, {45, 5}}) {
            CHECK(odd.locate(grid_test::to_position<planar>(p)).status == location_status::outside);
        }
    }

    TEST_CASE("neighbours share a border or come within reach") {
        const hierarchy<planar> near{town(), {{}, muster::length{0}}};
        const auto keys = [](const hierarchy<planar>& h, std::size_t tier, const char* key) {
            std::string list;
            for (const cell_id one : h.neighbours(h.find(tier, key))) { list += h.key(one) + " "; }
            return list;
        };
        CHECK(keys(near, 2, "2") == "1 3 5 7 ");  // corners count
        CHECK(keys(near, 2, "0").empty());
        CHECK(keys(near, 1, "west") == "east ");
        const hierarchy<planar> far{town(), {{}, muster::length{60}}};
        CHECK(keys(far, 2, "0") == "6 8 ");
    }

    TEST_CASE("a hierarchy without an exception") {
        const auto made = hierarchy<planar>::make(town());
        REQUIRE(made);
        CHECK(made->size() == 11);
        CHECK(hierarchy<planar>{town()}.memory_bytes() > 1000);
    }

    TEST_CASE("the owner alone is the path's, one by one, many at once and on threads") {
        const random_city<planar> made{77, 20, 3, true};
        const hierarchy<planar> h{made.drawn};
        numbers random{78};
        std::vector<planar> places;
        for (int i = 0; i < 40'000; ++i) {
            places.push_back(grid_test::to_position<planar>({random.between(-30, 200), random.between(-30, 170)}));
        }
        places.push_back({planar::limit_mm + 1, 0});
        std::vector<cell_id> together(places.size());
        h.owners_at(places, together);
        std::vector<cell_id> in_parts(places.size());
        h.owners_at(places, in_parts, [](std::size_t parts, auto work) {
            for (std::size_t i = parts; i-- > 0;) { work(i); }
        });
        std::size_t owned = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const location at = h.locate(places[i]);
            const bool is_in = at.status == location_status::inside || at.status == location_status::gap;
            REQUIRE(h.owner_at(places[i]) == (is_in ? at.owner : cell_id::none()));
            REQUIRE(together[i] == h.owner_at(places[i]));
            REQUIRE(in_parts[i] == h.owner_at(places[i]));
            owned += is_in ? 1U : 0U;
        }
        CHECK(owned > 1000);
        CHECK(owned < places.size() - 1000);
    }

    TEST_CASE("a cell that names its parent has it, whatever the drawing says") {
        auto drawn = town();
        drawn[2].cells[0].parent = "east";  // drawn in the west
        const hierarchy<planar> h{drawn};
        CHECK(h.key(h.parent(h.find(2, "1"))) == "east");
        CHECK(h.key(h.parent(h.find(2, "2"))) == "west");
        CHECK(h.key(h.locate({5, 5}).path[1]) == "east");
    }

    TEST_CASE("a cell without an area owns nothing and has its place in the tree") {
        auto drawn = town();
        drawn[2].cells.push_back({"9", {}, {}, "west"});
        drawn[1].cells.push_back({"nowhere", {}, {}, "city"});
        const hierarchy<planar> h{drawn};
        const cell_id nine = h.find(2, "9");
        CHECK_FALSE(h.has_area(nine));
        CHECK(h.has_area(h.find(2, "8")));
        CHECK(h.key(h.parent(nine)) == "west");
        CHECK(h.area_m2(nine) == 0);
        CHECK(h.neighbours(nine).empty());
        CHECK_FALSE(h.contains(nine, {5, 5}));
        for (std::int32_t x = -5; x < 130; x += 3) {
            for (std::int32_t y = -5; y < 30; y += 3) {
                CHECK(h.owner_at({x, y}) != nine);
                CHECK(h.nearest_leaf({x, y}).cell != nine);
            }
        }
    }

    TEST_CASE("maps that answer otherwise have other digests") {
        const auto digest_of = [](const tiers<planar>& drawn, const hierarchy_options& options = {}) {
            muster::digest made;
            hierarchy<planar>{drawn, options}.write_digest(made);
            return made.value();
        };
        const auto outer = grid_test::to_ring<planar>(rectangle(0, 0, 40, 20));
        const auto inner = grid_test::to_ring<planar>(rectangle(10, 5, 20, 10));
        tiers<planar> with_hole{{{"city"}, {{"a", {}, {{outer, {inner}}}}}}};
        tiers<planar> with_part{{{"city"}, {{"a", {}, {{outer, {}}, {inner, {}}}}}}};
        CHECK(digest_of(with_hole) != digest_of(with_part));
        CHECK(digest_of(town()) == digest_of(town()));
        CHECK(digest_of(town()) != digest_of(town(), {{}, muster::length{5}}));
        CHECK(digest_of(town()) != digest_of(town(), {"east", muster::length{1000}}));
        auto moved_corner = town();
        ++moved_corner[2].cells[0].area[0].outer[1].east_mm;
        CHECK(digest_of(town()) != digest_of(moved_corner));
    }

    TEST_CASE("nobody is near where no leaf has an area") {
        auto drawn = town();
        for (auto& each : drawn[2].cells) {
            each.area.clear();
            each.parent = "west";
        }
        const hierarchy<planar> h{drawn};
        CHECK(h.locate({1000, 1000}).status == location_status::outside);
        CHECK_FALSE(h.locate({1000, 1000}).nearest);
        CHECK(h.locate({5, 5}).status == location_status::gap);
        CHECK_FALSE(h.nearest_leaf({5, 5}).cell);
    }

    TEST_CASE("rings that cross themselves hold what even-odd says") {
        auto drawn = town();
        drawn[2].cells[3].area = {{grid_test::to_ring<planar>({{20, 0}, {30, 10}, {30, 0}, {20, 10}, {20, 0}}), {}}};
        const hierarchy<planar> h{drawn};
        CHECK(key_at(h, 21, 5) == "5");
        CHECK(key_at(h, 29, 5) == "5");
        CHECK(key_at(h, 25, 1) == "east");
    }

    TEST_CASE("what is refused, by name") {
        CHECK(refuse<planar>({}).code == errc::empty);
        CHECK(refuse<planar>({}).what == "hierarchy: no tiers; expected at least one");

        tiers<planar> nine(9, town()[0]);
        CHECK(refuse(nine).code == errc::out_of_range);
        CHECK(refuse(nine).what == "hierarchy: 9 tiers; expected at most 8");
        nine.pop_back();
        CHECK(refuse(nine).what == "accepted");

        auto without = town();
        without[1].cells.clear();
        CHECK(refuse(without).code == errc::empty);
        CHECK(refuse(without).what == "tier 'community' has no cells; expected at least one");

        auto twice = town();
        twice[2].cells[6].key = "1";
        CHECK(refuse(twice).code == errc::duplicate);
        CHECK(
            refuse(twice).what ==
            "feature 6: tier 'grid', cell '1': has the key of feature 0; expected keys that are unique in their tier");
        twice = town();
        twice[1].cells[0].key = "1";  // in another tier: fine
        CHECK(refuse(twice).what == "accepted");

        auto nameless = town();
        nameless[2].cells[3].area.clear();
        CHECK(refuse(nameless).code == errc::empty);
        auto orphan = town();
        orphan[2].cells[3].parent = "north";
        CHECK(refuse(orphan).code == errc::unknown_name);
        CHECK(refuse(orphan).what.find("cell '5'") != std::string::npos);

        CHECK(refuse(town(), {"nobody", muster::length{1000}}).code == errc::unknown_name);
        CHECK(refuse(town(), {"nobody", muster::length{1000}}).what ==
              "hierarchy: fallback_owner is 'nobody'; expected the key of a cell of any tier");
        CHECK(refuse(town(), {{}, muster::length{-1}}).code == errc::out_of_range);
        CHECK(refuse(town(), {{}, muster::length{-1}}).what ==
              "hierarchy: neighbour_reach is -1 mm; expected 0 to 10000000 mm");
        CHECK_THROWS_AS((hierarchy<planar>{tiers<planar>{}}), muster::error);
    }

    TEST_CASE("one tier, eight tiers, and cells as large as the plane") {
        const std::int64_t far = planar::limit_mm;
        tiers<planar> drawn(8, {{}, {cell<planar>("all", rectangle(-far, -far, far, far))}});
        const hierarchy<planar> h{drawn};
        CHECK(h.locate({0, 0}).depth == 8);
        CHECK(h.locate({planar::limit_mm - 1, -planar::limit_mm}).status == location_status::inside);
        CHECK(h.locate({planar::limit_mm, 0}).status == location_status::outside);
        CHECK(h.area_m2({0}) == doctest::Approx(4.611686018427388e12));

        const muster::ring<lon_lat> world{{-180, -89}, {0, -89}, {180, -89}, {180, 89}, {0, 89}, {-180, 89}, {-180, -89}};
        const hierarchy<lon_lat> round{{{{}, {{"world", {}, {{world, {}}}}}}}};
        CHECK(round.locate({0, 0}).status == location_status::inside);
        CHECK(round.locate({179.99999999999997, 88.99999999999999}).status == location_status::inside);
        CHECK(round.locate({180, 0}).status == location_status::outside);
    }
}
