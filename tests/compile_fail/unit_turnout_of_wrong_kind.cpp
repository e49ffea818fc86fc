// expect: unit: `turnout` must give muster::duration or a std::chrono::duration
// errors: 2
#include "muster/unit/unit.hpp"

#include <chrono>

namespace city {
struct engine {
    int no;
    muster::planar home;
    muster::capability_set can;
    int seconds;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::engine> = muster::map(
    muster::id = &city::engine::no, muster::position = &city::engine::home, muster::capabilities = &city::engine::can,
#if SHOULD_FAIL
    muster::turnout = &city::engine::seconds  // or are they minutes?
#else
    muster::turnout = [](const city::engine& e) { return std::chrono::seconds{e.seconds}; }
#endif
);
static_assert(muster::check<muster::unit, city::engine>());
