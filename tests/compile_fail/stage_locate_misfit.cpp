// expect: policy: stage `locate` must be callable as location\(const Incident&, const locate_context&\)
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
    const auto stage = [](const city::call&) { return muster::location{}; } /* no context */;
#else
    const auto stage = [](const city::call&, const muster::locate_context&) { return muster::location{}; };
#endif
    const muster::governance rule{muster::policy{muster::stage::locate = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
