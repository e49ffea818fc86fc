#include "muster/model/elapsed.hpp"

#include "muster/core/keys.hpp"

#include "unit/square_city.hpp"

#include <doctest/doctest.h>

using muster::duration;
using muster::elapsed_since_received;
using muster::instant;

TEST_CASE("model/elapsed: since the report, never less than nothing, nothing when nobody said") {
    square_city::call told;
    told.received = instant{1000};
    CHECK(elapsed_since_received(told, {4000}) == duration{3000});
    CHECK(elapsed_since_received(told, {1000}) == duration{0});
    CHECK(elapsed_since_received(told, {500}) == duration{0});
    CHECK(elapsed_since_received(7, {500}) == duration{0});  // no map at all
}
