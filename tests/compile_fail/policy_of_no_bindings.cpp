// expect: policy: every argument must be a binding, `muster::stage::NAME = callable`
// errors: 4
#include "muster/core/policy.hpp"

int main() {
    const auto three = [](const auto&, const auto&) { return 3; };
#if SHOULD_FAIL
    const muster::policy city{three};
#else
    const muster::policy city{muster::stage::grade = three};
#endif
    (void)city;
}
