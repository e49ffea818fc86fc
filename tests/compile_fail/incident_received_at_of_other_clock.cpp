// expect: incident: `received_at` must give muster::instant or a std::chrono::time_point of the system clock
// errors: 2
#include "muster/model/incident.hpp"

#include <chrono>

namespace city {
struct call {
    int no;
    std::chrono::steady_clock::time_point since_start;
    std::chrono::sys_seconds on_the_wall;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent,
#if SHOULD_FAIL
                                                               muster::received_at = &city::call::since_start
#else
                                                               muster::received_at = &city::call::on_the_wall
#endif
);
static_assert(muster::check<muster::incident, city::call>());
