#pragma once

#if defined(MUSTER_HAVE_S2)

#include "locate_workload.hpp"  // locate_workload, nowhere

#include <algorithm>  // reverse
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <memory>     // make_unique
#include <utility>    // move
#include <vector>     // vector

#include <s2/mutable_s2shape_index.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>
#include <s2/s2shapeutil_contains_brute_force.h>

namespace bench {

/// The areas in an S2 shape index. Edges are geodesics, so near long borders it rightly answers for another drawing.
///
/// Points are handed over as points of the sphere: the conversion from degrees is not counted against it. A plane is
/// laid around longitude and latitude zero.
template <muster::position_type P>
class s2_shapes {
public:
    using query = S2Point;
    static constexpr const char* name = "s2";
    static constexpr double tolerance_m = 2;

    explicit s2_shapes(const locate_workload<P>& from) {
        for (std::uint32_t area = 0; area < from.areas.size(); ++area) {
            for (const auto& part : from.areas[area]) {
                index_.Add(to_shape(part));
                area_of_shape_.push_back(area);
            }
        }
        index_.ForceBuild();
        asked_.Init(&index_, S2ContainsPointQueryOptions{S2VertexModel::SEMI_OPEN});
    }

    static S2Point to_query(const P& at) {
        if constexpr (std::same_as<P, muster::planar>) {
            constexpr double degrees_per_mm = 1 / 111'195'080.0;
            return S2LatLng::FromDegrees(at.north_mm * degrees_per_mm, at.east_mm * degrees_per_mm).ToPoint();
        } else {
            return S2LatLng::FromDegrees(at.lat, at.lon).ToPoint();
        }
    }

    [[nodiscard]] std::uint32_t find(const S2Point& at) const {
        MutableS2ShapeIndex::Iterator& where = *asked_.mutable_iter();
        if (!where.Locate(at)) { return nowhere; }
        const S2ShapeIndexCell& cell = where.cell();
        for (int i = 0; i < cell.num_clipped(); ++i) {
            if (asked_.ShapeContains(where.id(), cell.clipped(i), at)) {
                return area_of_shape_[static_cast<std::size_t>(cell.clipped(i).shape_id())];
            }
        }
        return nowhere;
    }
    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const { return answer; }

private:
    static std::vector<S2Point> to_loop(const muster::ring<P>& from) {
        std::vector<S2Point> loop;
        for (std::size_t i = 0; i + 1 < from.size(); ++i) {
            if (!(from[i] == from[i + 1])) { loop.push_back(to_query(from[i])); }
        }
        return loop;
    }

    // A shape holds what is on the left of its loops. So an outer ring, taken alone, does not hold a point 90 degrees
    // away, and a hole does; the sign of an area would not tell, since slivers turn over when edges become geodesics.
    static bool holds_far_point(const std::vector<std::vector<S2Point>>& loops) {
        return s2shapeutil::ContainsBruteForce(S2LaxPolygonShape{loops}, loops.front().front().Ortho());
    }

    static std::unique_ptr<S2Shape> to_shape(const muster::polygon<P>& from) {
        std::vector<std::vector<S2Point>> loops{to_loop(from.outer)};
        if (holds_far_point(loops)) { std::reverse(loops[0].begin(), loops[0].end()); }
        for (const auto& hole : from.holes) {
            loops.push_back(to_loop(hole));
            if (!holds_far_point({loops.back()})) { std::reverse(loops.back().begin(), loops.back().end()); }
        }
        // Where real drawings have holes outside of their outer ring, a shape may be inside out all the same.
        if (loops.size() > 1 && holds_far_point(loops)) {
            for (auto& each : loops) { std::reverse(each.begin(), each.end()); }
        }
        if (holds_far_point(loops)) { loops.clear(); }  // a sliver that is no area on the sphere, either way round
        return std::make_unique<S2LaxPolygonShape>(loops);
    }

    MutableS2ShapeIndex index_;
    std::vector<std::uint32_t> area_of_shape_;
    mutable S2ContainsPointQuery<MutableS2ShapeIndex> asked_;  // one thread's
};

}  // namespace bench

#endif
