#pragma once

#include "sf_calls.hpp"  // call
#include "sf_joint.hpp"  // type_set, unit_types, joint_label

#include "muster/core/keys.hpp"                        // id, capabilities
#include "muster/department/department.hpp"            // department
#include "muster/department/department_directory.hpp"  // department_directory
#include "muster/model/capability.hpp"                 // capability_set
#include "muster/model/level.hpp"                      // three_response_levels
#include "muster/model/type_tree.hpp"                  // type_tree

#include <algorithm>  // sort
#include <bit>        // countr_zero
#include <cstdint>    // int64_t, uint32_t
#include <map>        // map
#include <span>       // span
#include <string>     // string
#include <utility>    // move, pair
#include <vector>     // vector

namespace sf {

/// Unit types of the one fire department that go together, or a single one: what stands in for a department here.
struct team {
    std::string called;  ///< `AMBULANCE+ENGINE`
    type_set set = 0;
};

/// The types of a set as capabilities: ids are the bits of `unit_types`.
[[nodiscard]] inline muster::capability_set capabilities_of_set(type_set set) {
    muster::capability_set all;
    for (; set != 0; set &= set - 1) { all.insert({static_cast<std::uint32_t>(std::countr_zero(set))}); }
    return all;
}

}  // namespace sf

template <>
inline constexpr auto muster::fields<sf::team> = muster::map(
    muster::id = &sf::team::called,
    muster::capabilities = [](const sf::team& t) { return sf::capabilities_of_set(t.set); });
static_assert(muster::check<muster::department, sf::team>());

namespace sf {

/// A past call and what it teaches.
struct lesson {
    const call* what = nullptr;
    joint_label label;
};

/// How finely calls are told apart. Both are known on receipt.
enum class call_detail { priority, station_area };

/// Code of the widest kind.
inline constexpr const char* every_call = "\x1f";

/// The kinds that a call is of, from every call by call type and original priority down to `finest`, as codes of a
/// type tree. The separator keeps type `A` with priority `BC` apart from `AB` with `C`.
[[nodiscard]] inline std::vector<std::string> kinds_of(const call& c, call_detail finest) {
    std::vector<std::string> codes{every_call};
    for (const std::string* part : {&c.type, &c.original_priority, &c.station_area}) {
        if (part == &c.station_area && finest != call_detail::station_area) { break; }
        codes.push_back(codes.back() + '\x1f' + *part);
    }
    return codes;
}

/// The narrowest kind of a call that the tree has: what was never seen falls back to what is wider.
[[nodiscard]] inline muster::type_id type_of(const call& c, const muster::type_tree& tree, call_detail finest) {
    const std::vector<std::string> codes = kinds_of(c, finest);
    for (auto code = codes.rbegin(); code != codes.rend(); ++code) {
        if (const muster::type_id found = tree.find(*code)) { return found; }
    }
    return muster::type_id::none();
}

/// Every single unit type, in the alphabet's order.
[[nodiscard]] inline std::vector<team> singles_of(const unit_types& types) {
    std::vector<team> all;
    for (const std::string& each : types.names()) { all.push_back({each, types.bit(each)}); }
    return all;
}

/// Every set that went together, then the smallest others of up to three types that could, as many as a directory
/// takes; of more, the most common. Fewer types first, then by the alphabet.
[[nodiscard]] inline std::vector<team> teams_of(std::span<const lesson> lessons, const unit_types& types) {
    std::map<type_set, std::int64_t> seen;
    type_set all_types = 0;
    for (const lesson& each : lessons) {
        ++seen[each.label.together];
        all_types |= each.label.together;
    }
    for (type_set a = all_types; a != 0; a &= a - 1) {
        for (type_set b = a; b != 0; b &= b - 1) {
            for (type_set c = b; c != 0; c &= c - 1) {
                seen.try_emplace(lowest_of(a) | lowest_of(b) | lowest_of(c), 0);
            }
        }
    }
    std::vector<std::pair<type_set, std::int64_t>> sets{seen.begin(), seen.end()};
    std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : comes_before(a.first, b.first);
    });
    if (sets.size() > muster::department_directory::limit) { sets.resize(muster::department_directory::limit); }
    std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
    std::vector<team> teams;
    for (const auto& [set, count] : sets) {
        std::string called;
        for (const std::string& each : types.names_of(set)) { called += (called.empty() ? "" : "+") + each; }
        teams.push_back({std::move(called), set});
    }
    return teams;
}

/// Code of the calls that a team's own units start: those it owns. A directory takes nobody who has neither cases nor
/// duties, and a duty would make a team go to every call.
[[nodiscard]] inline std::string own_calls(const team& t) { return "started by " + t.called; }

/// The kinds of calls that were seen, and the teams' own calls. Codes of the former start with the separator.
[[nodiscard]] inline muster::type_tree tree_of(std::span<const lesson> lessons, std::span<const team> teams,
                                               call_detail finest) {
    std::map<std::string, std::string> wider{{every_call, ""}};  // by code
    for (const lesson& each : lessons) {
        std::string last;
        for (std::string& code : kinds_of(*each.what, finest)) {
            wider.emplace(code, last);
            last = std::move(code);
        }
    }
    std::vector<muster::type_entry> entries;
    for (const auto& [code, parent] : wider) { entries.push_back({code, {code}, parent}); }
    for (const team& each : teams) { entries.push_back({own_calls(each), {own_calls(each)}, {}}); }
    return muster::type_tree{std::move(entries)};
}

/// @pre teams is not empty
[[nodiscard]] inline muster::department_directory directory_of(std::span<const team> teams,
                                                               const muster::type_tree& tree) {
    muster::department_rules rules;
    for (const team& each : teams) { rules.owners.push_back({each.called, tree.at(own_calls(each))}); }
    rules.first_receiver = teams.front().called;
    return muster::department_directory{teams, tree, muster::three_response_levels(), rules};
}

}  // namespace sf
