#pragma once

#include "locate_boost.hpp"    // boost_rtree
#include "locate_contest.hpp"  // register_peer
#include "locate_geos.hpp"     // geos_strtree_prepared, geos_indexed
#include "locate_s2.hpp"       // s2_shapes

namespace bench {

/// Registers the peers that were found on this machine.
template <class Ours, class Workload>
void register_peers() {
    using P = typename Workload::position;
    (void)sizeof(P);  // without any peer
#if defined(MUSTER_HAVE_BOOST)
    register_peer<boost_rtree<P>, Ours, Workload>();
    register_peer_build<boost_rtree<P>, Workload>();
#endif
#if defined(MUSTER_HAVE_GEOS)
    register_peer<geos_strtree_prepared<P>, Ours, Workload>();
    register_peer<geos_indexed<P>, Ours, Workload>();
    register_peer_build<geos_strtree_prepared<P>, Workload>();
#endif
#if defined(MUSTER_HAVE_S2)
    if constexpr (!requires { Workload::crosses_itself; }) {  // S2 asks for polygons that do not
        register_peer<s2_shapes<P>, Ours, Workload>();
        register_peer_build<s2_shapes<P>, Workload>();
    }
#endif
}

}  // namespace bench
