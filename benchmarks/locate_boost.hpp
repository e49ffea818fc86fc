#pragma once

#if defined(MUSTER_HAVE_BOOST)

#include "locate_workload.hpp"  // locate_workload, nowhere

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // pair, move
#include <vector>   // vector

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes one of its own and says so
#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/covered_by.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <boost/iterator/function_output_iterator.hpp>

namespace bench {

/// The areas as a user of Boost.Geometry would index them: a packed R-tree over the boxes, then point in polygon.
template <muster::position_type P>
class boost_rtree {
    using point = boost::geometry::model::d2::point_xy<double>;  // whole millimetres are exact
    using box = boost::geometry::model::box<point>;
    using polygon = boost::geometry::model::polygon<point>;
    using entry = std::pair<box, std::uint32_t>;

public:
    using query = point;
    static constexpr const char* name = "boost_rtree";
    static constexpr double tolerance_m = 1e-6;  // on the line up to a few last bits of a double: on the border

    explicit boost_rtree(const locate_workload<P>& from) {
        std::vector<entry> entries;
        for (const auto& area : from.areas) {
            areas_.emplace_back();
            for (const auto& part : area) {
                polygon made;
                copy(part.outer, made.outer());
                made.inners().resize(part.holes.size());
                for (std::size_t h = 0; h < part.holes.size(); ++h) { copy(part.holes[h], made.inners()[h]); }
                boost::geometry::correct(made);
                areas_.back().push_back(std::move(made));
            }
            const auto around = muster::box_of(area);
            entries.emplace_back(box{to_query(around.low), to_query(around.high)},
                                 static_cast<std::uint32_t>(areas_.size() - 1));
        }
        boxes_ = tree{entries};  // from a range: packed
    }

    static point to_query(const P& at) {
        return {static_cast<double>(muster::x_of(at)), static_cast<double>(muster::y_of(at))};
    }

    [[nodiscard]] std::uint32_t find(const point& at) const {
        std::uint32_t found = nowhere;
        boxes_.query(boost::geometry::index::intersects(at), boost::make_function_output_iterator([&](const entry& each) {
                         if (found == nowhere && boost::geometry::covered_by(at, areas_[each.second])) {
                             found = each.second;
                         }
                     }));
        return found;
    }
    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const { return answer; }

private:
    using tree = boost::geometry::index::rtree<entry, boost::geometry::index::rstar<16>>;

    static void copy(const muster::ring<P>& from, typename polygon::ring_type& to) {
        for (const P& each : from) { to.push_back(to_query(each)); }
    }

    std::vector<boost::geometry::model::multi_polygon<polygon>> areas_;
    tree boxes_;
};

}  // namespace bench

#endif
