// expect: incident: fields<T> has no `id`
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(
#if !SHOULD_FAIL
    muster::id = &city::call::no,
#endif
    muster::position = muster::absent);
static_assert(muster::check<muster::incident, city::call>());
