// expect: policy: stage `gauge` must be callable as mode_advice\(const Incident&, const gauge_context<S>&\)
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
    const auto stage = [](const auto&, const auto&) { return true; };
#else
    const auto stage = [](const auto&, const auto&) { return muster::mode::routine; };
#endif
    const muster::governance rule{muster::policy{muster::stage::gauge = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
