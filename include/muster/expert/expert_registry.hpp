#pragma once

#include "muster/core/error.hpp"                 // error
#include "muster/core/expects.hpp"               // MUSTER_EXPECTS
#include "muster/core/label.hpp"                 // label
#include "muster/core/name_book.hpp"             // name_book
#include "muster/expert/detail/read_expert.hpp"  // read_expert
#include "muster/expert/expert.hpp"              // expert
#include "muster/expert/expert_entry.hpp"        // expert_entry
#include "muster/expert/expert_pool.hpp"         // expert_pool
#include "muster/grid/hierarchy.hpp"             // hierarchy
#include "muster/model/expert_panel.hpp"         // expert_panel
#include "muster/model/known.hpp"                // known

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The moving part of the experts of a city: who they are, their pools, whether they are free; versioned.
///
/// Built from a caller's own experts through their field map. Every change raises `version()`. Cells are named by key,
/// looked for from the coarsest tier on. A pool or a person whose term has ended is no error: time moves, the stage
/// looks at the clock. Const use from many threads at once; changes need the caller's lock.
/// @throws error unknown_name (a pool or a cell that nothing declares), duplicate (an expert's id or a pool's key
///         twice), empty (no field of knowledge, a pool without a key), contradiction (a licence in a field that is not
///         among the capabilities), out_of_range (years below 0 or above 150, an invalid position, a negative turnout),
///         missing (an optional turnout that is not there)
/// @complexity building O(n log n + n x fields). Deterministic: yes, experts are numbered in the order of the range
template <position_type P>
class expert_registry {
public:
    using entry = expert_entry<P>;
    static constexpr instant never = entry::never;

    /// Nobody, in no pool.
    expert_registry() : start_(capability_set::limit + 1, 0) {}

    template <class Range>
    expert_registry(const Range& experts, std::vector<expert_pool> pools, const hierarchy<P>& cells) {
        take<fields<element<Range>>>(experts, std::move(pools), cells);
    }
    /// The same experts read through another map: `expert_registry<P>::through<other_map>(experts, pools, cells)`.
    template <const auto& Map, class Range>
    [[nodiscard]] static expert_registry through(const Range& experts, std::vector<expert_pool> pools,
                                                 const hierarchy<P>& cells) {
        expert_registry made;
        made.template take<Map>(experts, std::move(pools), cells);
        return made;
    }

    [[nodiscard]] std::size_t size() const noexcept { return experts_.size(); }
    [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
    /// How many cells the hierarchy has that it was built with; 0 for a default one.
    [[nodiscard]] std::size_t cell_count() const noexcept { return cell_count_; }
    [[nodiscard]] const entry& operator[](std::uint32_t at) const { return experts_[at]; }
    [[nodiscard]] expert_handle handle_of(std::uint32_t at) const { return {at, experts_[at].generation}; }
    [[nodiscard]] bool is_free(std::uint32_t at) const { return experts_[at].status == expert_status::free; }
    /// Cases that the expert was called to and that are not closed: the load.
    [[nodiscard]] std::uint32_t open_cases(std::uint32_t at) const { return experts_[at].open_cases; }

    [[nodiscard]] std::span<const expert_pool_entry> pools() const noexcept { return pools_; }
    [[nodiscard]] const expert_pool_entry& pool(pool_id which) const { return pools_[which.index]; }

    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < experts_.size(); ++i) { names.set(subject::expert, i, experts_[i].name); }
        for (std::uint32_t i = 0; i < pools_.size(); ++i) { names.set(subject::pool, i, pools_[i].name); }
    }

    /// The expert with a key, or none. O(log n).
    [[nodiscard]] expert_handle find(std::string_view wanted) const noexcept {
        const std::size_t at = position_in(by_key_, experts_, wanted);
        const bool is_there = at < by_key_.size() && experts_[by_key_[at]].key == wanted;
        return is_there ? handle_of(by_key_[at]) : expert_handle::none();
    }
    /// The pool with a key, or none. O(pools).
    [[nodiscard]] pool_id find_pool(std::string_view wanted) const noexcept {
        return detail::find_pool(pools_, wanted);
    }

    /// The experts with a field of knowledge, by number; free or not.
    [[nodiscard]] std::span<const std::uint32_t> with(capability_id field_of_knowledge) const noexcept {
        if (field_of_knowledge.index >= capability_set::limit) { return {}; }
        const std::uint32_t first = start_[field_of_knowledge.index];
        return {in_fields_.data() + first, start_[field_of_knowledge.index + 1] - first};
    }

    /// Whether `commit` would book these: each is there, of this generation, free, and named once.
    [[nodiscard]] bool can_commit(std::span<const expert_panel::seat> seats) const noexcept {
        for (std::size_t i = 0; i < seats.size(); ++i) {
            const expert_handle asked = seats[i].expert;
            if (asked.index >= experts_.size() || handle_of(asked.index) != asked || !is_free(asked.index)) {
                return false;
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (seats[j].expert == asked) { return false; }
            }
        }
        return true;
    }
    /// Books the experts of a panel, all or none: they are called, and have one open case more. False: nothing changed.
    [[nodiscard]] bool commit(std::span<const expert_panel::seat> seats) {
        if (!can_commit(seats)) { return false; }
        if (seats.empty()) { return true; }  // nothing moves on, so no plan becomes stale
        for (const expert_panel::seat& each : seats) {
            experts_[each.expert.index].status = expert_status::called;
            ++experts_[each.expert.index].open_cases;
        }
        ++version_;
        return true;
    }
    /// The case is closed for an expert: free again, one open case less. False, and nothing changed, for a handle that
    /// is stale or of somebody who is not called.
    [[nodiscard]] bool release(expert_handle which) {
        if (which.index >= experts_.size() || handle_of(which.index) != which) { return false; }
        entry& each = experts_[which.index];
        if (each.status != expert_status::called) { return false; }
        each.status = expert_status::free;
        if (each.open_cases > 0) { --each.open_cases; }
        ++version_;
        return true;
    }

    /// Says what an expert is doing now. Open cases stay open: who is home again may still owe an assessment.
    void set_status(std::uint32_t at, expert_status status) {
        MUSTER_EXPECTS(at < experts_.size(), "expert_registry::set_status: no such expert");
        experts_[at].status = status;
        ++version_;
    }
    /// Says how many cases an expert has open, by the caller's own account.
    void set_open_cases(std::uint32_t at, std::uint32_t count) {
        MUSTER_EXPECTS(at < experts_.size(), "expert_registry::set_open_cases: no such expert");
        experts_[at].open_cases = count;
        ++version_;
    }
    /// Says where an expert is now; unknown: reachable by video only.
    void move(std::uint32_t at, known<P> to) {
        MUSTER_EXPECTS(at < experts_.size() && (!to.is_known() || is_valid(to.value())),
                       "expert_registry::move: an expert who exists, to a valid position or an unknown one");
        experts_[at].stands = to;
        ++version_;
    }
    /// Says that somebody else now stands in this place: panels made for the former are refused.
    void replace(std::uint32_t at) {
        MUSTER_EXPECTS(at < experts_.size(), "expert_registry::replace: no such expert");
        ++experts_[at].generation;
        ++version_;
    }
    /// A pool is appointed anew, or its term is cut short.
    void set_term(pool_id which, instant until) {
        MUSTER_EXPECTS(which.index < pools_.size(), "expert_registry::set_term: no such pool");
        pools_[which.index].term_end = until;
        ++version_;
    }

private:
    template <class Range>
    using element = std::remove_cvref_t<decltype(*std::begin(std::declval<const Range&>()))>;

    template <const auto& Map, class Range>
    void take(const Range& experts, std::vector<expert_pool> pools, const hierarchy<P>& cells) {
        using T = element<Range>;
        static_assert(muster::check<expert, T, Map>());
        cell_count_ = cells.size();
        for (expert_pool& each : pools) { add_pool(std::move(each), cells); }
        for (const T& each : experts) { add(detail::read_expert<P, Map>(each, pools_, cells)); }
        index();
    }

    void add_pool(expert_pool given, const hierarchy<P>& cells) {
        if (given.key.empty()) { throw error{errc::empty, "experts: a pool has no key"}; }
        if (find_pool(given.key)) { throw error{errc::duplicate, "experts: pool `" + given.key + "` is there twice"}; }
        expert_pool_entry made;
        made.tier = given.tier;
        made.term_end = given.term_ends;
        if (!given.cell.empty()) { made.cell = detail::cell_named(given.cell, "pool `" + given.key + "`", cells); }
        made.name = given.pool_name == label{} ? label{given.key} : std::move(given.pool_name);
        made.key = std::move(given.key);
        pools_.push_back(std::move(made));
    }

    void add(entry made) {
        const std::size_t at = position_in(by_key_, experts_, made.key);
        if (at < by_key_.size() && experts_[by_key_[at]].key == made.key) {
            throw error{errc::duplicate, detail::expert_named(made.key) + " is there twice"};
        }
        if (made.knows.empty()) {
            throw error{errc::empty, detail::expert_named(made.key) + " has no field of knowledge"};
        }
        if (!made.knows.covers(made.licensed)) {
            throw error{errc::contradiction, detail::expert_named(made.key) +
                                                 " has a licence in a field that is not among the capabilities"};
        }
        if (made.turnout.ms < 0) {
            throw error{errc::out_of_range, detail::expert_named(made.key) + " has a negative turnout"};
        }
        by_key_.insert(by_key_.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint32_t>(experts_.size()));
        experts_.push_back(std::move(made));
    }

    [[nodiscard]] static std::size_t position_in(const std::vector<std::uint32_t>& order, const std::vector<entry>& all,
                                                 std::string_view wanted) noexcept {
        std::size_t low = 0;
        for (std::size_t count = order.size(); count > 0;) {
            const std::size_t half = count / 2;
            if (std::string_view{all[order[low + half]].key} < wanted) {
                low += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return low;
    }

    void index() {
        start_.assign(1, 0);
        in_fields_.clear();
        for (std::uint32_t field_number = 0; field_number < capability_set::limit; ++field_number) {
            for (std::uint32_t i = 0; i < experts_.size(); ++i) {
                if (experts_[i].knows.contains({field_number})) { in_fields_.push_back(i); }
            }
            start_.push_back(static_cast<std::uint32_t>(in_fields_.size()));
        }
    }

    std::vector<entry> experts_;
    std::vector<expert_pool_entry> pools_;
    std::vector<std::uint32_t> start_, in_fields_;  // expert numbers by field of knowledge
    std::vector<std::uint32_t> by_key_;             // expert numbers in the order of their keys
    std::size_t cell_count_ = 0;
    std::uint64_t version_ = 1;
};

}  // namespace v0
}  // namespace muster
