// expect: unit: `name` must give text or muster::label
// errors: 2
#include "muster/unit/unit.hpp"

namespace city {
struct engine {
    int no;
    muster::planar home;
    muster::capability_set can;
    const char* sign;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::engine> = muster::map(muster::id = &city::engine::no,
                                                                 muster::position = &city::engine::home,
                                                                 muster::capabilities = &city::engine::can,
#if SHOULD_FAIL
                                                                 muster::name = &city::engine::no
#else
                                                                 muster::name = &city::engine::sign
#endif
);
static_assert(muster::check<muster::unit, city::engine>());
