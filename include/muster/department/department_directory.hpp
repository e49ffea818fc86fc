#pragma once

#include "muster/core/digest.hpp"                     // digest
#include "muster/core/error.hpp"                      // error
#include "muster/core/expects.hpp"                    // MUSTER_EXPECTS
#include "muster/core/ids.hpp"                        // department_handle
#include "muster/core/label.hpp"                      // label
#include "muster/core/name_book.hpp"                  // name_book
#include "muster/department/department.hpp"           // department
#include "muster/department/detail/key_index.hpp"     // key_index
#include "muster/department/detail/resolve.hpp"       // resolve_duties, resolve_claims, find_clashes
#include "muster/department/detail/rows_by_type.hpp"  // rows_by_type
#include "muster/department/detail/rule_reader.hpp"   // rule_reader
#include "muster/department/duty.hpp"                 // department_rules
#include "muster/department/resolved_rules.hpp"       // resolved_duty, resolved_claim
#include "muster/model/identity.hpp"                  // key_of, called_by
#include "muster/model/joint_action.hpp"              // clash
#include "muster/model/type_tree.hpp"                 // type_tree
#include "muster/solve/smallest_cover.hpp"            // smallest_cover

#include <array>        // array
#include <bit>          // countr_zero
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <iterator>     // begin
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// The departments of a city: what each can do, has to do, owns and lays claim to, merged for every type and level.
///
/// Built from a caller's own departments through their field map, numbered in their order; at most 64. Const once
/// built: use from many threads at once; what a decision looks up is O(result). Deterministic: yes
/// @throws error empty (no department, one without a key), duplicate (a department twice, two owners of one type),
///         out_of_range (more than 64 departments, a function beyond `capability_set::limit`, a level that the scale
///         lacks, a claim that starts before the order), unknown_name (a department in a duty, an ownership, a claim or
///         as first receiver that there is not, a type that is not of the tree), missing (a department with neither
///         duty nor cases, a duty without a function, no first receiver), contradiction (a duty that the
///         department's capabilities lack, one that is both primary and supporting, a claim that ends before it
///         starts, a resource with two Chinese names)
class department_directory {
public:
    static constexpr std::uint32_t limit = 64;  ///< departments

    struct entry {
        std::string key;
        label called;
        capability_set can;
    };

    template <class Range>
    department_directory(const Range& departments, const type_tree& types, const response_scale& scale,
                         const department_rules& rules) {
        take<fields<element<Range>>>(departments);
        resolve(types, scale, rules);
    }
    /// The same departments read through another map: `department_directory::through<other_map>(departments, ...)`.
    template <const auto& Map, class Range>
    [[nodiscard]] static department_directory through(const Range& departments, const type_tree& types,
                                                      const response_scale& scale, const department_rules& rules) {
        department_directory made;
        made.take<Map>(departments);
        made.resolve(types, scale, rules);
        return made;
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    /// How many types the tree had.
    [[nodiscard]] std::size_t type_count() const noexcept { return owners_.size() - 1; }
    /// @pre index < size()
    [[nodiscard]] const entry& operator[](std::uint32_t index) const { return entries_[index]; }
    [[nodiscard]] department_handle handle_of(std::uint32_t index) const noexcept { return {index, 0}; }
    /// The department with a key, or none. O(log n).
    [[nodiscard]] department_handle find(std::string_view wanted) const noexcept {
        const std::uint32_t found = keys_.find(wanted);
        return found == detail::key_index::none ? department_handle::none() : handle_of(found);
    }

    /// The functions that a department can take part in. @pre index < size()
    [[nodiscard]] capability_set can(std::uint32_t index) const { return entries_[index].can; }
    /// The departments with a capability, by number.
    [[nodiscard]] std::span<const std::uint32_t> with(capability_id which) const noexcept {
        if (which.index >= capability_set::limit) { return {}; }
        return {holders_.data() + holders_start_[which.index],
                holders_start_[which.index + 1] - holders_start_[which.index]};
    }
    /// The same as a mask: bit n is department n.
    [[nodiscard]] std::uint64_t mask_with(capability_id which) const noexcept {
        return which.index < capability_set::limit ? masks_[which.index] : 0;
    }

    /// The fewest departments that together can do all of `asked`; what nobody can do is left out.
    ///
    /// Exact as long as the search takes at most `smallest_cover::any_work` steps, else no fewer than needed.
    [[nodiscard]] std::uint32_t fewest_covering(capability_set asked) const noexcept {
        return cover_.fewest(asked.bits()).sets;
    }
    /// Which of `asked` a department can do. @pre index < size()
    [[nodiscard]] capability_set covered_by(std::uint32_t index, capability_set asked) const {
        capability_set both;
        for (std::uint64_t rest = asked.bits() & can(index).bits(); rest != 0; rest &= rest - 1) {
            both.insert({static_cast<std::uint32_t>(std::countr_zero(rest))});
        }
        return both;
    }

    /// Who is accountable for cases of a type: by the line for the most specific type, else the first receiver.
    [[nodiscard]] department_handle case_owner(type_id type) const noexcept { return handle_of(owner_of(type).index); }
    /// The type whose line says so; none: no line for the type or for one that it is a kind of.
    [[nodiscard]] type_id owned_through(type_id type) const noexcept { return owner_of(type).through; }
    /// Who takes calls that name no receiver.
    [[nodiscard]] department_handle first_receiver() const noexcept { return handle_of(first_receiver_); }

    /// The duties that apply, by function; in each primary first, then the most specific type, then by department.
    [[nodiscard]] std::span<const resolved_duty> duties(type_id type, response_level at) const noexcept {
        return duties_.at(type, at);
    }
    /// The standing claims that apply, in the order in which they were written.
    [[nodiscard]] std::span<const resolved_claim> claims(type_id type, response_level at) const noexcept {
        return claims_.at(type, at);
    }
    /// The pairs of departments whose claims clash: by the first, the second, then the resource; each once.
    [[nodiscard]] std::span<const joint_action_group::clash> clashes(type_id type, response_level at) const noexcept {
        return clashes_.at(type, at);
    }
    /// What departments lay claim to, by `resource_id`.
    [[nodiscard]] const std::vector<label>& resources() const noexcept { return resources_; }

    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < size(); ++i) { names.set(subject::department, i, entries_[i].called); }
        for (std::uint32_t i = 0; i < resources_.size(); ++i) { names.set(subject::resource, i, resources_[i]); }
    }
    void write_digest(digest& into) const;

private:
    struct ownership {
        std::uint32_t index = 0;
        type_id through{};
    };
    template <class Range>
    using element = std::remove_cvref_t<decltype(*std::begin(std::declval<const Range&>()))>;

    department_directory() = default;

    [[nodiscard]] const ownership& owner_of(type_id type) const noexcept {
        return owners_[type.index < owners_.size() ? type.index : owners_.size() - 1];
    }

    template <const auto& Map, class Range>
    void take(const Range& departments) {
        using T = element<Range>;
        static_assert(muster::check<department, T, Map>());
        for (const T& each : departments) { add(read<T, Map>(each)); }
        if (entries_.empty()) { throw error{errc::empty, "department_directory: no departments; one is needed"}; }
    }

    template <class T, const auto& Map>
    static entry read(const T& object) {
        entry made;
        made.key = key_of<Map>(object);
        made.called = called_by<Map>(object);
        made.can = Map.template get<"capabilities">(object);
        return made;
    }

    void add(entry made) {
        if (made.key.empty()) {
            throw error{errc::empty, "department_directory: department " + std::to_string(size()) + " has no key"};
        }
        if (size() == limit) {
            throw error{errc::out_of_range, "department_directory: department `" + made.key +
                                                "` is one too many; the limit is " + std::to_string(limit)};
        }
        if (!keys_.add(made.key)) {
            throw error{errc::duplicate, "department_directory: department `" + made.key + "` is there twice"};
        }
        entries_.push_back(std::move(made));
    }

    void resolve(const type_tree& types, const response_scale& scale, const department_rules& rules);
    void check_idle(const std::vector<detail::rule_reader::duty_line>& duties,
                    const std::vector<std::uint32_t>& owners) const;
    void index_capabilities();

    std::vector<entry> entries_;
    detail::key_index keys_;
    std::array<std::uint64_t, capability_set::limit> masks_{};            // by capability
    std::array<std::size_t, capability_set::limit + 1> holders_start_{};  // by capability, into the next
    std::vector<std::uint32_t> holders_;
    smallest_cover cover_;
    std::vector<ownership> owners_;  // by type, the last for no type
    std::uint32_t first_receiver_ = 0;
    std::vector<label> resources_;
    detail::rows_by_type<resolved_duty> duties_;
    detail::rows_by_type<resolved_claim> claims_;
    detail::rows_by_type<joint_action_group::clash> clashes_;
};

inline void department_directory::resolve(const type_tree& types, const response_scale& scale,
                                          const department_rules& rules) {
    std::vector<capability_set> can;
    for (const entry& each : entries_) { can.push_back(each.can); }
    const detail::rule_reader reader{keys_, can, types, scale};
    const auto duties = reader.duties(rules.duties);
    const auto owners = reader.owners(rules.owners);
    const auto claims = reader.claims(rules.claims, resources_);
    first_receiver_ = reader.first_receiver(rules.first_receiver);
    check_idle(duties, owners);
    for (std::uint32_t i = 0; i <= types.size(); ++i) {
        type_id through = i < types.size() ? type_id{i} : type_id::none();
        while (through && owners[through.index] == detail::key_index::none) { through = types.parent(through); }
        const std::uint32_t by_line = owners[through ? through.index : types.size()];
        owners_.push_back({by_line == detail::key_index::none ? first_receiver_ : by_line, through});
    }
    duties_ = {types.size(), scale.size(),
               [&](type_id type, response_level at) { return detail::resolve_duties(duties, types, type, at); }};
    claims_ = {types.size(), scale.size(),
               [&](type_id type, response_level at) { return detail::resolve_claims(claims, types, type, at); }};
    clashes_ = {types.size(), scale.size(),
                [this](type_id type, response_level at) { return detail::find_clashes(claims_.at(type, at)); }};
    index_capabilities();
}

inline void department_directory::check_idle(const std::vector<detail::rule_reader::duty_line>& duties,
                                             const std::vector<std::uint32_t>& owners) const {
    std::vector<bool> acts(size(), false);
    for (const auto& each : duties) { acts[each.what.department] = true; }
    for (const std::uint32_t each : owners) {
        if (each != detail::key_index::none) { acts[each] = true; }
    }
    acts[first_receiver_] = true;
    for (std::uint32_t i = 0; i < size(); ++i) {
        if (!acts[i]) {
            throw error{errc::missing, "department_directory: department `" + entries_[i].key +
                                           "` has no duty and owns no cases: it would never be asked"};
        }
    }
}

inline void department_directory::index_capabilities() {
    for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
        for (std::uint32_t i = 0; i < size(); ++i) {
            if (!entries_[i].can.contains({c})) { continue; }
            masks_[c] |= std::uint64_t{1} << i;
            holders_.push_back(i);
        }
        holders_start_[c + 1] = holders_.size();
    }
    std::vector<std::uint64_t> sets;
    for (const entry& each : entries_) { sets.push_back(each.can.bits()); }
    cover_ = smallest_cover{sets};
}

inline void department_directory::write_digest(digest& into) const {
    into.number(static_cast<std::int64_t>(size())).number(first_receiver_);
    for (const entry& each : entries_) { into.words(each.key).number(static_cast<std::int64_t>(each.can.bits())); }
    for (const ownership& each : owners_) { into.number(each.index).number(each.through.index); }
    for (const label& each : resources_) { into.words(each.en); }
    duties_.for_each_row([&into](std::span<const resolved_duty> row) {
        into.number(static_cast<std::int64_t>(row.size()));
        for (const resolved_duty& each : row) {
            into.number(each.department).number(each.function.index).number(static_cast<std::int64_t>(each.part));
            into.number(each.depth);
        }
    });
    claims_.for_each_row([&into](std::span<const resolved_claim> row) {
        into.number(static_cast<std::int64_t>(row.size()));
        for (const resolved_claim& each : row) {
            into.number(each.department).number(each.over.index).number(each.from.ms).number(each.until.ms);
            into.number(each.is_exclusive ? 1 : 0);
        }
    });
}

}  // namespace v0
}  // namespace muster
