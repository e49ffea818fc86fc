// expect: incident: fields<T> binds a key to something that cannot be read from a const T&
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
struct call {
    int no;
    int count_reads() { return ++no; }  // not const
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> =
#if SHOULD_FAIL
    muster::map(muster::id = &city::call::count_reads, muster::position = muster::absent);
#else
    muster::map(muster::id = &city::call::no, muster::position = muster::absent);
#endif
static_assert(muster::check<muster::incident, city::call>());
