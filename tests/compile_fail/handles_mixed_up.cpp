// expect: could not convert|no viable conversion|conversion from .* to non-scalar type
// errors: 2
#include "muster/core/ids.hpp"

int main() {
    const muster::department_handle police{1, 0};
#if SHOULD_FAIL
    const muster::expert_handle asked = police;
#else
    const muster::department_handle asked = police;
#endif
    return asked ? 0 : 1;
}
