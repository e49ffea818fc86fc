// expect: input: this projection cannot read the type
// errors: 1
#include "muster/rules/table_input.hpp"

namespace city {
struct call {
    int dead;
};
struct unit {
    int crew;
};
}  // namespace city

muster::table_input<city::call> read() {
#if SHOULD_FAIL
    return muster::input<city::call>("crew", &city::unit::crew);
#else
    return muster::input<city::call>("dead", &city::call::dead);
#endif
}
