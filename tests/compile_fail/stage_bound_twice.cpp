// expect: policy: a stage is bound twice
// errors: 2
#include "muster/core/policy.hpp"

int main() {
    const auto three = [](const auto&, const auto&) { return 3; };
    const auto four = [](const auto&, const auto&) { return 4; };
#if SHOULD_FAIL
    const muster::policy city{muster::stage::grade = three, muster::stage::grade = four};
#else
    const muster::policy city{muster::stage::grade = three, muster::stage::gauge = four};
#endif
    (void)city;
}
