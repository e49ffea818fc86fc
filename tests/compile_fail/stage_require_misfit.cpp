// expect: policy: stage `require` must be callable as requirement\(const Incident&, const require_context&\)
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
    const auto stage = [](const auto&, const muster::classify_context&) { return muster::requirement{}; };
#else
    const auto stage = [](const auto&, const muster::require_context&) { return muster::requirement{}; };
#endif
    const muster::governance rule{muster::policy{muster::stage::require = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
