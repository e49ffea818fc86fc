#pragma once

#include "muster/core/digest.hpp"  // digest
#include "muster/core/error.hpp"   // error
#include "muster/core/units.hpp"   // instant
#include "muster/model/level.hpp"  // level

#include <algorithm>  // binary_search, sort
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One entry of a level's history: grounds for a level, or a person's decision that a lower one is enough.
template <class Level>
struct level_change {
    instant at{};
    Level to{};
    std::string by{};                        ///< the person who decided; empty: it rose by itself
    std::string why{};                       ///< the grounds: "dead: 12"
    std::vector<std::uint64_t> overrules{};  ///< a lowering: the sorted `key()` of each entry that was set aside

    [[nodiscard]] bool is_lowering() const noexcept { return !overrules.empty(); }

    /// Identifies the entry. The same grounds for the same level are one entry, whenever and however often they are
    /// told: a repetition is no news. A lowering is one of its person, its reason and what it sets aside.
    [[nodiscard]] std::uint64_t key() const {
        digest made;
        made.number(to.rank).words(by).words(why).number(static_cast<std::int64_t>(overrules.size()));
        for (const std::uint64_t each : overrules) { made.number(static_cast<std::int64_t>(each)); }
        return made.value();
    }

    friend bool operator==(const level_change&, const level_change&) = default;
};

/// The level that holds for a case over time: it rises by itself and falls only by a person.
///
/// Every ground that was told stands until a person sets it aside by name and with a reason; the level is the most
/// serious one of the grounds that stand. A person sets aside what was known to them: grounds that they had not seen,
/// though they be older, raise the level again; those that they had seen do not by being repeated. Two persons who
/// decide without knowing of each other: the more serious decision stands.
///
/// Copies in several places may be told different things in any order, more than once: merged, they are the same
/// (a join of sets), with the same history in the order of its moments.
/// Not for many threads at once.
/// @complexity O(n^2) a call for n entries of history, which
/// are as many as there are different grounds.
template <class Level>
class standing_level {
public:
    using change = level_change<Level>;

    /// Tells a ground for a level. It never lowers.
    /// @return whether the level rose
    bool raise(instant at, Level to, std::string why) { return tell(change{at, to, {}, std::move(why), {}}); }

    /// The same by a person, who needs no leave to raise a level. @throws error empty (no name, no reason)
    bool raise(instant at, Level to, std::string by, std::string why) {
        check_person(by, why);
        return tell(change{at, to, std::move(by), std::move(why), {}});
    }

    /// Lowers the level: sets aside every ground told so far that is more serious than `to`.
    /// @return false, with nothing changed, when `to` is not less serious than the level
    /// @throws error empty: no name, no reason, no level
    bool lower(instant at, Level to, std::string by, std::string why) {
        check_person(by, why);
        if (!to) { throw error{errc::empty, "standing_level: lowered by `" + by + "` to no level"}; }
        if (!is_more_serious(now(), to)) { return false; }
        change made{at, to, std::move(by), std::move(why), {}};
        for (const change& each : history_) {
            if (is_more_serious(each.to, to)) { made.overrules.push_back(each.key()); }
        }
        std::sort(made.overrules.begin(), made.overrules.end());
        insert(std::move(made));
        return true;
    }

    /// Takes in what another copy was told.
    void merge(const standing_level& other) {
        for (const change& each : other.history_) { insert(each); }
    }
    /// Takes in one entry, as it comes out of a journal. @throws error empty: a person without a name or a reason
    void merge(change told) {
        if (told.is_lowering() || !told.by.empty()) { check_person(told.by, told.why); }
        std::sort(told.overrules.begin(), told.overrules.end());
        insert(std::move(told));
    }

    /// The level now; none when nothing was told yet.
    [[nodiscard]] Level now() const { return holding_among(history_); }
    /// The level by what is dated until then, that moment included.
    [[nodiscard]] Level at(instant when) const {
        std::vector<change> until;
        for (const change& each : history_) {
            if (each.at <= when) { until.push_back(each); }
        }
        return holding_among(until);
    }
    /// Everything told, by its moment; entries of one moment in an order of their own that is always the same.
    [[nodiscard]] const std::vector<change>& history() const noexcept { return history_; }

    friend bool operator==(const standing_level&, const standing_level&) = default;

private:
    static void check_person(const std::string& by, const std::string& why) {
        if (by.empty()) { throw error{errc::empty, "standing_level: a level is lowered by a person; no name given"}; }
        if (why.empty()) { throw error{errc::empty, "standing_level: `" + by + "` gave no reason"}; }
    }

    bool tell(change told) {
        const Level before = now();
        insert(std::move(told));
        return is_more_serious(now(), before);
    }

    [[nodiscard]] static Level holding_among(const std::vector<change>& entries) {
        Level holds{};
        for (const change& each : entries) {
            if (!is_more_serious(each.to, holds)) { continue; }
            if (!is_set_aside(each.key(), entries)) { holds = each.to; }
        }
        return holds;
    }

    [[nodiscard]] static bool is_set_aside(std::uint64_t key, const std::vector<change>& entries) {
        for (const change& each : entries) {
            if (std::binary_search(each.overrules.begin(), each.overrules.end(), key)) { return true; }
        }
        return false;
    }

    // Of two entries with the same key the earlier moment is kept: whichever comes first, the outcome is the same.
    void insert(change told) {
        const std::uint64_t key = told.key();
        for (std::size_t i = 0; i < history_.size(); ++i) {
            if (history_[i].key() != key) { continue; }
            if (told.at >= history_[i].at) { return; }
            history_.erase(history_.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
        const auto behind = [key, at = told.at](const change& each) {
            return each.at < at || (each.at == at && each.key() < key);
        };
        auto place = history_.begin();
        while (place != history_.end() && behind(*place)) { ++place; }
        history_.insert(place, std::move(told));
    }

    std::vector<change> history_;
};

}  // namespace v0
}  // namespace muster
