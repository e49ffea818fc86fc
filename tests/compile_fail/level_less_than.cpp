// expect: no match for 'operator<'|invalid operands to binary expression
// errors: 2
#include "muster/model/level.hpp"

int main() {
#if SHOULD_FAIL
    return muster::level_I < muster::level_II ? 0 : 1;
#else
    return muster::is_more_serious(muster::level_I, muster::level_II) ? 0 : 1;
#endif
}
