#pragma once

#include "muster/core/digest.hpp"        // digest
#include "muster/core/error.hpp"         // error
#include "muster/rules/rule_bundle.hpp"  // rule_bundle

#include <algorithm>  // sort
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// Days, from a first one until another that no longer counts.
struct day_span {
    calendar_day from{};
    calendar_day until{};

    friend constexpr bool operator==(const day_span&, const day_span&) = default;
};

/// The versions of one bundle over time: which of them is in force on a day.
///
/// Sorted by the days on which they come into force. Only the last may be open: the others say when they end.
/// @throws error empty (no bundle), contradiction (two names; two versions in force on one day, both named), duplicate (two
/// of one version), missing (days between two versions without rules, unless holes are allowed)
class bundle_history {
public:
    enum class holes : bool { refused, listed };

    explicit bundle_history(std::vector<rule_bundle> versions, holes between = holes::refused)
        : versions_{std::move(versions)} {
        if (versions_.empty()) { throw error{errc::empty, "a history of rules without any version"}; }
        std::stable_sort(versions_.begin(), versions_.end(), [](const rule_bundle& a, const rule_bundle& b) {
            return a.heading().effective_from < b.heading().effective_from;
        });
        for (std::size_t i = 1; i < versions_.size(); ++i) { check(i, between); }
    }

    [[nodiscard]] const std::vector<rule_bundle>& versions() const noexcept { return versions_; }

    /// The version in force on a day, or null: before the first, after the last, or in a hole.
    [[nodiscard]] const rule_bundle* in_force(calendar_day day) const noexcept {
        for (const rule_bundle& each : versions_) {
            if (each.is_effective(day)) { return &each; }
        }
        return nullptr;
    }

    /// Days between the first and the last version on which none is in force.
    [[nodiscard]] const std::vector<day_span>& days_without() const noexcept { return holes_; }

    /// Identifies which rules decide on which day.
    [[nodiscard]] std::uint64_t rules_digest() const noexcept {
        digest all;
        for (const rule_bundle& each : versions_) {
            const bundle_heading& mine = each.heading();
            all.number(mine.effective_from.since_1970).number(mine.effective_until ? 1 : 0);
            if (mine.effective_until) { all.number(mine.effective_until->since_1970); }
            each.write_digest(all);
        }
        return all.value();
    }

private:
    void check(std::size_t i, holes between) {
        const bundle_heading& mine = versions_[i].heading();
        const bundle_heading& before = versions_[i - 1].heading();
        const auto fault = [&](errc code, const std::string& message) {
            source_position where;
            where.file = mine.file;
            return error{code, std::move(where), title_of(before) + " and " + title_of(mine) + message};
        };
        if (mine.name != before.name) { throw fault(errc::contradiction, " are not versions of one bundle"); }
        for (std::size_t j = 0; j < i; ++j) {
            if (versions_[j].heading().version == mine.version) {
                throw fault(errc::duplicate, ": two of one version, `" + mine.version + "`");
            }
        }
        if (!before.effective_until || *before.effective_until > mine.effective_from) {
            throw fault(errc::contradiction, ": both are in force on " + to_string(mine.effective_from) +
                                                 (before.effective_until ? "" : "; give the earlier one an end"));
        }
        if (*before.effective_until == mine.effective_from) { return; }
        if (between == holes::refused) {
            throw fault(errc::missing, ": no rules are in force from " + to_string(*before.effective_until) +
                                           " until " + to_string(mine.effective_from));
        }
        holes_.push_back({*before.effective_until, mine.effective_from});
    }

    std::vector<rule_bundle> versions_;
    std::vector<day_span> holes_;
};

}  // namespace v0
}  // namespace muster
