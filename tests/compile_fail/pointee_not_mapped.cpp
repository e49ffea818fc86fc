// expect: fields<T> is not specialised for this type
// errors: 2
#include "muster/model/incident.hpp"

#include <memory>

namespace city {
struct call {
    int no;
};
}  // namespace city

#if !SHOULD_FAIL
template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent);
#endif
static_assert(muster::check<muster::incident, std::unique_ptr<city::call>>());
