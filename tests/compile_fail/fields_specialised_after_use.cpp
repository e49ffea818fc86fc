// expect: conflicting declaration .*fields<city::call>|explicit specialization of .*fields.* after instantiation
// errors: 2
#include "muster/model/incident.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

#if SHOULD_FAIL
static_assert(!muster::is_mapped<city::call>);  // one file asks here, another one below
#endif
template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent);
static_assert(muster::is_mapped<city::call>);
