#pragma once

#include "muster/core/ids.hpp"            // cell_id, role_id, officer_id
#include "muster/core/reason.hpp"         // reason_list, subject
#include "muster/model/clock_anchor.hpp"  // time_limit

#include <cstdint>  // uint8_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Who commands, who is told, and what is asked of whom by when (闪电集结): the outcome of the assemble stage.
struct assembly {
    /// One role of one tier that is activated.
    struct post {
        cell_id cell{};          ///< the cell whose organisation it belongs to
        role_id role{};
        officer_id officer{};    ///< none: vacant
        std::uint8_t turn = 0;   ///< 0: the first on the roster; n: the n-th alternate
        bool is_commander = false;
        bool is_mandatory = false;

        friend bool operator==(const post&, const post&) = default;
    };
    /// Somebody who is told at once: all of them, never one after the other.
    struct notice {
        subject about = subject::nothing;  ///< cell (its control centre), department, expert or unit
        std::uint32_t index = 0;

        friend bool operator==(const notice&, const notice&) = default;
    };
    /// One thing that is asked of somebody.
    struct task {
        subject about = subject::nothing;  ///< department, expert or role (of the organisation of `cell`)
        std::uint32_t index = 0;
        cell_id cell{};
        action_id action{};                ///< a line of a checklist, or
        capability_id capability{};        ///< a capability to bring
        std::uint32_t amount = 0;          ///< of it
        time_limit limit{};                ///< `within` 0: as soon as can be

        friend bool operator==(const task&, const task&) = default;
    };

    std::vector<post> posts;      ///< coarsest tier first; the commander before the groups
    std::vector<notice> notices;
    std::vector<task> tasks;
    reason_list reasons;
};

}  // namespace v0
}  // namespace muster
