#pragma once

#include "muster/sim/detail/partition.hpp"  // split, apportion
#include "muster/sim/detail/tiers.hpp"      // territory, append_tier
#include "muster/sim/district_model.hpp"    // district_options

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <numeric>  // iota
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// The squares of each part.
[[nodiscard]] inline std::vector<std::vector<std::uint32_t>> squares_by(const std::vector<std::uint32_t>& part_of,
                                                                        std::size_t count) {
    std::vector<std::vector<std::uint32_t>> squares(count);
    for (std::uint32_t square = 0; square < part_of.size(); ++square) { squares[part_of[square]].push_back(square); }
    return squares;
}

/// Joins neighbouring squares of one community until there are just `wanted` working grids, pairs before larger ones.
[[nodiscard]] inline std::vector<std::uint32_t> joined_squares(const lattice& map,
                                                               const std::vector<std::uint32_t>& community_of,
                                                               std::size_t wanted, random generator) {
    std::vector<std::uint32_t> leader(map.squares());
    std::iota(leader.begin(), leader.end(), 0U);
    std::vector<std::uint32_t> size(map.squares(), 1);
    const auto leader_of = [&](std::uint32_t square) {
        while (leader[square] != square) { square = leader[square]; }
        return square;
    };
    std::vector<std::uint32_t> order = leader;
    shuffle(generator, order);
    std::size_t surplus = map.squares() - wanted;
    for (std::uint32_t largest = 2; surplus > 0; largest *= 2) {
        for (const std::uint32_t square : order) {
            map.for_each_neighbour(square, [&](std::size_t next) {
                const std::uint32_t a = leader_of(square);
                const std::uint32_t b = leader_of(static_cast<std::uint32_t>(next));
                const bool may_join = a != b && community_of[a] == community_of[b] && size[a] + size[b] <= largest;
                if (surplus == 0 || !may_join) { return; }
                leader[b] = a;
                size[a] += size[b];
                --surplus;
            });
        }
    }
    for (std::uint32_t square = 0; square < leader.size(); ++square) { order[square] = leader_of(square); }
    return order;
}

/// Numbers the working grids of one community from `base` on; gives how many there are.
[[nodiscard]] inline std::uint32_t number_grids(const lattice& map, const std::vector<std::uint32_t>& members,
                                                const std::vector<std::uint32_t>& leader, std::uint32_t base,
                                                std::vector<std::uint32_t>& grid_of) {
    std::uint32_t count = 0;
    for (const std::uint32_t square : members) {
        if (leader[square] == square) { grid_of[square] = count++; }
    }
    for (const std::uint32_t square : members) {
        if (leader[square] != square) { grid_of[square] = grid_of[leader[square]]; }
    }
    renumber(map, members, count, base, grid_of);
    return count;
}

/// Divides the ground into tiers of exactly the sizes that `options` asks for.
[[nodiscard]] inline territory make_territory(const district_options& options, const random& generator) {
    // As wide to high as 6 to 5, with 1,500 working grids on 12 km by 10 km.
    const std::uint64_t grids = options.working_grids;
    const auto width_mm = static_cast<std::int64_t>(integer_sqrt(grids * 96'000'000'000));
    std::size_t rows = static_cast<std::size_t>(integer_sqrt(grids * 5 / 6));
    rows = rows == 0 ? 1 : rows;
    const std::size_t columns = (grids + rows - 1) / rows;
    territory made;
    made.map = make_lattice(width_mm, width_mm * 5 / 6, columns, rows, generator.stream("lattice"));
    const lattice& map = made.map;

    std::vector<std::uint32_t> all(map.squares());
    std::iota(all.begin(), all.end(), 0U);
    made.street_of.assign(map.squares(), elsewhere);
    split(map, all, options.streets, 0, generator.stream("streets"), made.street_of);
    const auto by_street = squares_by(made.street_of, options.streets);

    std::vector<std::uint64_t> room;  // beyond the one community that each street has at least
    for (const auto& squares : by_street) { room.push_back(squares.size() - 1); }
    std::vector<std::uint32_t> more(options.streets);
    if (options.communities > options.streets) { more = apportion(options.communities - options.streets, room); }
    made.community_of.assign(map.squares(), elsewhere);
    std::vector<std::uint32_t> street_of_community;
    for (std::uint32_t street = 0; street < options.streets; ++street) {
        const auto base = static_cast<std::uint32_t>(street_of_community.size());
        split(map, by_street[street], more[street] + 1, base, generator.stream("communities").stream(street),
              made.community_of);
        street_of_community.resize(base + more[street] + 1, street);
    }
    const auto by_community = squares_by(made.community_of, options.communities);

    const auto leader = joined_squares(map, made.community_of, grids, generator.stream("grids"));
    made.grid_of.assign(map.squares(), elsewhere);
    std::vector<std::uint32_t> community_of_grid;
    for (std::uint32_t community = 0; community < options.communities; ++community) {
        const auto base = static_cast<std::uint32_t>(community_of_grid.size());
        const std::uint32_t count = number_grids(map, by_community[community], leader, base, made.grid_of);
        community_of_grid.resize(base + count, community);
    }

    const std::vector<std::uint32_t> whole(map.squares(), 0);
    made.tiers.push_back({{"district", "大网格"}, {{"990106", {"District G", "G区"}, trace(map, whole, 1)}}});
    append_tier(made, {"street", "中网格"}, {"Street ", "", "号街道", 1}, made.street_of,
                std::vector<std::uint32_t>(options.streets, 0));
    append_tier(made, {"community", "小网格"}, {"Community ", "", "社区"}, made.community_of, street_of_community);
    append_tier(made, {"working grid", "工作网格"}, {"Grid ", "工作网格", ""}, made.grid_of, community_of_grid);
    return made;
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
