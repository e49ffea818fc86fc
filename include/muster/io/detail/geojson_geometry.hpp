#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/core/position.hpp"        // lon_lat, is_valid
#include "muster/grid/polygon.hpp"         // ring, polygon, multi_polygon, box
#include "muster/io/detail/json_text.hpp"  // json
#include "muster/io/detail/text.hpp"       // in_quotes, in_file

#include <cstddef>   // size_t
#include <optional>  // optional
#include <string>    // string
#include <utility>   // move

namespace muster {
inline namespace v0 {

namespace io_detail {

/// A place inside a JSON file, by its JSON pointer.
[[nodiscard]] inline source_position at_pointer(const std::string& file, std::string pointer) {
    source_position where = in_file(file);
    where.pointer = std::move(pointer);
    return where;
}

/// A place inside a feature.
[[nodiscard]] inline source_position at_feature(const std::string& file, std::size_t feature, std::string pointer) {
    source_position where = at_pointer(file, std::move(pointer));
    where.has_feature = true;
    where.feature = feature;
    return where;
}

/// One feature's geometry, or the error that says where in the file it is not as it should be.
class geometry_reader {
public:
    geometry_reader(const std::string& file, std::size_t feature, const std::optional<box<lon_lat>>& expected)
        : file_{file}, feature_{feature}, expected_{expected} {}

    [[nodiscard]] error fault(errc code, std::string pointer, const std::string& message) const {
        return error{code, at_feature(file_, feature_, std::move(pointer)), message};
    }

    [[nodiscard]] multi_polygon<lon_lat> area(const json& geometry, const std::string& at) const {
        if (geometry.is_null()) { throw fault(errc::missing, at, "no geometry: expected a Polygon or MultiPolygon"); }
        if (!geometry.is_object()) { throw wrong_kind(geometry, at, "a geometry object"); }
        const json& type = member(geometry, "type", at);
        if (type != "Polygon" && type != "MultiPolygon") {
            throw fault(errc::type_mismatch, at + "/type",
                        "expected \"Polygon\" or \"MultiPolygon\", found " + shown_value(type));
        }
        const std::string inner = at + "/coordinates";
        const json& coordinates = member(geometry, "coordinates", at);
        if (type == "Polygon") { return {read_polygon(coordinates, inner)}; }
        multi_polygon<lon_lat> polygons;
        const std::size_t count = size_of(coordinates, inner, "a list of polygons");
        for (std::size_t i = 0; i < count; ++i) {
            polygons.push_back(read_polygon(coordinates[i], inner + "/" + std::to_string(i)));
        }
        return polygons;
    }

    [[nodiscard]] const json& member(const json& object, const char* wanted, const std::string& at) const {
        const auto found = object.find(wanted);
        if (found == object.end()) { throw fault(errc::missing, at, "no member " + in_quotes(wanted)); }
        return *found;
    }

    [[nodiscard]] error wrong_kind(const json& value, const std::string& at, const std::string& expected) const {
        return fault(errc::type_mismatch, at, "expected " + expected + ", found " + shown_value(value));
    }

    /// A scalar as it stands in the file, anything else by its kind.
    [[nodiscard]] static std::string shown_value(const json& value) {
        if (value.is_string()) { return in_quotes(value.get_ref<const std::string&>()); }
        if (value.is_structured()) { return value.is_array() ? "an array" : "an object"; }
        return value.dump();
    }

private:
    [[nodiscard]] static std::string shown(const json& numbers) {
        return "[" + numbers[0].dump() + ", " + numbers[1].dump() + "]";
    }

    [[nodiscard]] std::size_t size_of(const json& list, const std::string& at, const char* expected) const {
        if (!list.is_array()) { throw wrong_kind(list, at, expected); }
        if (list.empty()) { throw fault(errc::empty, at, std::string{"expected "} + expected + ", found none"); }
        return list.size();
    }

    [[nodiscard]] polygon<lon_lat> read_polygon(const json& rings, const std::string& at) const {
        const std::size_t count = size_of(rings, at, "a list of rings");
        polygon<lon_lat> shape;
        shape.outer = read_ring(rings[0], at + "/0");
        for (std::size_t i = 1; i < count; ++i) {
            shape.holes.push_back(read_ring(rings[i], at + "/" + std::to_string(i)));
        }
        return shape;
    }

    [[nodiscard]] ring<lon_lat> read_ring(const json& positions, const std::string& at) const {
        const std::size_t count = size_of(positions, at, "a ring, a list of positions");
        ring<lon_lat> points;
        points.reserve(count);
        for (std::size_t i = 0; i < count; ++i) { points.push_back(read_position(positions[i], at, i)); }
        if (count < 4) {
            throw fault(errc::geometry, at,
                        "a ring needs at least 4 positions, the last as the first, found " + std::to_string(count));
        }
        if (points.front() != points.back()) {
            throw fault(errc::geometry, at,
                        "the ring is not closed: it begins at " + shown(positions[0]) + " and ends at " +
                            shown(positions[count - 1]));
        }
        return points;
    }

    [[nodiscard]] lon_lat read_position(const json& numbers, const std::string& ring_at, std::size_t index) const {
        const auto here = [&] { return ring_at + "/" + std::to_string(index); };
        if (!numbers.is_array()) { throw wrong_kind(numbers, here(), "a position [longitude, latitude]"); }
        if (numbers.size() < 2) {
            throw fault(
                errc::type_mismatch, here(),
                "expected a position [longitude, latitude], found " + std::to_string(numbers.size()) + " numbers");
        }
        for (std::size_t i = 0; i < 2; ++i) {
            if (!numbers[i].is_number()) {
                throw wrong_kind(numbers[i], here() + "/" + std::to_string(i), i == 0 ? "a longitude" : "a latitude");
            }
        }
        const lon_lat p{numbers[0].get<double>(), numbers[1].get<double>()};
        const lon_lat swapped{p.lat, p.lon};
        const bool valid = is_valid(p);
        const bool looks_swapped = valid ? !as_expected(p) && as_expected(swapped) : is_valid(swapped);
        if (valid && !looks_swapped) { return p; }
        throw fault(errc::out_of_range, here(),
                    shown(numbers) +
                        (valid ? " lies outside the box that was expected"
                               : " is no position: longitude within 180, latitude within 90 degrees") +
                        (looks_swapped ? "; swapped? Longitude comes first" : ""));
    }

    [[nodiscard]] bool as_expected(lon_lat p) const noexcept {
        return !expected_ || (p.lon >= expected_->low.lon && p.lon <= expected_->high.lon &&
                              p.lat >= expected_->low.lat && p.lat <= expected_->high.lat);
    }

    const std::string& file_;
    std::size_t feature_;
    const std::optional<box<lon_lat>>& expected_;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
