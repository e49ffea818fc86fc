// expect: joint_matcher: what is learned must have score_thousandths\(type_id, department_handle\) const
// errors: 2
#include "muster/department/joint_matcher.hpp"

struct learned {
#if SHOULD_FAIL
    std::int64_t score(muster::type_id, muster::department_handle) const { return 0; }
#else
    std::int64_t score_thousandths(muster::type_id, muster::department_handle) const { return 0; }
#endif
};

void build(const muster::department_directory& directory) {
    const muster::joint_matcher stage{directory, learned{}};
    (void)stage;
}
