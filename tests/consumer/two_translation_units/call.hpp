// Both files of this program see the same field map; it must be one entity in the linked program.
#pragma once

#include <muster/muster.hpp>

#include <typeinfo>

namespace city {
struct call {
    long no = 0;
    double lng = 0, lat = 0;
};
}  // namespace city

template <>
inline constexpr auto muster::fields<city::call> = muster::map(
    muster::id = &city::call::no, muster::position = [](const city::call& c) {
        return muster::lon_lat{c.lng, c.lat};
    });

/// The field map as the other file sees it.
struct sight {
    const void* map;
    const std::type_info* type;
};
sight other_file_sees();
