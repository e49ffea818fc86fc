// expect: policy: stage `match` must be callable as joint_action_group\(const Incident&, const match_context<S>&\)
// errors: 2
#include "muster/governance/governance.hpp"
#include "muster/governance/situation.hpp"

namespace city {
struct call {
    int no;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::id = &city::call::no,
                                                               muster::position = muster::absent);

int main() {
#if SHOULD_FAIL
    const auto stage = [](const auto&, const auto&, muster::expert_panel&) {};
#else
    const auto stage = [](const auto&, const auto&, muster::joint_action_group&) {};
#endif
    const muster::governance rule{muster::policy{muster::stage::match = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
