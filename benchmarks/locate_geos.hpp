#pragma once

#if defined(MUSTER_HAVE_GEOS)

#include "locate_workload.hpp"  // locate_workload, nowhere

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <memory>   // unique_ptr
#include <vector>   // vector

#include <geos_c.h>

namespace bench {

/// The areas as a user of GEOS would index them: an STRtree over the boxes, then prepared geometries, whose test of a
/// point is GEOS's indexed point-in-area locator.
template <muster::position_type P>
class geos_areas {
public:
    static constexpr double tolerance_m = 1e-6;  // coordinates are doubles; its orientation test is close to exact

    explicit geos_areas(const locate_workload<P>& from) : context_{GEOS_init_r()} {
        tree_ = GEOSSTRtree_create_r(context_, 10);
        areas_.reserve(from.areas.size());
        for (const auto& area : from.areas) {
            std::vector<GEOSGeometry*> parts;
            for (const auto& part : area) {
                std::vector<GEOSGeometry*> holes;
                for (const auto& hole : part.holes) { holes.push_back(to_ring(hole)); }
                parts.push_back(GEOSGeom_createPolygon_r(context_, to_ring(part.outer), holes.data(),
                                                         static_cast<unsigned>(holes.size())));
            }
            GEOSGeometry* made = parts.size() == 1 ? parts.front()
                                                   : GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, parts.data(),
                                                                                 static_cast<unsigned>(parts.size()));
            areas_.push_back({made, GEOSPrepare_r(context_, made), static_cast<std::uint32_t>(areas_.size())});
            GEOSSTRtree_insert_r(context_, tree_, made, &areas_.back());
        }
        if (!from.areas.empty()) { (void)find_at(point_at(from.areas.front().front().outer.front()).get()); }  // packs it
    }
    geos_areas(const geos_areas&) = delete;
    geos_areas& operator=(const geos_areas&) = delete;
    ~geos_areas() {
        GEOSSTRtree_destroy_r(context_, tree_);
        for (const entry& each : areas_) {
            GEOSPreparedGeom_destroy_r(context_, each.prepared);
            GEOSGeom_destroy_r(context_, each.area);
        }
        GEOS_finish_r(context_);
    }

    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const { return answer; }

protected:
    struct destroy {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* one) const { GEOSGeom_destroy_r(context, one); }
    };
    using point = std::unique_ptr<GEOSGeometry, destroy>;

    [[nodiscard]] point point_at(const P& at) const {
        return {GEOSGeom_createPointFromXY_r(context_, static_cast<double>(muster::x_of(at)),
                                             static_cast<double>(muster::y_of(at))),
                destroy{context_}};
    }

    [[nodiscard]] std::uint32_t find_at(const GEOSGeometry* at) const {
        search one{context_, at, nowhere};
        GEOSSTRtree_query_r(
            context_, tree_, at,
            [](void* item, void* data) {
                search& asked = *static_cast<search*>(data);
                const entry& each = *static_cast<const entry*>(item);
                if (asked.found == nowhere && GEOSPreparedIntersects_r(asked.context, each.prepared, asked.at) == 1) {
                    asked.found = each.index;
                }
            },
            &one);
        return one.found;
    }

private:
    struct entry {
        GEOSGeometry* area;
        const GEOSPreparedGeometry* prepared;
        std::uint32_t index;
    };
    struct search {
        GEOSContextHandle_t context;
        const GEOSGeometry* at;
        std::uint32_t found;
    };

    [[nodiscard]] GEOSGeometry* to_ring(const muster::ring<P>& from) const {
        GEOSCoordSequence* made = GEOSCoordSeq_create_r(context_, static_cast<unsigned>(from.size()), 2);
        for (std::size_t i = 0; i < from.size(); ++i) {
            GEOSCoordSeq_setXY_r(context_, made, static_cast<unsigned>(i), static_cast<double>(muster::x_of(from[i])),
                                 static_cast<double>(muster::y_of(from[i])));
        }
        return GEOSGeom_createLinearRing_r(context_, made);
    }

    GEOSContextHandle_t context_;
    GEOSSTRtree* tree_ = nullptr;
    std::vector<entry> areas_;
};

/// Asked with coordinates: a point is made for every question, since the C interface knows no other way (before 3.12).
template <muster::position_type P>
class geos_strtree_prepared : public geos_areas<P> {
public:
    using query = P;
    static constexpr const char* name = "geos_strtree_prepared";
    using geos_areas<P>::geos_areas;

    [[nodiscard]] std::uint32_t find(const P& at) const { return this->find_at(this->point_at(at).get()); }
};

/// Asked with points that are there already: the search alone, the most that GEOS can give.
template <muster::position_type P>
class geos_indexed : public geos_areas<P> {
public:
    using query = typename geos_areas<P>::point;
    static constexpr const char* name = "geos_indexed";
    using geos_areas<P>::geos_areas;

    [[nodiscard]] query to_query(const P& at) const { return this->point_at(at); }
    [[nodiscard]] std::uint32_t find(const query& at) const { return this->find_at(at.get()); }
};

}  // namespace bench

#endif
