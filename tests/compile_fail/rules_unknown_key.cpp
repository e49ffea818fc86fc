// expect: input: fields<T> does not bind this key
// errors: 1
#include "muster/rules/table_input.hpp"

namespace city {
struct call {
    int dead;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(muster::field<"dead"> = &city::call::dead);

muster::table_input<city::call> read() {
#if SHOULD_FAIL
    return muster::input<city::call>(muster::field<"daed">);
#else
    return muster::input<city::call>(muster::field<"dead">);
#endif
}
