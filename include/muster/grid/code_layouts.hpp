#pragma once

#include "muster/grid/code_layout.hpp"  // code_layout

#include <cstddef>  // size_t
#include <string>   // string
#include <utility>  // move

namespace muster {
inline namespace v0 {

namespace detail {

// 6 digits as in GB/T 2260 (county), 3 as in GB/T 10114 (street or town), 3 for the community, then the grid.
[[nodiscard]] inline code_layout unit_grid_code(std::string name, std::size_t grid_width) {
    return {std::move(name),
            {{{"county", "县级区划"}, 6},
             {{"street", "街道"}, 3},
             {{"community", "社区"}, 3},
             {{"unit grid", "单元网格"}, grid_width}}};
}

}  // namespace detail

/// The code of a unit grid cell in 15 digits: county 6, street 3, community 3, grid 3.
/// @source the current form of the unit grid code of city management (GB/T 30428); widths are data: a city that
///         numbers otherwise makes its own `code_layout`
[[nodiscard]] inline code_layout unit_grid_code_15() { return detail::unit_grid_code("unit grid, 15 digits", 3); }

/// The older form in 14 digits: county 6, street 3, community 3, grid 2.
/// @source the earlier industry standards of city management (CJ/T 213)
[[nodiscard]] inline code_layout unit_grid_code_14() { return detail::unit_grid_code("unit grid, 14 digits", 2); }

/// The code of a specialised community grid in 20 digits: object of management or service 6, county 6, street 3,
/// community 3, grid 2; communities that were merged count from 601, and grid 00 is a community that is not divided.
/// @source CJ/T 349-2010, clause 5
[[nodiscard]] inline code_layout community_grid_code_20() {
    return {"community grid, 20 digits",
            {{{"service object", "管理或服务对象"}, 6},
             {{"county", "县级区划"}, 6},
             {{"street", "街道"}, 3},
             {{"community", "社区"}, 3},
             {{"special grid", "专业网格"}, 2}}};
}

}  // namespace v0
}  // namespace muster
