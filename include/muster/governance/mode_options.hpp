#pragma once

#include "muster/core/digest.hpp"            // digest
#include "muster/core/error.hpp"             // error
#include "muster/core/ids.hpp"               // type_id
#include "muster/core/units.hpp"             // duration
#include "muster/governance/load_board.hpp"  // most_work
#include "muster/governance/mode_table.hpp"  // incident_nature
#include "muster/model/level.hpp"            // response_scale
#include "muster/model/type_tree.hpp"        // type_tree

#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// The nature of a type and its kinds. The most specific type wins.
struct type_nature {
    type_id type{};
    incident_nature kind = incident_nature::everyday;
    duration time_left{};  ///< from the report until help comes too late; 0: `mode_options::time_left`
};

/// What a city lays down about the mode of governance (治理机制).
struct mode_options {
    std::vector<type_nature> natures;
    incident_nature otherwise = incident_nature::everyday;   ///< of types that `natures` leaves out
    incident_nature unclassified = incident_nature::sudden;  ///< of an incident without a type: life first
    duration time_left{};        ///< of types that say none, and without a type; 0: nobody knows, nothing is too late
    duration assemble{900'000};  ///< until the pre-built convergent organisation stands
    duration mobilise{86'400'000};             ///< until a campaign would
    std::int64_t overload_thousandths = 1000;  ///< of a cell's capacity; more than this is too much
    double work_of_an_incident = 1;            ///< that it adds to its cells, in the unit of the load board
    std::uint32_t joint_from_departments = 2;  ///< so many that are needed must act jointly
    response_level serious = level_II;         ///< from here on a gap of the rules presses; none: every level
    std::vector<std::int64_t> expected_loss;   ///< a level, the most serious first, in the unit of the cost
    std::int64_t cost_per_department = 0;      ///< of assembling; 0: cost never speaks against it
};

/// Refuses options that cannot be used, naming the option and its limit.
/// @throws error out_of_range, unknown_name (a type), duplicate (a type), contradiction (a loss that falls where the
///         level rises; a list of losses that does not fit the scale)
inline void check(const mode_options& options, const type_tree& types, const response_scale& scale) {
    constexpr std::int64_t most = 1'000'000'000'000;  // products of two stay in 64 bits
    const std::string who = "mode_options: ";
    const auto between = [&who](const char* option, std::int64_t value, std::int64_t low, std::int64_t high) {
        if (value >= low && value <= high) { return; }
        throw error{errc::out_of_range, who + option + " is " + std::to_string(value) + "; it must be from " +
                                            std::to_string(low) + " to " + std::to_string(high)};
    };
    for (std::size_t i = 0; i < options.natures.size(); ++i) {
        const type_nature& each = options.natures[i];
        if (each.type.index >= types.size()) {
            throw error{errc::unknown_name,
                        who + "nature " + std::to_string(i) + " is of a type that is not of the tree"};
        }
        const std::string code{types.code(each.type)};
        for (std::size_t k = 0; k < i; ++k) {
            if (options.natures[k].type == each.type) {
                throw error{errc::duplicate, who + "the type `" + code + "` has two natures"};
            }
        }
        between(("the time left of `" + code + "` in ms").c_str(), each.time_left.ms, 0, most);
    }
    between("time_left in ms", options.time_left.ms, 0, most);
    between("assemble in ms", options.assemble.ms, 0, most);
    between("mobilise in ms", options.mobilise.ms, 0, most);
    between("overload_thousandths", options.overload_thousandths, 1, 1'000'000);
    if (!(options.work_of_an_incident >= 0 && options.work_of_an_incident <= load_board::most_work)) {  // NaN too
        throw error{errc::out_of_range, who + "work_of_an_incident is " + std::to_string(options.work_of_an_incident) +
                                            "; it must be from 0 to 1000000000"};
    }
    between("joint_from_departments", options.joint_from_departments, 1, 1'000'000);
    if (options.serious && !scale.contains(options.serious)) {
        throw error{errc::out_of_range, who + "serious names a level of rank " + std::to_string(options.serious.rank) +
                                            "; the scale has ranks 1 to " + std::to_string(scale.size())};
    }
    between("cost_per_department", options.cost_per_department, 0, most);
    const std::size_t losses = options.expected_loss.size();
    if (losses != scale.size() && (losses != 0 || options.cost_per_department != 0)) {
        throw error{errc::contradiction, who + "expected_loss has " + std::to_string(losses) +
                                             " levels; the scale has " + std::to_string(scale.size())};
    }
    for (std::size_t i = 0; i < losses; ++i) {
        between(("expected_loss of rank " + std::to_string(i + 1)).c_str(), options.expected_loss[i], 0, most);
        if (i > 0 && options.expected_loss[i] > options.expected_loss[i - 1]) {
            throw error{errc::contradiction, who + "expected_loss of rank " + std::to_string(i + 1) + " is " +
                                                 std::to_string(options.expected_loss[i]) +
                                                 ", more than that of the more serious rank " + std::to_string(i)};
        }
    }
}

inline void write_digest(const mode_options& options, digest& into) {
    into.number(static_cast<std::int64_t>(options.natures.size()));
    for (const type_nature& each : options.natures) {
        into.number(each.type.index).number(static_cast<std::int64_t>(each.kind)).number(each.time_left.ms);
    }
    into.number(static_cast<std::int64_t>(options.otherwise)).number(static_cast<std::int64_t>(options.unclassified));
    into.number(options.time_left.ms).number(options.assemble.ms).number(options.mobilise.ms);
    into.number(options.overload_thousandths).real(options.work_of_an_incident).number(options.joint_from_departments);
    into.number(options.serious.rank).number(static_cast<std::int64_t>(options.expected_loss.size()));
    for (const std::int64_t each : options.expected_loss) { into.number(each); }
    into.number(options.cost_per_department);
}

}  // namespace v0
}  // namespace muster
