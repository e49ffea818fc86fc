#pragma once

#include "muster/core/expects.hpp"    // MUSTER_EXPECTS
#include "muster/model/location.hpp"  // location

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

class code_layout;

/// The code of one cell, taken apart by a `code_layout`: `440305` `001` `002` for the community 440305001002.
///
/// A code of an upper tier is the beginning of the codes below it. Only a layout makes one, so its parts always keep to
/// that layout. A small value that never allocates.
class cell_code {
public:
    /// No code has more characters.
    static constexpr std::size_t max_width = 48;

    /// Nothing: no part at all.
    constexpr cell_code() noexcept = default;

    /// All parts, one after the other. Good for as long as this object.
    [[nodiscard]] constexpr std::string_view text() const noexcept { return {text_.data(), end_of(part_count_)}; }
    [[nodiscard]] constexpr std::size_t part_count() const noexcept { return part_count_; }
    /// The tier of the cell. @pre part_count() > 0 (MUSTER_EXPECTS), here and below
    [[nodiscard]] constexpr std::size_t tier() const noexcept {
        MUSTER_EXPECTS(part_count_ > 0, "cell_code: no parts");
        return part_count_ - std::size_t{1};
    }
    /// The characters of one part. @pre index < part_count() (MUSTER_EXPECTS)
    [[nodiscard]] constexpr std::string_view part(std::size_t index) const noexcept {
        MUSTER_EXPECTS(index < part_count_, "cell_code: no such part");
        return text().substr(end_of(index), end_of(index + 1) - end_of(index));
    }
    /// The code of the cell above in the same layout; nothing for the coarsest tier. @pre part_count() > 0
    [[nodiscard]] constexpr cell_code parent() const noexcept { return upper(tier()); }
    /// The first parts alone. @pre parts <= part_count() (MUSTER_EXPECTS)
    [[nodiscard]] constexpr cell_code upper(std::size_t parts) const noexcept {
        MUSTER_EXPECTS(parts <= part_count_, "cell_code: not as many parts");
        cell_code made;
        made.part_count_ = static_cast<std::uint8_t>(parts);
        for (std::size_t i = 0; i < parts; ++i) { made.ends_[i] = ends_[i]; }
        for (std::size_t i = 0; i < end_of(parts); ++i) { made.text_[i] = text_[i]; }
        return made;
    }

    friend constexpr bool operator==(const cell_code&, const cell_code&) = default;

private:
    friend class code_layout;

    [[nodiscard]] constexpr std::size_t end_of(std::size_t parts) const noexcept {
        return parts == 0 ? 0 : ends_[parts - 1];
    }

    std::array<char, max_width> text_{};
    std::array<std::uint8_t, location::max_tiers> ends_{};  // of each part: one past its last character
    std::uint8_t part_count_ = 0;
};

}  // namespace v0
}  // namespace muster
