#pragma once

#include "muster/core/error.hpp"             // error, source_position
#include "muster/core/position.hpp"          // lon_lat, is_valid
#include "muster/grid/polygon.hpp"           // ring, multi_polygon, box
#include "muster/io/detail/json_text.hpp"    // json
#include "muster/io/detail/number_text.hpp"  // number_text
#include "muster/io/detail/text.hpp"         // in_quotes
#include "muster/io/geojson_options.hpp"     // geojson_options

#include <cstddef>   // size_t
#include <optional>  // optional
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A place inside a JSON file or a line of it, by its JSON pointer.
[[nodiscard]] inline source_position at_pointer(source_position in, std::string pointer) {
    in.pointer = std::move(pointer);
    return in;
}

/// A place inside a feature.
[[nodiscard]] inline source_position at_feature(source_position in, std::size_t feature, std::string pointer) {
    in.has_feature = true;
    in.feature = feature;
    return at_pointer(std::move(in), std::move(pointer));
}

/// A scalar as it stands in the file, anything else by its kind.
[[nodiscard]] inline std::string shown_value(const json& value) {
    if (value.is_string()) { return in_quotes(value.get_ref<const std::string&>()); }
    if (value.is_structured()) { return value.is_array() ? "an array" : "an object"; }
    return value.dump();
}

/// Refuses a `crs` member (of the 2008 draft) that names anything but WGS 84 in degrees.
inline void check_crs(const json& object, const std::string& at, const source_position& in) {
    const auto crs = object.find("crs");
    if (crs == object.end()) { return; }
    const json::json_pointer name_at{"/properties/name"};
    const json reference = crs->is_object() && crs->contains(name_at) ? (*crs)[name_at] : *crs;
    for (const char* wgs84 : {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "CRS84",
                              "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                              "http://www.opengis.net/def/crs/EPSG/0/4326"}) {
        if (reference == wgs84) { return; }
    }
    throw error{errc::type_mismatch, at_pointer(in, at + "/crs"),
                "expected longitude and latitude on WGS 84 (CRS84 or EPSG:4326), found " + shown_value(reference)};
}

/// What a feature's geometry is: an area, points, or a type that the library computes nothing with.
struct feature_geometry {
    std::string type;  // empty for null
    multi_polygon<lon_lat> area;
    std::vector<lon_lat> points;
    bool has_other = false;  // points or lines
};

/// What every geometry has to keep to, whichever format it came in; the errors say where it does not.
class geometry_checks {
public:
    geometry_checks(const source_position& in, std::size_t feature, const geojson_options& options)
        : options_{options}, in_{in}, feature_{feature} {}

    [[nodiscard]] error fault(errc code, std::string pointer, const std::string& message) const {
        return error{code, at_feature(in_, feature_, std::move(pointer)), message};
    }

    [[nodiscard]] error wrong_kind(const json& value, const std::string& at, const std::string& expected) const {
        return fault(errc::type_mismatch, at, "expected " + expected + ", found " + shown_value(value));
    }

    [[nodiscard]] const json& member(const json& object, const char* wanted, const std::string& at) const {
        const auto found = object.find(wanted);
        if (found == object.end()) { throw fault(errc::missing, at, "no member " + in_quotes(wanted)); }
        return *found;
    }

    [[nodiscard]] std::size_t size_of(const json& list, const std::string& at, const char* expected) const {
        if (!list.is_array()) { throw wrong_kind(list, at, expected); }
        if (list.empty()) { throw fault(errc::empty, at, std::string{"expected "} + expected + ", found none"); }
        return list.size();
    }

    /// As `check_crs`, of a part of the feature.
    void check_reference(const json& object, const std::string& at) const {
        if (object.contains("crs")) { check_crs(object, at, at_feature(in_, feature_, {})); }
    }

    /// The number of positions or arcs of a ring: none only where faulty rings are read.
    [[nodiscard]] std::size_t size_of_ring(const json& list, const std::string& at, const char* expected) const {
        return options_.accept_faulty_rings && list.is_array() ? list.size() : size_of(list, at, expected);
    }

    /// A position in range, and not with its coordinates swapped. `at` gives the pointer, when it is needed.
    template <class Pointer>
    void check_position(lon_lat p, Pointer&& at) const {
        const lon_lat swapped{p.lat, p.lon};
        const bool valid = is_valid(p);
        const bool looks_swapped = valid ? !as_expected(p) && as_expected(swapped) : is_valid(swapped);
        if ((valid || options_.accept_faulty_rings) && !looks_swapped) { return; }
        throw fault(errc::out_of_range, at(),
                    shown(p) +
                        (valid ? " lies outside the box that was expected"
                               : " is no position: longitude within 180, latitude within 90 degrees") +
                        (looks_swapped ? "; swapped? Longitude comes first" : ""));
    }

    /// Whether a ring is one to leave out: closed and without an area, where the caller accepts that.
    [[nodiscard]] bool is_dropped(const ring<lon_lat>& points) const noexcept {
        return options_.drop_collapsed_rings && points.size() < 4 && !points.empty() && points.front() == points.back();
    }

    [[nodiscard]] error no_geometry(const std::string& at) const {
        return fault(errc::missing, at,
                     "no geometry: expected a Polygon or MultiPolygon (accept_no_geometry reads it without an area)");
    }

    /// Areas and others are not one geometry.
    void check_mixed(const feature_geometry& found, const std::string& at) const {
        if (found.area.empty() || !found.has_other) { return; }
        throw fault(errc::type_mismatch, at, "a GeometryCollection of areas and others; expected areas only");
    }

    /// Closed, of at least four positions, not at a pole and not across the antimeridian.
    void check_ring(const ring<lon_lat>& points, const std::string& at) const {
        if (options_.accept_faulty_rings) { return; }
        if (points.size() < 4) {
            throw fault(
                errc::geometry, at,
                "a ring needs at least 4 positions, the last as the first, found " + std::to_string(points.size()) +
                    (!points.empty() && points.front() == points.back() ? " (drop_collapsed_rings leaves it out)"
                                                                        : ""));
        }
        if (points.front() != points.back()) {
            throw fault(errc::geometry, at,
                        "the ring is not closed: it begins at " + shown(points.front()) + " and ends at " +
                            shown(points.back()));
        }
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const lon_lat& p = points[i];
            const lon_lat& next = points[i + 1];
            if (p.lat == 90 || p.lat == -90) {
                throw fault(errc::geometry, at + "/" + std::to_string(i),
                            shown(p) + " is a pole; expected areas that do not reach one");
            }
            if (next.lon - p.lon > 180 || p.lon - next.lon > 180) {
                throw fault(errc::geometry, at + "/" + std::to_string(i),
                            "the ring goes from " + shown(p) + " to " + shown(next) +
                                ", across the antimeridian; expected areas that are cut there");
            }
        }
    }

    [[nodiscard]] static std::string shown(lon_lat p) {
        return "[" + number_text(p.lon) + ", " + number_text(p.lat) + "]";
    }

protected:
    const geojson_options& options_;

private:
    [[nodiscard]] bool as_expected(lon_lat p) const noexcept {
        const std::optional<box<lon_lat>>& expected = options_.expected_box;
        return !expected || (p.lon >= expected->low.lon && p.lon <= expected->high.lon && p.lat >= expected->low.lat &&
                             p.lat <= expected->high.lat);
    }

    const source_position& in_;
    std::size_t feature_;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
