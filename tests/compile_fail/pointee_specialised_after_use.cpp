// expect: specialization of .*fields.* after instantiation
// errors: 1
#include "muster/model/incident.hpp"

#include <memory>

namespace city {
struct call {
    int no;
};
}  // namespace city

#if SHOULD_FAIL
static_assert(!muster::is_mapped<std::shared_ptr<city::call>>);  // asks for the map of what it points to
#endif
template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent);
#if !SHOULD_FAIL
static_assert(muster::check<muster::incident, std::shared_ptr<city::call>>());
static_assert(muster::check<muster::incident, const city::call*>());
#endif
