// expect: incident: fields<T> has no `position`; bind it, or say `muster::position = muster::absent`
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

#if SHOULD_FAIL
template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no);
#else
template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent);
#endif
static_assert(muster::check<muster::incident, city::call>());
