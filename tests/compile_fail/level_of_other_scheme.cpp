// expect: use of deleted function .*is_more_serious|call to deleted function 'is_more_serious'
// errors: 1
#include "muster/model/level.hpp"

struct event_grades;

int main() {
#if SHOULD_FAIL
    const muster::level<event_grades> graded{2};
#else
    const muster::response_level graded{2};
#endif
    return muster::is_more_serious(muster::level_I, graded) ? 0 : 1;
}
