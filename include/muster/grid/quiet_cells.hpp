#pragma once

#include "muster/core/error.hpp"                     // error
#include "muster/core/ids.hpp"                       // cell_id
#include "muster/grid/cell_range.hpp"                // cell_range
#include "muster/grid/cell_tree.hpp"                 // cell_tree
#include "muster/grid/detail/quiet_cell_search.hpp"  // quiet_cell_search
#include "muster/grid/quiet_cell_report.hpp"         // cell_reports, quiet_cell_options, quiet_cell_report

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span
#include <string>   // to_string

namespace muster {
inline namespace v0 {

/// Which cells of a tier report less than chance can explain (巡采盲区): counts held against exposure and against peers.
///
/// The model: a cell expects the rate of all other cells of its tier times its own exposure, moved towards what its
/// peers report as far as peers turn out to be alike. Rates vary from cell to cell (gamma), by an amount found in the
/// same counts and taken rather too large; counts vary around them (Poisson). A cell never has a part in its own
/// yardstick. `p` is how likely a healthy cell reports as few; which p is an alarm, `options.alarms` says.
///
/// **What an alarm does not prove.** That reports are missing: a quiet cell may be quiet, an exposure may be wrong, and
/// of the alarms the stated share is false. It says where to look, by someone who asks, not whom to blame. **What no
/// alarm does not prove:** that reports are complete; read `power_millionths` and the verdict `too_small` first. A
/// rate that is low in every cell alike is invisible here, so compare tiers above too: a street that is silent as a
/// whole hides its cells from their peers. Count what people report and sensors tell, not what patrols find: that
/// follows the patrols. Cells are in the order of their ids, not ranked: a working grid is one person's, and the
/// figure is not about them.
///
/// The false alarms stated are an upper limit. In simulated healthy cities of 8 to 1,500 cells there were fewer;
/// far fewer where counts are small or cells are few, since the doubt about rates is then taken as large as it may be.
/// What is expected of one cell is taken as at most a million reports: a shorter time then says as much.
///
/// @param told      one for each cell of the tier, in the order of ids
/// @param peers_of  callable: the cells that a cell is most like (neighbours; default: those with the same parent), any
///                  range of `cell_id`; those of other tiers and the cell itself are passed over. Symmetric at best
/// @throws muster::error: as many entries as cells are expected (missing); a count or an exposure that is negative or
///         above 1e12, an option outside its limits (out_of_range). Whatever `peers_of` throws
/// @complexity O(n (p + c)) for p peers and c reports a cell.  Deterministic: yes, the same bits everywhere
/// @source Clayton & Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks (the gamma-Poisson
///         model); Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators (moments,
///         rates drawn to a neighbourhood's). Deviations: the cell itself is left out of every rate, the likeness of
///         peers is the mean product of residuals, and the estimation error enters the dispersion
template <class PeersOf>
[[nodiscard]] quiet_cell_report quiet_cells(const cell_tree& tree, std::size_t tier, std::span<const cell_reports> told,
                                            const quiet_cell_options& options, const PeersOf& peers_of) {
    const cell_range cells = tree.cells(tier);
    if (told.size() != cells.size()) {
        throw error{errc::missing, "quiet cells: " + std::to_string(told.size()) + " entries for " +
                                       std::to_string(cells.size()) + " cells; expected one each"};
    }
    detail::check_quiet_cells(options);
    for (std::size_t i = 0; i < told.size(); ++i) {
        const cell_id cell{cells.first.index + static_cast<std::uint32_t>(i)};
        detail::check_quiet_cells(told[i], "cell '" + tree.key(cell) + "'");
    }
    return detail::quiet_cell_search<PeersOf>{cells, told, peers_of, options}();
}

/// The same with the cells under the same parent as peers; those of the coarsest tier are all peers.
[[nodiscard]] inline quiet_cell_report quiet_cells(const cell_tree& tree, std::size_t tier,
                                                   std::span<const cell_reports> told,
                                                   const quiet_cell_options& options = {}) {
    const auto siblings = [&tree](cell_id cell) {
        const cell_id parent = tree.parent(cell);
        return parent ? tree.children(parent) : std::span<const cell_id>{};
    };
    return quiet_cells(tree, tier, told, options, siblings);
}

}  // namespace v0
}  // namespace muster
