// expect: input: a value must be bool, a number, an enumerator, text, a moment, a duration, or an optional or known one
// errors: 1
#include "muster/rules/table_input.hpp"

namespace city {
struct place {
    int x, y;
};
struct call {
    place where;
};
}  // namespace city

muster::table_input<city::call> read() {
#if SHOULD_FAIL
    return muster::input<city::call>("where", &city::call::where);
#else
    return muster::input<city::call>("x", [](const city::call& call) { return call.where.x; });
#endif
}
