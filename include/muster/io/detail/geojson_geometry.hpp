#pragma once

#include "muster/core/error.hpp"                 // errc
#include "muster/core/position.hpp"              // lon_lat
#include "muster/grid/polygon.hpp"               // ring, polygon, multi_polygon
#include "muster/io/detail/geometry_checks.hpp"  // geometry_checks, feature_geometry
#include "muster/io/detail/json_text.hpp"        // json

#include <cstddef>      // size_t
#include <optional>     // optional, nullopt
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {
namespace io_detail {

/// One feature's geometry, or the error that says where in the file it is not as it should be.
class geometry_reader : public geometry_checks {
public:
    using geometry_checks::geometry_checks;

    [[nodiscard]] feature_geometry read(const json& geometry, const std::string& at) const {
        feature_geometry found;
        if (geometry.is_null()) {
            if (options_.accept_no_geometry) { return found; }
            throw no_geometry(at);
        }
        add(geometry, at, found);
        found.type = geometry["type"].get<std::string>();
        check_mixed(found, at);
        if (found.area.empty() && !found.has_other && !options_.accept_no_geometry) { throw no_geometry(at); }
        return found;
    }

private:
    void add(const json& geometry, const std::string& at, feature_geometry& found) const {
        if (!geometry.is_object()) { throw wrong_kind(geometry, at, "a geometry object"); }
        check_reference(geometry, at);
        const json& kind = member(geometry, "type", at);
        const std::string_view type = kind.is_string() ? kind.get_ref<const std::string&>() : std::string_view{};
        const bool is_collection = type == "GeometryCollection";
        const bool is_area = type == "Polygon" || type == "MultiPolygon";
        const bool is_point = type == "Point" || type == "MultiPoint";
        const bool is_line = type == "LineString" || type == "MultiLineString";
        if (!is_collection && !is_area && !(options_.accept_other_geometry && (is_point || is_line))) {
            const bool is_known = is_point || is_line;
            throw fault(errc::type_mismatch, at + "/type",
                        "expected \"Polygon\" or \"MultiPolygon\", found " + shown_value(kind) +
                            (is_known ? " (accept_other_geometry reads it without an area)" : ""));
        }
        const char* list = is_collection ? "geometries" : "coordinates";
        const json& parts = member(geometry, list, at);
        const std::string inner = at + "/" + list;
        if (parts.is_array() && parts.empty()) {
            if (options_.accept_no_geometry) { return; }
            throw fault(errc::empty, inner,
                        std::string{"expected a list of "} +
                            (is_collection            ? "geometries"
                             : type == "MultiPolygon" ? "polygons"
                             : type == "Polygon"      ? "rings"
                                                      : "positions") +
                            ", found none (accept_no_geometry reads it without an area)");
        }
        if (is_collection) {
            const std::size_t count = size_of(parts, inner, "a list of geometries");
            for (std::size_t i = 0; i < count; ++i) { add(parts[i], inner + "/" + std::to_string(i), found); }
            return;
        }
        found.has_other = found.has_other || !is_area;
        if (type == "Polygon") { add_polygon(parts, inner, found.area); }
        if (type == "Point") {
            found.points.push_back(read_position(parts, [&] { return inner; }));
        }
        if (type == "MultiPolygon") {
            const std::size_t count = size_of(parts, inner, "a list of polygons");
            for (std::size_t i = 0; i < count; ++i) {
                add_polygon(parts[i], inner + "/" + std::to_string(i), found.area);
            }
        }
        if (type == "MultiPoint") {
            const std::size_t count = size_of(parts, inner, "a list of positions");
            for (std::size_t i = 0; i < count; ++i) {
                found.points.push_back(read_position(parts[i], [&] { return inner + "/" + std::to_string(i); }));
            }
        }
    }

    void add_polygon(const json& rings, const std::string& at, multi_polygon<lon_lat>& area) const {
        const std::size_t count = size_of(rings, at, "a list of rings");
        polygon<lon_lat> shape;
        bool has_outer = false;
        for (std::size_t i = 0; i < count; ++i) {
            std::optional<ring<lon_lat>> points = read_ring(rings[i], at + "/" + std::to_string(i));
            if (!points) { continue; }
            has_outer = has_outer || i == 0;
            (i == 0 ? shape.outer : shape.holes.emplace_back()) = *std::move(points);
        }
        if (has_outer) { area.push_back(std::move(shape)); }
    }

    // None: one to leave out.
    [[nodiscard]] std::optional<ring<lon_lat>> read_ring(const json& positions, const std::string& at) const {
        const std::size_t count = size_of_ring(positions, at, "a ring, a list of positions");
        ring<lon_lat> points;
        points.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            points.push_back(read_position(positions[i], [&] { return at + "/" + std::to_string(i); }));
        }
        if (is_dropped(points)) { return std::nullopt; }
        check_ring(points, at);
        return points;
    }

    template <class Pointer>
    [[nodiscard]] lon_lat read_position(const json& numbers, const Pointer& at) const {
        if (!numbers.is_array()) { throw wrong_kind(numbers, at(), "a position [longitude, latitude]"); }
        if (numbers.size() < 2) {
            throw fault(
                errc::type_mismatch, at(),
                "expected a position [longitude, latitude], found " + std::to_string(numbers.size()) + " numbers");
        }
        for (std::size_t i = 0; i < 2; ++i) {
            if (!numbers[i].is_number()) {
                throw wrong_kind(numbers[i], at() + "/" + std::to_string(i), i == 0 ? "a longitude" : "a latitude");
            }
        }
        const lon_lat p{numbers[0].get<double>(), numbers[1].get<double>()};
        check_position(p, at);
        return p;
    }
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
