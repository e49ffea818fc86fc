#pragma once

#include "muster/core/ids.hpp"                     // cell_id
#include "muster/core/reason.hpp"                  // reason
#include "muster/governance/assembly_verdict.hpp"  // assembly_verdict
#include "muster/governance/detail/seen_set.hpp"   // seen_set
#include "muster/model/level.hpp"                  // response_level
#include "muster/model/location.hpp"               // location

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace muster {
inline namespace v0 {

namespace detail {

/// What every part of an assembly reads: where and how serious it is; and where its reasons go.
struct assembly_scene {
    std::array<cell_id, location::max_tiers> path{};
    std::size_t depth = 0;  ///< tiers that are known, at least 1
    response_level level{};
    reason_list* reasons = nullptr;  ///< none: not recorded

    [[nodiscard]] cell_id finest() const noexcept { return path[depth - 1]; }
    /// Whether what starts at this rank (0: always) is open at the level.
    [[nodiscard]] bool opens(std::uint8_t least) const noexcept { return least == 0 || level.rank <= least; }

    void say(assembly_verdict verdict, subject about, std::uint32_t index, std::uint32_t purpose, std::int64_t actual,
             std::int64_t limit, measure counted_in = measure::count, bool is_group = false) const {
        if (reasons == nullptr) { return; }
        reasons->push_back({actual, limit, index, purpose, static_cast<std::uint16_t>(verdict), stage_id::assemble,
                            about, counted_in, is_group});
    }
};

/// Whom an assembly has seen already.
struct assembly_scratch {
    seen_set holders, cells, departments, experts, units;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
