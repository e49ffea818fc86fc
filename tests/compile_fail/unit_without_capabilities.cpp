// expect: unit: fields<T> has no `capabilities`
// errors: 2
#include "muster/unit/unit.hpp"

namespace city {
struct engine {
    int no;
    muster::planar home;
    muster::capability_set can;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::engine> = muster::map(muster::id = &city::engine::no,
                                                                 muster::position = &city::engine::home
#if !SHOULD_FAIL
                                                                 ,
                                                                 muster::capabilities = &city::engine::can
#endif
);
static_assert(muster::check<muster::unit, city::engine>());
