#pragma once

#include "muster/core/ids.hpp"  // cell_id

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {

/// Cells whose ids follow each other, such as those of one tier: `for (const cell_id cell : range)`.
struct cell_range {
    class iterator {
    public:
        constexpr explicit iterator(std::uint32_t index) noexcept : index_{index} {}
        [[nodiscard]] constexpr cell_id operator*() const noexcept { return {index_}; }
        constexpr iterator& operator++() noexcept {
            ++index_;
            return *this;
        }
        friend constexpr bool operator==(iterator, iterator) = default;

    private:
        std::uint32_t index_;
    };

    cell_id first;
    std::uint32_t count = 0;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count; }
    [[nodiscard]] constexpr bool contains(cell_id cell) const noexcept { return cell.index - first.index < count; }
    [[nodiscard]] constexpr iterator begin() const noexcept { return iterator{first.index}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return iterator{first.index + count}; }

    friend constexpr bool operator==(const cell_range&, const cell_range&) = default;
};

}  // namespace v0
}  // namespace muster
