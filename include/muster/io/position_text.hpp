#pragma once

#include "muster/core/position.hpp"          // lon_lat, is_valid
#include "muster/io/detail/text_cursor.hpp"  // text_cursor

#include <optional>     // optional
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// A position as open data writes it: `(37.77, -122.42)`, **latitude first**, or `POINT (-122.42 37.77)`, longitude
/// first.
///
/// Locale-free. None when the text is anything else, a further coordinate included, or when the coordinates are
/// out of range or not finite: a pair in the wrong order is then often caught, but not always.
[[nodiscard]] inline std::optional<lon_lat> parse_position(std::string_view words) noexcept {
    io_detail::text_cursor at{words};
    at.skip_blanks();
    const bool well_known_text = at.skip_word("point");
    at.skip_blanks();
    double first = 0;
    double second = 0;
    if (!at.skip('(')) { return std::nullopt; }
    at.skip_blanks();
    if (!at.real(first)) { return std::nullopt; }
    const bool blank = at.skip_blanks();
    if (well_known_text ? !blank : !at.skip(',')) { return std::nullopt; }
    at.skip_blanks();
    if (!at.real(second)) { return std::nullopt; }
    at.skip_blanks();
    if (!at.skip(')')) { return std::nullopt; }
    at.skip_blanks();
    const lon_lat read = well_known_text ? lon_lat{first, second} : lon_lat{second, first};
    return at.done() && is_valid(read) ? std::optional{read} : std::nullopt;
}

}  // namespace v0
}  // namespace muster
