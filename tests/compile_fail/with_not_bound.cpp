// expect: policy::with: the policy has no such stage to replace
// errors: 2
#include "muster/core/policy.hpp"

int main() {
    const auto three = [](const auto&, const auto&) { return 3; };
    const muster::policy city{muster::stage::grade = three};
#if SHOULD_FAIL
    (void)city.with(muster::stage::gauge = three);
#else
    (void)city.with(muster::stage::grade = three);
#endif
}
