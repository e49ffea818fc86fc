// expect: incident: `id` must give text or a whole number
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
enum class desk { north, south };
struct call {
    desk taken_at;
    int no;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> =
#if SHOULD_FAIL
    muster::map(muster::id = &city::call::taken_at, muster::position = muster::absent);
#else
    muster::map(
        muster::id = [](const city::call& c) { return static_cast<int>(c.taken_at); },
        muster::position = muster::absent);
#endif
static_assert(muster::check<muster::incident, city::call>());
