// expect: policy: stage `assemble` must be callable as assembly\(const Incident&, const assemble_context<S>&\)
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
    const auto stage = [](const auto&, const auto&) {};
#else
    const auto stage = [](const auto&, const auto&) { return muster::assembly{}; };
#endif
    const muster::governance rule{muster::policy{muster::stage::assemble = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
