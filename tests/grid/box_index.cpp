#include "muster/grid/box_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::lon_lat;
using muster::planar;
using muster::detail::box_index;
using muster::detail::outlines;

namespace {

template <class P>
using bounds = typename outlines<P>::bounds;

template <class P>
bounds<P> random_box(numbers& random, std::int64_t reach, std::int64_t size) {
    using coordinate = typename muster::vertex<P>::coordinate;
    const std::int64_t x = random.between(-reach, reach);
    const std::int64_t y = random.between(-reach, reach);
    return {
        {static_cast<coordinate>(x), static_cast<coordinate>(y)},
        {static_cast<coordinate>(x + random.between(0, size)), static_cast<coordinate>(y + random.between(0, size))}};
}

template <class P>
bool touch(const bounds<P>& a, const bounds<P>& b) {
    return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y;
}

/// The sum of the ways east and north, as a measure that is easy to check.
template <class P>
std::uint64_t way(const bounds<P>& from, const bounds<P>& to) {
    const auto gap = [](std::int64_t low, std::int64_t high, std::int64_t other_low, std::int64_t other_high) {
        return std::max<std::int64_t>({0, other_low - high, low - other_high});
    };
    return static_cast<std::uint64_t>(gap(from.low.x, from.high.x, to.low.x, to.high.x) +
                                      gap(from.low.y, from.high.y, to.low.y, to.high.y));
}

}  // namespace

TEST_SUITE("grid/box_index") {
    TEST_CASE_TEMPLATE("of any number of boxes: the same as one by one", P, planar, lon_lat) {
        numbers random{3};
        for (const std::size_t count : {0U, 1U, 2U, 7U, 8U, 9U, 16U, 17U, 63U, 64U, 65U, 100U, 513U, 1000U}) {
            const std::int64_t reach = std::same_as<P, planar> ? 1 << 30 : std::int64_t{180} << 54;
            for (const std::int64_t spread : {std::int64_t{20}, std::int64_t{1000}, reach / 2}) {
                std::vector<bounds<P>> boxes;
                for (std::size_t i = 0; i < count; ++i) {
                    boxes.push_back(i % 11 == 5 ? outlines<P>::no_bounds()
                                                : random_box<P>(random, spread, spread / 10));
                }
                const box_index<P> index{boxes};
                CHECK(index.empty() == (count == 0));
                for (int round = 0; round < 20; ++round) {
                    const bounds<P> asked = random_box<P>(random, spread, spread / 5);
                    std::vector<std::uint32_t> expected;
                    std::vector<std::pair<std::uint64_t, std::uint64_t>> by_way;
                    for (std::uint32_t i = 0; i < count; ++i) {
                        if (i % 11 == 5) { continue; }
                        if (touch<P>(boxes[i], asked)) { expected.push_back(i); }
                        by_way.push_back({way<P>(asked, boxes[i]), i});
                    }
                    std::sort(by_way.begin(), by_way.end());
                    std::vector<std::uint32_t> found;
                    index.each_touching(asked, [&](std::uint32_t i) { found.push_back(i); });
                    std::sort(found.begin(), found.end());
                    REQUIRE(found == expected);

                    const auto bound = [&](const bounds<P>& box) { return way<P>(asked, box); };
                    std::uint64_t least = ~std::uint64_t{0} - 1;
                    index.search(least, bound,
                                 [&](std::uint32_t i) { return least = std::min(least, bound(boxes[i])); });
                    REQUIRE((by_way.empty() || least == by_way.front().first));
                    std::size_t equals = 0;  // all of them are seen, not only the first
                    index.search(least, bound, [&](std::uint32_t) {
                        ++equals;
                        return least;
                    });
                    REQUIRE(equals ==
                            static_cast<std::size_t>(std::count_if(by_way.begin(), by_way.end(),
                                                                   [&](const auto& w) { return w.first == least; })));

                    std::vector<std::pair<std::uint64_t, std::uint64_t>> in_order;
                    using rank = typename box_index<P>::rank;
                    index.nearest_first(
                        bound, {},
                        [&](std::uint32_t i) {
                            return rank{bound(boxes[i]), i};
                        },
                        [&](const rank& next) {
                            in_order.push_back({next.measure, next.tie});
                            return true;
                        });
                    REQUIRE(in_order == by_way);
                }
            }
        }
    }

    TEST_CASE("few boxes are looked at") {
        std::vector<bounds<planar>> boxes;
        for (std::int32_t y = 0; y < 100; ++y) {
            for (std::int32_t x = 0; x < 100; ++x) { boxes.push_back({{x * 10, y * 10}, {x * 10 + 9, y * 10 + 9}}); }
        }
        const box_index<planar> index{boxes};
        numbers random{4};
        std::size_t looked_at = 0;
        for (int round = 0; round < 100; ++round) {
            const auto x = static_cast<std::int32_t>(random.between(0, 990));
            const auto y = static_cast<std::int32_t>(random.between(0, 990));
            const bounds<planar> asked{{x, y}, {x + 9, y + 9}};
            std::size_t found = 0;
            index.search(
                0,
                [&](const bounds<planar>& box) {
                    ++looked_at;
                    return touch<planar>(box, asked) ? std::uint64_t{0} : index.never;
                },
                [&](std::uint32_t) {
                    ++found;
                    return std::uint64_t{0};
                });
            REQUIRE(found >= 1);
        }
        CHECK(looked_at < 100 * 120);  // of 10,000
    }

    TEST_CASE("ranks from elsewhere come in between, and a visit can end the search") {
        const box_index<planar> index{std::vector<bounds<planar>>{{{5, 0}, {5, 0}}, {{9, 0}, {9, 0}}}};
        using rank = box_index<planar>::rank;
        const bounds<planar> origin{};
        const std::vector<rank> more{{9, 0}, {7, 0}, {5, 9}};
        std::vector<rank> seen;
        index.nearest_first([&](const bounds<planar>& box) { return way<planar>(origin, box); }, more,
                            [](std::uint32_t i) {
                                return rank{i == 0 ? 5U : 9U, i + 1U};
                            },
                            [&](const rank& next) {
                                seen.push_back(next);
                                return seen.size() < 4;
                            });
        CHECK(seen == std::vector<rank>{{5, 1}, {5, 9}, {7, 0}, {9, 0}});
    }
}
