#include "muster/grid/cell_order.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string_view>

TEST_SUITE("grid/cell_order") {
    TEST_CASE("numbers come first, by number; then words, by their bytes") {
        constexpr std::array<std::string_view, 14> ordered{
            "0",  "007", "7",  "9", "10", "99999999999999999998", "99999999999999999999", "",
            "-1", "10a", "9a", "A", "a",  "\xe7\xbd\x91"};
        for (std::size_t i = 0; i < ordered.size(); ++i) {
            for (std::size_t j = 0; j < ordered.size(); ++j) {
                CAPTURE(ordered[i]);
                CAPTURE(ordered[j]);
                CHECK(muster::is_key_before(ordered[i], ordered[j]) == (i < j));
            }
        }
    }
}
