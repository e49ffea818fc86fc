#pragma once

#include "muster/core/keys.hpp"
#include "muster/department/department_directory.hpp"
#include "muster/model/capability.hpp"
#include "muster/model/level.hpp"
#include "muster/model/type_tree.hpp"

#include "dice.hpp"

#include <string>
#include <utility>
#include <vector>

/// Departments for tests, and what a caller's own type may look like.
namespace bureaus {

struct bureau {
    std::string key;
    muster::capability_set can;
};

struct call {
    int no = 1;
    std::string taken_by;
};

}  // namespace bureaus

template <>
inline constexpr auto muster::fields<bureaus::bureau> = muster::map(muster::id = &bureaus::bureau::key,
                                                                    muster::capabilities = &bureaus::bureau::can);

template <>
inline constexpr auto muster::fields<bureaus::call> = muster::map(muster::id = &bureaus::call::no,
                                                                  muster::position = muster::absent,
                                                                  muster::received_by = &bureaus::call::taken_by);

namespace bureaus {

inline const muster::type_tree& types() {
    static const muster::type_tree tree{{{"tall tower", {"fire in a tower"}, "tall"},
                                         {"fire", {"fire", "火灾"}, ""},
                                         {"tall", {"high-rise fire", "高层火灾"}, "fire"},
                                         {"slope", {"slope failure", "边坡失稳"}, ""},
                                         {"gas", {"gas leak"}, "fire"}}};
    return tree;
}
inline std::vector<muster::type_id> every_type() { return {{0}, {1}, {2}, {3}, {4}, {}, {77}}; }
inline muster::response_scale scale() { return muster::three_response_levels(); }

inline constexpr auto primary = muster::participation::primary;
inline constexpr auto supporting = muster::participation::supporting;

/// Functions by name, so that tests read well.
inline constexpr muster::capability_id rescue{0}, traffic{1}, structure{2}, water{3}, news{4};

/// A city in which everything may happen: random departments, duties, owners and claims.
struct city {
    std::vector<bureau> all;
    muster::department_rules rules;

    [[nodiscard]] muster::department_directory directory() const { return {all, types(), scale(), rules}; }
};

inline muster::response_level any_level(dice& any) { return {static_cast<std::uint8_t>(any.below(4))}; }
inline muster::type_id any_type(dice& any) {
    const std::uint32_t drawn = any.below(types().size() + 1);
    return drawn < types().size() ? muster::type_id{drawn} : muster::type_id::none();
}

inline city random_city(dice& any, std::uint32_t functions = 6) {
    city made;
    const std::uint32_t count = 1 + any.below(8);
    for (std::uint32_t i = 0; i < count; ++i) {
        bureau each{"bureau " + std::to_string(any.chance(50) ? i : 100 - i), {}};
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) { each.can.insert({any.below(functions)}); }
        made.all.push_back(each);
    }
    made.rules.first_receiver = any.any_of(made.all).key;
    if (any.chance(30)) {  // one that would lead everything
        for (std::uint32_t f = 0; f < functions; ++f) {
            made.all[0].can.insert({f});
            made.rules.duties.push_back({made.all[0].key, {f}, {}, {}, primary});
        }
    }
    std::vector<bool> owned(types().size() + 1, false);
    for (const bureau& each : made.all) {
        for (std::uint32_t k = 1 + any.below(3); k > 0; --k) {
            muster::duty one;
            one.department = each.key;
            do { one.function = {any.below(functions)}; } while (!each.can.contains(one.function));
            one.type = any_type(any);
            one.least = any_level(any);
            one.part = any.chance(50) ? primary : supporting;
            bool clashes = false;
            for (const muster::duty& other : made.rules.duties) {
                clashes = clashes || (other.department == one.department && other.function == one.function &&
                                      other.type == one.type && other.least == one.least);
            }
            if (!clashes) { made.rules.duties.push_back(one); }
        }
        const muster::type_id type = any_type(any);
        const std::size_t row = type ? type.index : types().size();
        if (any.chance(40) && !owned[row]) {
            made.rules.owners.push_back({each.key, type});
            owned[row] = true;
        }
        for (std::uint32_t k = any.below(3); k > 0; --k) {
            const std::int64_t from = any.below(5) * 1000;
            made.rules.claims.push_back({each.key,
                                         "resource " + std::to_string(any.below(3)),
                                         any_type(any),
                                         any_level(any),
                                         {from},
                                         {from + 1000 + any.below(4) * 1000},
                                         any.chance(60)});
        }
    }
    any.shuffle(made.rules.duties);
    any.shuffle(made.rules.claims);
    return made;
}

/// Whether a line that is for `for_type`, from `least` on, is for this type and level: looked up in the tree anew.
inline bool applies(muster::type_id for_type, muster::response_level least, muster::type_id type,
                    muster::response_level at) {
    const std::uint8_t rank = at.rank == 0 || at.rank > 3 ? 3 : at.rank;
    if (least.rank != 0 && rank > least.rank) { return false; }
    if (!for_type) { return true; }
    if (!type || type.index >= types().size()) { return false; }
    for (; type; type = types().parent(type)) {
        if (type == for_type) { return true; }
    }
    return false;
}

inline std::uint32_t depth(muster::type_id type) {
    std::uint32_t steps = 0;
    for (; type; type = types().parent(type)) { ++steps; }
    return steps;
}

}  // namespace bureaus
