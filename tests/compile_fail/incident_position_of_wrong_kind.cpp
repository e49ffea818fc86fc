// expect: incident: `position` must give muster::lon_lat or muster::planar, or an optional one
// errors: 2
#include "muster/model/incident.hpp"

#include <utility>

namespace city {
struct call {
    int no;
    std::pair<double, double> at;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> =
#if SHOULD_FAIL
    muster::map(muster::id = &city::call::no, muster::position = &city::call::at);
#else
    muster::map(
        muster::id = &city::call::no, muster::position = [](const city::call& c) {
            return muster::lon_lat{c.at.first, c.at.second};
        });
#endif
static_assert(muster::check<muster::incident, city::call>());
