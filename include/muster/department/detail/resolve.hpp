#pragma once

#include "muster/department/detail/rule_reader.hpp"  // duty_line, claim_line
#include "muster/department/resolved_rules.hpp"      // resolved_duty, resolved_claim
#include "muster/model/joint_action.hpp"             // clash
#include "muster/model/level.hpp"                    // response_level
#include "muster/model/type_tree.hpp"                // type_tree

#include <algorithm>  // find_if, sort
#include <span>       // span
#include <tuple>      // tie
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Whether a line for `for_type`, from `least` on, is for incidents of this type and level.
[[nodiscard]] inline bool applies(const type_tree& types, type_id for_type, response_level least, type_id type,
                                  response_level at) noexcept {
    return (!for_type || types.is_a(type, for_type)) && (!least || !is_more_serious(least, at));
}

/// By function; in each primary first, then the most specific type, then by department.
[[nodiscard]] inline bool comes_before(const resolved_duty& a, const resolved_duty& b) noexcept {
    if (a.function != b.function) { return a.function < b.function; }
    if (a.part != b.part) { return a.part == participation::primary; }
    if (a.depth != b.depth) { return a.depth > b.depth; }
    return a.department < b.department;
}

/// Each department once a function: by its duty for the most specific type, of one type as primary.
[[nodiscard]] inline std::vector<resolved_duty> resolve_duties(const std::vector<rule_reader::duty_line>& lines,
                                                               const type_tree& types, type_id type,
                                                               response_level at) {
    std::vector<resolved_duty> kept;
    for (const rule_reader::duty_line& each : lines) {
        if (!applies(types, each.type, each.least, type, at)) { continue; }
        const auto same = std::find_if(kept.begin(), kept.end(), [&](const resolved_duty& other) {
            return other.department == each.what.department && other.function == each.what.function;
        });
        if (same == kept.end()) {
            kept.push_back(each.what);
        } else if (each.what.depth > same->depth ||
                   (each.what.depth == same->depth && each.what.part == participation::primary)) {
            *same = each.what;
        }
    }
    std::sort(kept.begin(), kept.end(), comes_before);
    return kept;
}

[[nodiscard]] inline std::vector<resolved_claim> resolve_claims(const std::vector<rule_reader::claim_line>& lines,
                                                                const type_tree& types, type_id type,
                                                                response_level at) {
    std::vector<resolved_claim> kept;
    for (const rule_reader::claim_line& each : lines) {
        if (applies(types, each.type, each.least, type, at)) { kept.push_back(each.what); }
    }
    return kept;
}

/// Pairs of departments that cannot both have a resource, each once: from the first moment of it to the last.
[[nodiscard]] inline std::vector<joint_action_group::clash> find_clashes(std::span<const resolved_claim> claims) {
    std::vector<joint_action_group::clash> found;
    for (const resolved_claim& one : claims) {
        for (const resolved_claim& other : claims) {
            const duration from = one.from < other.from ? other.from : one.from;
            const duration until = one.until < other.until ? one.until : other.until;
            if (one.department >= other.department || one.over != other.over || from >= until ||
                !(one.is_exclusive || other.is_exclusive)) {
                continue;
            }
            const joint_action_group::clash made{{one.department, 0}, {other.department, 0}, one.over, from, until};
            const auto same = std::find_if(found.begin(), found.end(), [&](const joint_action_group::clash& each) {
                return each.one == made.one && each.other == made.other && each.over == made.over;
            });
            if (same == found.end()) {
                found.push_back(made);
            } else {
                same->from = made.from < same->from ? made.from : same->from;
                same->until = same->until < made.until ? made.until : same->until;
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const joint_action_group::clash& a, const joint_action_group::clash& b) {
        return std::tie(a.one, a.other, a.over) < std::tie(b.one, b.other, b.over);
    });
    return found;
}

}  // namespace detail

}  // namespace v0
}  // namespace muster
