// expect: expert: `conflict_cells` must give a range of texts, the keys of cells
// errors: 2
#include "muster/expert/expert.hpp"

#include <string>
#include <vector>

namespace city {
struct adviser {
    int no;
    muster::capability_set knows;
    std::string pool;
    std::vector<std::string> interests;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::adviser> = muster::map(muster::id = &city::adviser::no,
                                                                  muster::capabilities = &city::adviser::knows,
                                                                  muster::in_pool = &city::adviser::pool,
#if SHOULD_FAIL
                                                                  muster::conflict_cells = &city::adviser::pool
#else
                                                                  muster::conflict_cells = &city::adviser::interests
#endif
);
static_assert(muster::check<muster::expert, city::adviser>());
