#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// What kind of configuration or data was refused. The message says the rest.
enum class errc : std::uint8_t {
    file_not_found,  ///< a file or a folder that cannot be opened
    syntax,          ///< text that is not of its format: CSV, JSON
    missing,         ///< a column, a member, a geometry, a stage that has to be there
    empty,           ///< nothing where at least one is needed
    out_of_range,    ///< a number outside its limits, NaN and infinities included
    type_mismatch,   ///< a value of another kind than expected
    geometry,        ///< a ring that is not closed, crosses itself or has no area
    duplicate,       ///< two of what must be unique
    unknown_name,    ///< a name that nothing declares
    contradiction,   ///< two settings that exclude each other
};

/// Where a fault is, as far as it is known. Empty or zero members are left out of the message.
struct source_position {
    std::string file{};            ///< path as the caller gave it
    std::size_t line = 0;          ///< counted from 1
    std::size_t column = 0;        ///< counted from 1, in bytes
    bool has_feature = false;      ///< whether `feature` means something
    std::size_t feature = 0;       ///< GeoJSON: index of the feature, counted from 0
    std::string pointer{};         ///< GeoJSON: JSON pointer (RFC 6901) inside the file
};

/// `file:line:column`, `file, feature 3, /features/3/geometry`, or whichever part of it is known.
[[nodiscard]] inline std::string to_string(const source_position& where) {
    std::string place = where.file;
    if (where.line != 0) {
        place += (place.empty() ? "line " : ":") + std::to_string(where.line);
        if (where.column != 0) { place += ":" + std::to_string(where.column); }
    }
    if (where.has_feature) { place += (place.empty() ? "feature " : ", feature ") + std::to_string(where.feature); }
    if (!where.pointer.empty()) { place += (place.empty() ? "" : ", ") + where.pointer; }
    return place;
}

/// Bad configuration or data, found when an object is built or a file is read; nothing is half-built.
///
/// `what()` reads `WHERE: WHAT`, one line, with the offending value and the limit that it broke.
class error : public std::invalid_argument {
public:
    error(errc code, const std::string& message) : std::invalid_argument{message}, code_{code} {}

    error(errc code, source_position where, const std::string& message)
        : std::invalid_argument{prefix(where) + message}, code_{code}, where_{std::move(where)} {}

    [[nodiscard]] errc code() const noexcept { return code_; }
    [[nodiscard]] const source_position& where() const noexcept { return where_; }

private:
    static std::string prefix(const source_position& where) {
        std::string place = to_string(where);
        return place.empty() ? place : place + ": ";
    }

    errc code_;
    source_position where_;
};

}  // namespace v0
}  // namespace muster
