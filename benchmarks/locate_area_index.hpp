#pragma once

#include "locate_workload.hpp"  // locate_workload, nowhere

#include "muster/grid/area_index.hpp"  // area_index

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <span>     // span

namespace bench {

/// An `area_index`, asked for the one area that owns a point.
template <muster::position_type P>
class muster_areas {
public:
    using query = P;
    static constexpr const char* name = "muster";

    explicit muster_areas(const locate_workload<P>& from) : areas_{std::span{from.areas}} {}

    [[nodiscard]] std::uint32_t find(const P& at) const { return areas_.find(at); }
    void find_all(std::span<const P> at, std::span<std::uint32_t> found) const { areas_.find(at, found); }

    [[nodiscard]] std::uint32_t area_of(std::uint32_t answer) const {
        return answer == muster::area_index<P>::nowhere ? nowhere : answer;
    }
    [[nodiscard]] std::size_t memory_bytes() const { return areas_.memory_bytes(); }

private:
    muster::area_index<P> areas_;
};

}  // namespace bench
