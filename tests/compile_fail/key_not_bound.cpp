// expect: field_map::get: the map does not bind this key
// errors: 2
#include "muster/core/keys.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

constexpr auto map = muster::map(muster::id = &city::call::no);

int read(const city::call& object) {
#if SHOULD_FAIL
    return map.get<"storeys">(object);
#else
    return map.get<"id">(object);
#endif
}
