// expect: expert: fields<T> has no `in_pool`
// errors: 2
#include "muster/expert/expert.hpp"

namespace city {
struct adviser {
    int no;
    muster::capability_set knows;
    const char* pool;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::adviser> = muster::map(muster::id = &city::adviser::no,
                                                                  muster::capabilities = &city::adviser::knows
#if !SHOULD_FAIL
                                                                  ,
                                                                  muster::in_pool = &city::adviser::pool
#endif
);
static_assert(muster::check<muster::expert, city::adviser>());
