#include "muster/grid/grid_numbering.hpp"

#include "muster/grid/code_layouts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::cell_code;
using muster::code_layout;
using muster::errc;
using muster::lon_lat;
using muster::number_cells;
using muster::numbered_cell;
using muster::planar;
using muster::unnumbered_cell;

namespace {

using cells = std::vector<unnumbered_cell<planar>>;

const code_layout layout = muster::unit_grid_code_15();
const cell_code community = *layout.parse("440305001002");

template <class P>
std::vector<std::string> order(const std::vector<unnumbered_cell<P>>& given,
                               const muster::numbering_options& options = {}) {
    const auto numbered = number_cells<P>(layout, community, given, options);
    std::vector<std::string> keys;
    for (const numbered_cell& each : numbered.value()) { keys.push_back(given[each.cell].key); }
    return keys;
}

std::string refused(const muster::result<std::vector<numbered_cell>>& made, errc code) {
    if (made) { return "accepted"; }
    return made.error().code() == code ? made.error().what() : std::string{"another code: "} + made.error().what();
}

}  // namespace

TEST_SUITE("grid/grid_numbering") {
    TEST_CASE("rows from north to south, and in a row from west to east") {
        // Three rows of cells that are 100 mm high, their places up to a quarter of that off the row.
        const cells given{{"d", {0, 0}, {100}},    {"c", {210, 105}, {100}}, {"b", {95, 80}, {100}},
                          {"a", {0, 120}, {100}},  {"g", {5, 220}, {100}},   {"f", {120, 181}, {100}},
                          {"e", {240, 200}, {100}}};
        CHECK(order(given) == std::vector<std::string>{"g", "f", "e", "a", "b", "c", "d"});
        const auto numbered = number_cells<planar>(layout, community, given);
        CHECK(numbered->at(0).code.text() == "440305001002001");
        CHECK(numbered->at(6).code.text() == "440305001002007");
        CHECK(numbered->at(6).number == 7);
        CHECK(numbered->at(6).row == 2);
        CHECK(numbered->at(2).row == 0);
    }

    TEST_CASE("a row ends exactly one row height south of its first cell") {
        const cells given{{"north", {50, 100}, {}},
                          {"inside", {40, 91}, {}},
                          {"below", {30, 90}, {}},
                          {"last", {20, 81}, {}},
                          {"next", {10, 80}, {}}};
        CHECK(order(given, {muster::length{10}}) ==
              std::vector<std::string>{"inside", "north", "last", "below", "next"});
        CHECK(order(given, {muster::length{11}}) ==
              std::vector<std::string>{"below", "inside", "north", "next", "last"});
        // Without heights a row is one millimetre: each is on its own.
        CHECK(order(given) == std::vector<std::string>{"north", "inside", "below", "last", "next"});
    }

    TEST_CASE("the default row is half the median height, the lower of two") {
        CHECK(muster::detail::default_row_height({7}).mm == 3);
        CHECK(muster::detail::default_row_height({100, 20}).mm == 10);
        CHECK(muster::detail::default_row_height({90, 1, 40}).mm == 20);
        CHECK(muster::detail::default_row_height({4, 3, 2, 1}).mm == 1);
        CHECK(muster::detail::default_row_height({0, 0}).mm == 1);
    }

    TEST_CASE("equal places are told apart by key") {
        CHECK(order(cells{{"10", {5, 5}, {}}, {"9", {5, 5}, {}}, {"a", {5, 5}, {}}, {"8", {6, 5}, {}}}) ==
              std::vector<std::string>{"9", "10", "a", "8"});
    }

    TEST_CASE("degrees") {
        const std::vector<unnumbered_cell<lon_lat>> given{{"se", {114.002, 22.5001}, muster::length{300'000}},
                                                          {"sw", {114.000, 22.5}, muster::length{300'000}},
                                                          {"ne", {114.002, 22.5031}, muster::length{300'000}},
                                                          {"nw", {114.000, 22.5027}, muster::length{300'000}}};
        CHECK(order(given) == std::vector<std::string>{"nw", "ne", "sw", "se"});
    }

    TEST_CASE("the order of the cells does not matter, and every number is given once") {
        numbers random{7};
        for (int round = 0; round < 300; ++round) {
            cells given;
            for (std::int64_t i = random.between(0, 40); i-- > 0;) {
                given.push_back({std::to_string(i),
                                 {static_cast<std::int32_t>(random.between(-20, 20)),
                                  static_cast<std::int32_t>(random.between(-20, 20))},
                                 {random.between(0, 20)}});
            }
            const auto keys = order(given);
            REQUIRE(keys.size() == given.size());
            const auto first = number_cells<planar>(layout, community, given);
            // The row rule, one cell after the other.
            std::vector<std::int64_t> heights;
            for (const auto& each : given) { heights.push_back(each.height.mm); }
            std::sort(heights.begin(), heights.end());
            const std::int64_t row_mm =
                given.empty() ? 1 : std::max<std::int64_t>(heights[(heights.size() - 1) / 2] / 2, 1);
            for (std::size_t i = 0; i < given.size(); ++i) {
                const auto& here = first->at(i);
                REQUIRE(here.number == i + 1);
                std::int64_t top = -1000;
                for (const auto& other : *first) {
                    if (other.row == here.row) { top = std::max<std::int64_t>(top, given[other.cell].place.north_mm); }
                }
                for (const auto& other : *first) {
                    const std::int64_t below = top - given[other.cell].place.north_mm;
                    REQUIRE((other.row < here.row) == (below < 0));
                    REQUIRE((other.row == here.row) == (below >= 0 && below < row_mm));
                }
                if (i > 0 && first->at(i - 1).row == here.row) {
                    REQUIRE(given[first->at(i - 1).cell].place.east_mm <= given[here.cell].place.east_mm);
                }
            }
            random.shuffle(given);
            REQUIRE(order(given) == keys);
        }
    }

    TEST_CASE("refuses what cannot be numbered") {
        const auto two_digits = muster::unit_grid_code_14();
        cells many;
        for (int i = 0; i < 99; ++i) { many.push_back({std::to_string(i), {i, 0}, {}}); }
        const cell_code parent = *two_digits.parse("440305001002");
        CHECK(number_cells<planar>(two_digits, parent, many)->back().code.text() == "44030500100299");
        many.push_back({"one more", {}, {}});
        CHECK(refused(number_cells<planar>(two_digits, parent, many), errc::out_of_range) ==
              "number 100 under '440305001002' does not fit: part 'unit grid' of layout 'unit grid, 14 digits' has 2 "
              "digits");
        CHECK(number_cells<planar>(layout, community, many));
        CHECK(number_cells<planar>(layout, community, cells{})->empty());
        CHECK(
            refused(number_cells<planar>(layout, *layout.child(community, 1), cells{{"a", {}, {}}}), errc::out_of_range)
                .find("finest tier") != std::string::npos);
        CHECK(refused(number_cells<planar>(layout, community, cells{{"a", {}, {}}, {"a", {1, 1}, {}}}),
                      errc::duplicate) == "numbering under '440305001002': cell 'a' is there twice");
        CHECK(refused(number_cells<planar>(layout, community, cells{{"a", {}, {-1}}}), errc::out_of_range) ==
              "feature 0: numbering under '440305001002': the height of cell 'a' is -1 mm; expected at least 0 mm");
        CHECK(refused(number_cells<planar>(layout, community, cells{}, {muster::length{-1}}), errc::out_of_range) ==
              "numbering under '440305001002': row_height is -1 mm; expected at least 0 mm");
        const std::vector<unnumbered_cell<lon_lat>> nowhere{{"a", {}, {}},
                                                            {"b", {std::numeric_limits<double>::quiet_NaN(), 0}, {}}};
        CHECK(refused(number_cells<lon_lat>(layout, community, nowhere), errc::out_of_range) ==
              "feature 1: numbering under '440305001002': the place of cell 'b' is not valid");
    }
}
