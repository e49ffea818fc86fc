// expect: map: a key is bound twice
// errors: 2
#include "muster/core/keys.hpp"

namespace city {
struct call {
    int no, other;
};
}  // namespace city

#if SHOULD_FAIL
constexpr auto map = muster::map(muster::id = &city::call::no, muster::id = &city::call::other);
#else
constexpr auto map = muster::map(muster::id = &city::call::no, muster::field<"other"> = &city::call::other);
#endif
static_assert(map.size == 2);
