// expect: department: fields<T> has no `capabilities`
// errors: 2
#include "muster/department/department.hpp"

namespace city {
struct bureau {
    int no;
    muster::capability_set can;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::bureau> = muster::map(muster::id = &city::bureau::no
#if !SHOULD_FAIL
                                                                 ,
                                                                 muster::capabilities = &city::bureau::can
#endif
);
static_assert(muster::check<muster::department, city::bureau>());
