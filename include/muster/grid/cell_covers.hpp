#pragma once

#include "muster/core/arithmetic.hpp"      // quantise
#include "muster/core/ids.hpp"             // cell_id
#include "muster/grid/cell_range.hpp"      // cell_range
#include "muster/grid/detail/overlay.hpp"  // overlay
#include "muster/grid/outlines.hpp"        // outlines

#include <algorithm>  // min, max
#include <cstddef>    // size_t
#include <cstdint>    // int64_t, uint32_t
#include <map>        // map
#include <utility>    // pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Whose part of the tier above the cells of one tier cover: for any rings, even-odd, each place once.
///
/// One sweep over the borders of both tiers. Exact but for the rounding of crossings. Deterministic: yes.
template <position_type P>
class cell_covers {
public:
    /// @param above  the tier above, or no cells
    cell_covers(const outlines<P>& borders, cell_range cells, cell_range above)
        : cells_{cells}, parents_(cells.size(), cell_id::none()) {
        const std::size_t first =
            above.size() == 0 ? cells.first.index : std::min(cells.first.index, above.first.index);
        const std::size_t last = std::max<std::size_t>(cells.first.index + cells.size(),
                                                       above.size() == 0 ? 0 : above.first.index + above.size());
        const overlay<P> faces{borders, first, last};
        std::vector<uint128> of_set(faces.set_count());
        for (std::size_t face = 1; face < faces.face_count(); ++face) {
            of_set[faces.set_of(face)] += static_cast<uint128>(faces.twice_area(face));
        }
        std::map<std::pair<std::uint32_t, std::uint32_t>, uint128> shared;  // cell, cell above
        for (std::uint32_t set = 0; set < of_set.size(); ++set) {
            for (const std::uint32_t child : faces.cells_of(set)) {
                if (!cells.contains({child})) { continue; }
                for (const std::uint32_t upper : faces.cells_of(set)) {
                    if (above.contains({upper})) { shared[{child, upper}] += of_set[set]; }
                }
            }
        }
        std::vector<std::int64_t> most(cells.size());
        for (const auto& [pair, twice] : shared) {  // the lowest of equals comes first
            const std::size_t child = pair.first - cells.first.index;
            const std::int64_t share = billionths_of_box(borders.bounds_of(pair.first), static_cast<int128>(twice));
            if (share <= most[child]) { continue; }
            most[child] = share;
            parents_[child] = {pair.second};
        }
    }

    /// The cell above that it shares most area with, in billionths of its bounding box, the lowest of equals; or none.
    [[nodiscard]] cell_id parent(cell_id cell) const noexcept { return parents_[cell.index - cells_.first.index]; }

    /// Half of `twice`, in billionths of a box that is not flat.
    [[nodiscard]] static std::int64_t billionths_of_box(const typename outlines<P>::bounds& around,
                                                        int128 twice) noexcept {
        const fine_point low = to_fine(around.low);
        const fine_point high = to_fine(around.high);
        const double of_box = static_cast<double>(high.x - low.x) * static_cast<double>(high.y - low.y);
        return of_box > 0 ? quantise(static_cast<double>(twice) / 2 / of_box, 1e-9) : 0;
    }

private:
    cell_range cells_;
    std::vector<cell_id> parents_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
