// expect: policy: stage `classify` must be callable as classification\(const Incident&, const classify_context&\)
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
    const auto stage = [](const city::call&, const muster::classify_context&) { return 3; };
#else
    const auto stage = [](const city::call&, const muster::classify_context&) { return muster::type_id{3}; };
#endif
    const muster::governance rule{muster::policy{muster::stage::classify = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
