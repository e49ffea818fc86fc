// expect: joint_matcher: `received_by` must give the id of a department as text
// errors: 3
#include "muster/department/joint_matcher.hpp"

namespace city {
struct call {
    int no;
    int taken_by;
    const char* taken_by_whom;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent,
#if SHOULD_FAIL
                                                               muster::received_by = &city::call::taken_by
#else
                                                               muster::received_by = &city::call::taken_by_whom
#endif
);

void ask(const muster::joint_matcher& stage, const city::call& call, const muster::match_context<int>& context,
         muster::joint_action_group& out) {
    stage(call, context, out);
}
