// expect: no match(ing function)? for (call to 'is_more_serious|'operator)|no matching function for call to 'is_more_serious'
// errors: 2
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
