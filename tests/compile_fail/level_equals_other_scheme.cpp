// expect: use of deleted function .*operator==|overload resolution selected deleted operator '=='
// errors: 1
#include "muster/model/level.hpp"

int main() {
#if SHOULD_FAIL
    const muster::alarm_level alarm{1};
#else
    const muster::event_grade alarm{1};
#endif
    return muster::grade_I == alarm ? 0 : 1;
}
