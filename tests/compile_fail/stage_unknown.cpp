// expect: 'grades' is not a member of 'muster::(v0::)?stage'|no member named 'grades' in namespace 'muster::stage'; did you mean (simply )?'grade'
// errors: 2
#include "muster/core/policy.hpp"

int main() {
    const auto three = [](const auto&, const auto&) { return 3; };
#if SHOULD_FAIL
    const muster::policy city{muster::stage::grades = three};
#else
    const muster::policy city{muster::stage::grade = three};
#endif
    (void)city;
}
