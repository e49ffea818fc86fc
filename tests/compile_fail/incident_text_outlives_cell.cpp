// expect: incident: fields<T> binds a key to something that cannot be read from a const T&
// errors: 2
#include "muster/core/from_column.hpp"
#include "muster/model/incident.hpp"

#include <string>
#include <string_view>

namespace city {
struct row {
    std::string at(const char* column) const { return column; }  // gives its cells by value
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::row> =
    muster::map(muster::id = muster::from_column<"no">, muster::position = muster::absent,
#if SHOULD_FAIL
                muster::text = muster::from_column<"what", std::string_view>
#else
                muster::text = muster::from_column<"what", std::string>
#endif
    );
static_assert(muster::check<muster::incident, city::row>());
