// expect: tiered_dispatch: the travel time must be callable as duration\(const P& from, const P& to\)
// errors: 2
#include "muster/unit/tiered_dispatch.hpp"

#if SHOULD_FAIL
using travel = double (*)(muster::planar, muster::planar);
#else
using travel = muster::duration (*)(muster::planar, muster::planar);
#endif

void build(const muster::hierarchy<muster::planar>& cells, const muster::type_tree& types,
           const muster::response_scale& scale, travel by) {
    const muster::tiered_dispatch<muster::planar, travel> stage{cells, types, scale, {}, {}, by};
    (void)stage;
}
