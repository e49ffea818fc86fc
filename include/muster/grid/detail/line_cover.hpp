#pragma once

#include <algorithm>  // max
#include <compare>    // strong ordering
#include <cstdint>    // int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// A part of a line, as micrometres from the line's start; empty when it does not end after it begins.
struct stretch_um {
    std::int64_t from = 0;
    std::int64_t to = 0;

    friend constexpr auto operator<=>(const stretch_um&, const stretch_um&) = default;
};

/// How much of a line some parts of it cover together, where several lie over each other once.
class line_cover {
public:
    /// @pre no part before begins later
    constexpr void add(const stretch_um& part) noexcept {
        if (part.to <= part.from) { return; }
        const std::int64_t from = std::max(part.from, end_);
        if (part.to <= from) { return; }
        covered_ += part.to - from;
        end_ = part.to;
    }
    [[nodiscard]] constexpr std::int64_t covered_um() const noexcept { return covered_; }

private:
    std::int64_t covered_ = 0;
    std::int64_t end_ = INT64_MIN;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
