#include "muster/expert/expert.hpp"

#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

namespace expert_test {

class sealed {  // getters only, no more than must be
public:
    [[nodiscard]] long number() const { return 7; }
    [[nodiscard]] muster::capability_set knows() const { return {{0}}; }
    [[nodiscard]] std::string_view pool() const { return "city"; }
};
struct full {
    std::string key;
    std::array<const char*, 2> interests{};
};

}  // namespace expert_test

template <>
inline constexpr auto muster::fields<expert_test::sealed> =
    muster::map(muster::id = &expert_test::sealed::number, muster::capabilities = &expert_test::sealed::knows,
                muster::in_pool = &expert_test::sealed::pool, muster::position = muster::absent);
template <>
inline constexpr auto muster::fields<expert_test::full> = muster::map(
    muster::id = &expert_test::full::key,
    muster::capabilities = [](const expert_test::full&) { return muster::capability_set{{0}}; },
    muster::in_pool = [](const expert_test::full&) { return "city"; },
    muster::name =
        [](const expert_test::full&) {
            return muster::label{"Li", "李"};
        },
    muster::position =
        [](const expert_test::full&) {
            return muster::known<muster::lon_lat>{muster::lon_lat{114, 22}};
        },
    muster::turnout = [](const expert_test::full&) { return muster::duration{60'000}; },
    muster::licences = [](const expert_test::full&) { return muster::capability_set{}; },
    muster::term_ends = [](const expert_test::full&) { return muster::instant{1}; },
    muster::home_cell = [](const expert_test::full&) { return std::string{"C1"}; },
    muster::years_local = [](const expert_test::full&) { return std::uint8_t{30}; },
    muster::conflict_cells = &expert_test::full::interests);

static_assert(muster::check<muster::expert, expert_test::sealed>());
static_assert(muster::check<muster::expert, expert_test::full>());

TEST_CASE("expert/expert: required and optional keys are accepted on any type") {
    CHECK(muster::fields<expert_test::sealed>.get<"id">(expert_test::sealed{}) == 7);
}
