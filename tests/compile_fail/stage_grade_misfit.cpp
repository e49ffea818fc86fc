// expect: policy: stage `grade` must be callable as grading\(const Incident&, const grade_context&\)
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
    const auto stage = [](city::call&, const auto&) { return muster::level_I; } /* not const */;
#else
    const auto stage = [](const city::call&, const auto&) { return muster::level_I; };
#endif
    const muster::governance rule{muster::policy{muster::stage::grade = stage}, "city", 1};
    muster::workspace scratch;
    (void)rule.decide(city::call{1}, muster::clock_only{}, scratch);
}
