// expect: incident: `id` must give text or a whole number
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
struct call {
    double when;
    int no;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> =
#if SHOULD_FAIL
    muster::map(muster::id = &city::call::when, muster::position = muster::absent);
#else
    muster::map(muster::id = &city::call::no, muster::position = muster::absent);
#endif
static_assert(muster::check<muster::incident, city::call>());
