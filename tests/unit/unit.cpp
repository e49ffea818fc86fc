#include "muster/unit/unit.hpp"

#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

namespace unit_test {

class sealed {  // getters only
public:
    [[nodiscard]] std::string_view sign() const { return "E1"; }
    [[nodiscard]] muster::lon_lat stands() const { return {120, 30}; }
};
struct shared_van {
    long number;
};

}  // namespace unit_test

template <>
inline constexpr auto muster::fields<unit_test::sealed> = muster::map(
    muster::id = &unit_test::sealed::sign, muster::position = &unit_test::sealed::stands,
    muster::capabilities = [](const unit_test::sealed&) { return muster::capability_set{{0}}; },
    muster::held_below = [](const unit_test::sealed&) { return muster::level_II; });
template <>
inline constexpr auto muster::fields<std::shared_ptr<unit_test::shared_van>> = muster::map(
    muster::id = [](const std::shared_ptr<unit_test::shared_van>& v) { return v->number; },
    muster::position = [](const std::shared_ptr<unit_test::shared_van>&) { return muster::planar{}; },
    muster::capabilities = [](const std::shared_ptr<unit_test::shared_van>&) { return muster::capability_set{{0}}; },
    muster::turnout = [](const std::shared_ptr<unit_test::shared_van>&) { return muster::duration{60'000}; },
    muster::name = [](const std::shared_ptr<unit_test::shared_van>&) { return "van"; });

static_assert(muster::check<muster::unit, unit_test::sealed>());
static_assert(muster::check<muster::unit, std::shared_ptr<unit_test::shared_van>>());

TEST_CASE("unit/unit: required and optional keys are accepted on any type") {
    CHECK(muster::fields<unit_test::sealed>.get<"id">(unit_test::sealed{}) == "E1");
}
