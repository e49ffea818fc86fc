// expect: 'postion' is not a member of 'muster'|no member named 'postion' in namespace 'muster'; did you mean 'position'
// errors: 2
#include "muster/core/keys.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

#if SHOULD_FAIL
constexpr auto map = muster::map(muster::id = &city::call::no, muster::postion = muster::absent);
#else
constexpr auto map = muster::map(muster::id = &city::call::no, muster::position = muster::absent);
#endif
static_assert(map.size == 2);
