#pragma once

#include "muster/core/digest.hpp"         // digest
#include "muster/core/error.hpp"          // error
#include "muster/expert/expert_need.hpp"  // expert_need
#include "muster/model/capability.hpp"    // capability_set
#include "muster/model/type_tree.hpp"     // type_tree
#include "muster/solve/best_cover.hpp"    // best_cover

#include <algorithm>  // find_if
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <string>     // to_string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// One thing that a case asks of its panel: a field of knowledge, on one of the two axes.
struct asked_field {
    capability_id field{};
    expertise axis = expertise::credentialed;
    bool licensed_only = false;
    bool holds_further_action = false;

    friend bool operator==(const asked_field&, const asked_field&) = default;
};

/// Which fields of knowledge the incidents of a city ask for, merged for every type, level and cause when it is built.
///
/// Needs for the same field on the same axis become one, the stricter of them. Fields keep the order of the list.
/// @throws error unknown_name (a type that is not of the tree), out_of_range (a level that the scale lacks, a field
///         beyond `capability_set::limit`, more than `best_cover::limit` fields for one case), missing (a need without
///         a field), contradiction (a licence asked of local knowledge)
/// @complexity `look_up` O(1). Deterministic: yes
class expert_need_table {
public:
    /// What one kind of case asks for.
    struct asked_list {
        std::span<const asked_field> fields;
        std::uint64_t bits = 0;                        ///< the fields of both axes as a set
        expert_cause cause = expert_cause::type_asks;  ///< the most telling of those that ask
        bool holds_further_action = false;             ///< one of them does
    };

    expert_need_table(const type_tree& types, const response_scale& scale, std::vector<expert_need> needs)
        : levels_{scale.size()} {
        for (std::size_t i = 0; i < needs.size(); ++i) { check_need(needs[i], i, types, scale); }
        for (std::uint32_t type = 0; type <= types.size(); ++type) {  // one past the last: no type
            const type_id of = type < types.size() ? type_id{type} : type_id::none();
            for (std::size_t rank = 1; rank <= levels_; ++rank) {
                for (const bool is_gap : {false, true}) {
                    for (const bool has_clash : {false, true}) { merge(needs, types, of, rank, is_gap, has_clash); }
                }
            }
        }
    }

    /// A level that is none counts as the least serious; a type that is none, as no type.
    [[nodiscard]] asked_list look_up(type_id type, response_level at, bool is_gap, bool has_clash) const noexcept {
        const std::size_t types = rows_.size() / (levels_ * causes);
        const std::size_t kind = type.index < types ? type.index : types - 1;
        const std::size_t rank = at.rank >= 1 && at.rank <= levels_ ? at.rank : levels_;
        const row& found = rows_[((kind * levels_ + rank - 1) * causes) + (is_gap ? 2U : 0U) + (has_clash ? 1U : 0U)];
        return {{fields_.data() + found.first, found.count}, found.bits, found.cause, found.holds};
    }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(levels_)).number(static_cast<std::int64_t>(rows_.size()));
        for (const row& each : rows_) {
            into.number(static_cast<std::int64_t>(each.cause)).number(each.count);
            for (std::size_t i = each.first; i < each.first + each.count; ++i) {
                into.number(fields_[i].field.index).number(static_cast<std::int64_t>(fields_[i].axis));
                into.number(fields_[i].licensed_only ? 1 : 0).number(fields_[i].holds_further_action ? 1 : 0);
            }
        }
    }

private:
    static constexpr std::size_t causes = 4;  // gap or not, clash or not

    struct row {
        std::uint64_t bits = 0;
        std::uint32_t first = 0, count = 0;
        expert_cause cause = expert_cause::type_asks;
        bool holds = false;
    };

    static void check_need(const expert_need& asked, std::size_t at, const type_tree& types,
                           const response_scale& scale) {
        const std::string which = "expert need " + std::to_string(at);
        if (!asked.field) { throw error{errc::missing, which + " names no field of knowledge"}; }
        if (asked.field.index >= capability_set::limit) {
            throw error{errc::out_of_range, which + " asks for field " + std::to_string(asked.field.index) +
                                                "; they are numbered from 0 to " +
                                                std::to_string(capability_set::limit - 1)};
        }
        if (asked.type && asked.type.index >= types.size()) {
            throw error{errc::unknown_name, which + " is for a type that is not of the tree"};
        }
        if (asked.least && !scale.contains(asked.least)) {
            throw error{errc::out_of_range, which + " names a level of rank " + std::to_string(asked.least.rank) +
                                                "; the scale has ranks 1 to " + std::to_string(scale.size())};
        }
        if (asked.licensed_only && asked.axis == expertise::local) {
            throw error{errc::contradiction, which + " asks local knowledge for a licence; there is none for it"};
        }
    }

    void merge(const std::vector<expert_need>& needs, const type_tree& types, type_id of, std::size_t rank, bool is_gap,
               bool has_clash) {
        row made;
        made.first = static_cast<std::uint32_t>(fields_.size());
        const auto begin = static_cast<std::ptrdiff_t>(fields_.size());
        for (const expert_need& each : needs) {
            if (each.type && !types.is_a(of, each.type)) { continue; }
            if (each.least && rank > each.least.rank) { continue; }
            if ((each.when == expert_cause::rule_gap && !is_gap) || (each.when == expert_cause::clash && !has_clash)) {
                continue;
            }
            if (each.when > made.cause) { made.cause = each.when; }  // in the order in which they tell more
            made.holds = made.holds || each.holds_further_action;
            made.bits |= std::uint64_t{1} << each.field.index;
            const auto same = std::find_if(fields_.begin() + begin, fields_.end(), [&each](const asked_field& other) {
                return other.field == each.field && other.axis == each.axis;
            });
            if (same == fields_.end()) {
                fields_.push_back({each.field, each.axis, each.licensed_only, each.holds_further_action});
            } else {
                same->licensed_only = same->licensed_only || each.licensed_only;
                same->holds_further_action = same->holds_further_action || each.holds_further_action;
            }
        }
        made.count = static_cast<std::uint32_t>(fields_.size()) - made.first;
        if (made.count > best_cover::limit) {
            throw error{errc::out_of_range,
                        "expert needs: a case of " + (of ? "type `" + std::string{types.code(of)} + "`" : "no type") +
                            " at a level of rank " + std::to_string(rank) + " asks for " + std::to_string(made.count) +
                            " fields; at most " + std::to_string(best_cover::limit)};
        }
        rows_.push_back(made);
    }

    std::size_t levels_;
    std::vector<row> rows_;
    std::vector<asked_field> fields_;
};

}  // namespace v0
}  // namespace muster
