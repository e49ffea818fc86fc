#pragma once

#include "sf_calls.hpp"  // call

#include "muster/core/error.hpp"  // error

#include <algorithm>  // lower_bound
#include <bit>        // popcount, countr_zero
#include <compare>    // strong ordering
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t, int64_t
#include <map>        // map
#include <set>        // set
#include <span>       // span
#include <string>     // string
#include <vector>     // vector

namespace sf {

/// A set of unit types: bit i stands for the i-th name of a `unit_types`.
using type_set = std::uint32_t;

/// Unit types as they are scored: which of the city's and a private ambulance goes is availability, so they are one.
[[nodiscard]] inline std::string scored_type(const std::string& unit_type) {
    return unit_type == "MEDIC" || unit_type == "PRIVATE" ? "AMBULANCE" : unit_type;
}

/// The unit types of a log, in alphabetical order.
class unit_types {
public:
    /// @throws muster::error out_of_range for more than 32
    explicit unit_types(std::span<const call> log, std::span<const call> more = {}) {
        std::set<std::string> seen;
        for (const std::span<const call> part : {log, more}) {
            for (const call& c : part) {
                for (const unit_row& row : c.rows) { seen.insert(scored_type(row.unit_type)); }
            }
        }
        names_.assign(seen.begin(), seen.end());
        if (names_.size() > 32) {
            throw muster::error{muster::errc::out_of_range,
                                "unit types: " + std::to_string(names_.size()) + " found, at most 32 can be counted"};
        }
    }

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

    /// The bit of a type, 0 for one that the log does not have.
    [[nodiscard]] type_set bit(const std::string& unit_type) const {
        const std::string name = scored_type(unit_type);
        const auto found = std::lower_bound(names_.begin(), names_.end(), name);
        const bool there = found != names_.end() && *found == name;
        return there ? type_set{1} << static_cast<unsigned>(found - names_.begin()) : 0;
    }

    [[nodiscard]] std::vector<std::string> names_of(type_set set) const {
        std::vector<std::string> names;
        for (; set != 0; set &= set - 1) { names.push_back(names_[static_cast<std::size_t>(std::countr_zero(set))]); }
        return names;
    }

private:
    std::vector<std::string> names_;
};

/// What a call teaches: the types dispatched within 120 s of its first, and those that joined later.
struct joint_label {
    type_set together = 0;
    type_set later = 0;
};

[[nodiscard]] inline joint_label label_of(const call& c, const unit_types& types) {
    joint_label label;
    if (c.rows.empty()) { return label; }
    const muster::instant last = first_dispatch(c) + muster::duration{120'000};
    for (const unit_row& row : c.rows) {
        (row.dispatch <= last ? label.together : label.later) |= types.bit(row.unit_type);
    }
    label.later &= ~label.together;
    return label;
}

/// One F1 score of 1.0, as an integer: the least common multiple of 1 to 24, so that scores of sets of up to twelve
/// types add up without rounding, and ties are ties.
inline constexpr std::int64_t f1_one = 5'354'228'880;

/// F1 of two sets: twice what they share over the sum of their sizes; two empty sets agree.
[[nodiscard]] constexpr std::int64_t f1_of(type_set decided, type_set actual) noexcept {
    const int sizes = std::popcount(decided) + std::popcount(actual);
    return sizes == 0 ? f1_one : f1_one * (2 * std::popcount(decided & actual)) / sizes;
}

/// The type of a set that comes first in the alphabet. @pre set is not empty
[[nodiscard]] constexpr type_set lowest_of(type_set set) noexcept { return set & (~set + 1); }

/// The order of sets for ties: fewer types first, then the set whose first differing type comes earlier in the
/// alphabet.
[[nodiscard]] constexpr bool comes_before(type_set a, type_set b) noexcept {
    if (std::popcount(a) != std::popcount(b)) { return std::popcount(a) < std::popcount(b); }
    return (a & lowest_of(a ^ b)) != 0;
}

/// What a decision rests on.
enum class joint_basis { type_and_priority, type, overall, nothing };

/// The set to send, for either aim.
struct joint_decision {
    type_set for_exact = 0;  ///< seen most often
    type_set for_f1 = 0;     ///< highest expected F1
    joint_basis basis = joint_basis::nothing;
    std::int64_t seen = 0;  ///< calls that it rests on
};

/// The most common set of unit types by call type and original priority, and the set with the highest expected F1.
///
/// A pair never seen falls back to its call type, and that to all calls. Ties as `comes_before` says.
class joint_table {
public:
    void add(const call& c, type_set together) {
        for (const key& k : {key{c.type, c.original_priority, 0}, key{c.type, "", 1}, key{"", "", 2}}) {
            ++counts_[k][together];
        }
        decided_.clear();
    }

    [[nodiscard]] joint_decision decide(const call& c) {
        for (const key& k : {key{c.type, c.original_priority, 0}, key{c.type, "", 1}, key{"", "", 2}}) {
            const auto counted = counts_.find(k);
            if (counted == counts_.end()) { continue; }
            const auto [decision, is_new] = decided_.try_emplace(k);
            if (is_new) { decision->second = decide_by(counted->second, static_cast<joint_basis>(k.level)); }
            return decision->second;
        }
        return {};
    }

private:
    using set_counts = std::map<type_set, std::int64_t>;

    struct key {
        std::string type;
        std::string priority;
        int level = 0;
        friend auto operator<=>(const key&, const key&) = default;
    };

    [[nodiscard]] static joint_decision decide_by(const set_counts& counts, joint_basis basis) {
        joint_decision decision;
        decision.basis = basis;
        std::int64_t most = -1;
        type_set types = 0;
        for (const auto& [set, count] : counts) {
            decision.seen += count;
            types |= set;
            if (count > most || (count == most && comes_before(set, decision.for_exact))) {
                most = count;
                decision.for_exact = set;
            }
        }
        std::int64_t best = -1;
        const auto consider = [&](type_set set) {
            std::int64_t expected = 0;
            for (const auto& [actual, count] : counts) { expected += count * f1_of(set, actual); }
            if (expected > best || (expected == best && comes_before(set, decision.for_f1))) {
                best = expected;
                decision.for_f1 = set;
            }
        };
        // A type that was never sent here only lowers F1: the subsets of those that were are all there is to search.
        if (std::popcount(types) <= 12) {
            for (type_set set = types; set != 0; set = (set - 1) & types) { consider(set); }
        } else {
            for (const auto& [set, count] : counts) { consider(set); }
        }
        return decision;
    }

    std::map<key, set_counts> counts_;
    std::map<key, joint_decision> decided_;
};

}  // namespace sf
