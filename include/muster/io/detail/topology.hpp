#pragma once

#include "muster/core/arithmetic.hpp"            // product
#include "muster/core/error.hpp"                 // error
#include "muster/grid/polygon.hpp"               // ring, polygon, multi_polygon
#include "muster/io/detail/geometry_checks.hpp"  // geometry_checks, feature_geometry, check_crs, at_pointer
#include "muster/io/detail/json_text.hpp"        // json, pointer_step
#include "muster/io/detail/text.hpp"             // in_quotes
#include "muster/io/geojson.hpp"                 // geojson_feature, read_description

#include <cstddef>      // size_t, ptrdiff_t
#include <cstdint>      // int64_t
#include <optional>     // optional, nullopt
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A topology's arcs, decoded once, and the features that are put together from them.
class topology_reader {
public:
    topology_reader(const json& document, const source_position& in, const geojson_options& options)
        : document_{document}, in_{in}, options_{options} {
        const auto type = document.is_object() ? document.find("type") : document.end();
        if (type == document.end() || *type != "Topology") {
            throw fault(errc::type_mismatch, type == document.end() ? "" : "/type",
                        "expected a Topology, found " + shown_value(type == document.end() ? document : *type));
        }
        check_crs(document, "", in_);
        read_transform();
        read_arcs();
    }

    [[nodiscard]] std::vector<geojson_feature> features(std::string_view wanted) {
        const auto objects = document_.find("objects");
        if (objects == document_.end() || !objects->is_object()) {
            throw fault(errc::missing, "/objects", "expected an object of geometry objects by name");
        }
        std::string names;
        for (const auto& [name, object] : objects->items()) { names += (names.empty() ? "" : ", ") + in_quotes(name); }
        if (names.empty()) {
            throw fault(errc::empty, "/objects", "expected at least one geometry object, found none");
        }
        if (wanted.empty() && objects->size() > 1) {
            throw fault(errc::missing, "/objects",
                        "there is more than one object; expected the name of one of " + names);
        }
        const auto chosen = wanted.empty() ? objects->begin() : objects->find(std::string{wanted});
        if (chosen == objects->end()) {
            throw fault(errc::unknown_name, "/objects", "no object " + in_quotes(wanted) + "; there is " + names);
        }
        const json& object = *chosen;
        const std::string at = "/objects" + pointer_step(chosen.key());
        if (!object.is_object()) {
            throw fault(errc::type_mismatch, at, "expected an object, found " + shown_value(object));
        }
        check_crs(object, at, in_);
        const auto type = object.find("type");
        if (type == object.end() || *type != "GeometryCollection") { return {read_feature(object, 0, at)}; }
        const geometry_checks checks{in_, 0, options_};
        const json& all = checks.member(object, "geometries", at);
        if (!all.is_array() || all.empty()) {
            throw fault(errc::empty, at + "/geometries", "expected at least one geometry, found none");
        }
        std::vector<geojson_feature> read;
        read.reserve(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            read.push_back(read_feature(all[i], i, at + "/geometries/" + std::to_string(i)));
        }
        return read;
    }

private:
    [[nodiscard]] error fault(errc code, std::string pointer, const std::string& message) const {
        return error{code, at_pointer(in_, std::move(pointer)), message};
    }

    void read_pair(const json& object, const char* name, double (&pair)[2]) const {
        const auto found = object.find(name);
        if (found == object.end() || !found->is_array() || found->size() != 2 || !(*found)[0].is_number() ||
            !(*found)[1].is_number()) {
            throw fault(errc::type_mismatch, std::string{"/transform/"} + name, "expected two numbers");
        }
        for (std::size_t i = 0; i < 2; ++i) { pair[i] = (*found)[i].get<double>(); }
    }

    void read_transform() {
        const auto transform = document_.find("transform");
        if (transform == document_.end()) { return; }
        if (!transform->is_object()) {
            throw fault(errc::type_mismatch, "/transform", "expected an object, found " + shown_value(*transform));
        }
        is_quantised_ = true;
        read_pair(*transform, "scale", scale_);
        read_pair(*transform, "translate", translate_);
    }

    void read_arcs() {
        const auto arcs = document_.find("arcs");
        if (arcs == document_.end() || !arcs->is_array()) {
            throw fault(errc::missing, "/arcs", "expected an array of arcs");
        }
        arcs_.reserve(arcs->size());
        for (std::size_t i = 0; i < arcs->size(); ++i) {
            arcs_.push_back(read_arc((*arcs)[i], "/arcs/" + std::to_string(i)));
        }
    }

    [[nodiscard]] ring<lon_lat> read_arc(const json& positions, const std::string& at) const {
        if (!positions.is_array() || positions.size() < 2) {
            throw fault(errc::type_mismatch, at, "expected an arc of at least two positions");
        }
        // Steps of a quantised arc are added as integers: a sum of doubles would drift.
        constexpr std::int64_t most = std::int64_t{1} << 52;
        ring<lon_lat> points;
        points.reserve(positions.size());
        std::int64_t sum[2]{};
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const json& numbers = positions[i];
            double place[2]{};
            const bool is_pair = numbers.is_array() && numbers.size() >= 2;
            for (std::size_t axis = 0; axis < 2; ++axis) {
                const auto here = [&] { return at + "/" + std::to_string(i); };
                if (!is_pair || !(is_quantised_ ? numbers[axis].is_number_integer() : numbers[axis].is_number())) {
                    throw fault(errc::type_mismatch, here(),
                                is_quantised_ ? "expected two whole numbers, steps of a quantised arc"
                                              : "expected a position [longitude, latitude]");
                }
                if (is_quantised_) {
                    const double step = numbers[axis].get<double>();
                    if (!(step >= -static_cast<double>(most) && step <= static_cast<double>(most))) {
                        throw fault(errc::out_of_range, here(), "a step of " + numbers[axis].dump() + " is above 2^52");
                    }
                    sum[axis] += static_cast<std::int64_t>(step);
                    if (sum[axis] > most || sum[axis] < -most) {
                        throw fault(errc::out_of_range, here(), "the steps add up to more than 2^52");
                    }
                    place[axis] = product(static_cast<double>(sum[axis]), scale_[axis]) + translate_[axis];
                } else {
                    place[axis] = numbers[axis].get<double>();
                }
            }
            points.push_back({place[0], place[1]});
        }
        return points;
    }

    [[nodiscard]] geojson_feature read_feature(const json& geometry, std::size_t index, const std::string& at) {
        const geometry_checks checks{in_, index, options_};
        geojson_feature read;
        read.index = index;
        read.pointer = at;
        if (!geometry.is_null()) {
            if (!geometry.is_object()) { throw checks.wrong_kind(geometry, at, "a geometry object"); }
            read_description(geometry, at, checks, read);
            const json& type = checks.member(geometry, "type", at);
            feature_geometry found;
            add(geometry, at, checks, found);
            checks.check_mixed(found, at);
            if (type.is_string()) { read.geometry = type.get<std::string>(); }
            read.area = std::move(found.area);
            read.points = std::move(found.points);
            read.has_other_geometry = found.has_other;
        }
        if (read.area.empty() && !read.has_other_geometry && !options_.accept_no_geometry) {
            throw checks.no_geometry(at);
        }
        return read;
    }

    void add(const json& geometry, const std::string& at, const geometry_checks& checks, feature_geometry& found) {
        if (!geometry.is_object()) { throw checks.wrong_kind(geometry, at, "a geometry object"); }
        checks.check_reference(geometry, at);
        const json& type = checks.member(geometry, "type", at);
        if (type.is_null()) { return; }
        if (type == "GeometryCollection") {
            const json& parts = checks.member(geometry, "geometries", at);
            if (!parts.is_array()) { throw checks.wrong_kind(parts, at + "/geometries", "a list of geometries"); }
            for (std::size_t i = 0; i < parts.size(); ++i) {
                add(parts[i], at + "/geometries/" + std::to_string(i), checks, found);
            }
            return;
        }
        const bool is_area = type == "Polygon" || type == "MultiPolygon";
        const bool is_point = type == "Point" || type == "MultiPoint";
        const bool is_known = is_point || type == "LineString" || type == "MultiLineString";
        if (!is_area && !(is_known && options_.accept_other_geometry)) {
            throw checks.fault(errc::type_mismatch, at + "/type",
                               "expected \"Polygon\" or \"MultiPolygon\", found " + shown_value(type) +
                                   (is_known ? " (accept_other_geometry reads it without an area)" : ""));
        }
        const char* list = is_point ? "coordinates" : "arcs";
        const json& parts = checks.member(geometry, list, at);
        const std::string inner = at + "/" + list;
        if (!parts.is_array()) { throw checks.wrong_kind(parts, inner, is_point ? "coordinates" : "a list of arcs"); }
        if (parts.empty()) { return; }
        found.has_other = found.has_other || !is_area;
        if (type == "Polygon") { add_polygon(parts, inner, checks, found.area); }
        if (type == "Point") { found.points.push_back(read_point(parts, inner, checks)); }
        if (type == "MultiPolygon" || type == "MultiPoint") {
            for (std::size_t i = 0; i < parts.size(); ++i) {
                const std::string here = inner + "/" + std::to_string(i);
                if (is_area) {
                    add_polygon(parts[i], here, checks, found.area);
                } else {
                    found.points.push_back(read_point(parts[i], here, checks));
                }
            }
        }
    }

    // Not of an arc: the numbers of a quantised topology are the place itself, and no step from another.
    [[nodiscard]] lon_lat read_point(const json& numbers, const std::string& at, const geometry_checks& checks) const {
        double place[2]{};
        const bool is_pair = numbers.is_array() && numbers.size() >= 2;
        for (std::size_t axis = 0; axis < 2; ++axis) {
            if (!is_pair || !(is_quantised_ ? numbers[axis].is_number_integer() : numbers[axis].is_number())) {
                throw checks.fault(errc::type_mismatch, at,
                                   is_quantised_ ? "expected two whole numbers, a quantised position"
                                                 : "expected a position [longitude, latitude]");
            }
            const double number = numbers[axis].get<double>();
            place[axis] = is_quantised_ ? product(number, scale_[axis]) + translate_[axis] : number;
        }
        const lon_lat p{place[0], place[1]};
        checks.check_position(p, [&] { return at; });
        return p;
    }

    void add_polygon(const json& rings, const std::string& at, const geometry_checks& checks,
                     multi_polygon<lon_lat>& area) {
        const std::size_t count = checks.size_of(rings, at, "a list of rings");
        polygon<lon_lat> shape;
        bool has_outer = false;
        for (std::size_t i = 0; i < count; ++i) {
            std::optional<ring<lon_lat>> points = read_ring(rings[i], at + "/" + std::to_string(i), checks);
            if (!points) { continue; }
            has_outer = has_outer || i == 0;
            (i == 0 ? shape.outer : shape.holes.emplace_back()) = *std::move(points);
        }
        if (has_outer) { area.push_back(std::move(shape)); }
    }

    // None: one to leave out.
    [[nodiscard]] std::optional<ring<lon_lat>> read_ring(const json& indices, const std::string& at,
                                                         const geometry_checks& checks) {
        const std::size_t count = checks.size_of_ring(indices, at, "a ring, a list of arcs");
        ring<lon_lat> points;
        for (std::size_t i = 0; i < count; ++i) {
            const auto here = [&] { return at + "/" + std::to_string(i); };
            if (!indices[i].is_number_integer()) {
                throw checks.wrong_kind(indices[i], here(), "the number of an arc");
            }
            const auto number = indices[i].is_number_unsigned() && indices[i].get<std::uint64_t>() > arcs_.size()
                                    ? static_cast<std::int64_t>(arcs_.size())
                                    : indices[i].get<std::int64_t>();
            const std::int64_t index = number < 0 ? -(number + 1) : number;  // ~i is arc i, run backwards
            if (index >= static_cast<std::int64_t>(arcs_.size())) {
                throw checks.fault(errc::out_of_range, here(),
                                   "arc " + indices[i].dump() + "; the file has " + std::to_string(arcs_.size()));
            }
            const ring<lon_lat>& arc = arcs_[static_cast<std::size_t>(index)];
            made_ += arc.size();
            if (made_ > most_positions) {
                throw checks.fault(errc::out_of_range, here(),
                                   "the arcs are used for more than " + std::to_string(most_positions) + " positions");
            }
            const std::size_t from = points.empty() ? 0 : 1;
            const lon_lat& joint = number < 0 ? arc.back() : arc.front();
            if (from == 1 && points.back() != joint) {
                throw checks.fault(errc::geometry, here(),
                                   "arc " + indices[i].dump() + " begins at " + geometry_checks::shown(joint) +
                                       ", the one before ends at " + geometry_checks::shown(points.back()));
            }
            if (number < 0) {
                points.insert(points.end(), arc.rbegin() + static_cast<std::ptrdiff_t>(from), arc.rend());
            } else {
                points.insert(points.end(), arc.begin() + static_cast<std::ptrdiff_t>(from), arc.end());
            }
        }
        for (const lon_lat& each : points) {
            checks.check_position(each, [&] { return at; });
        }
        if (checks.is_dropped(points)) { return std::nullopt; }
        checks.check_ring(points, at);
        return points;
    }

    // A small file may use one arc very often: half a gigabyte of positions is the end of it.
    static constexpr std::size_t most_positions = std::size_t{1} << 25;

    const json& document_;
    const source_position& in_;
    const geojson_options& options_;
    bool is_quantised_ = false;
    double scale_[2]{1, 1};
    double translate_[2]{};
    std::vector<ring<lon_lat>> arcs_;
    std::size_t made_ = 0;  // positions so far
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
