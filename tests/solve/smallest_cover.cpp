#include "muster/solve/smallest_cover.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <vector>

using muster::cover_size;
using muster::smallest_cover;

namespace {

/// The same question answered by trying every choice of sets.
std::uint32_t brute_force(const std::vector<std::uint64_t>& sets, std::uint64_t wanted) {
    std::uint64_t coverable = 0;
    for (const std::uint64_t each : sets) { coverable |= each; }
    wanted &= coverable;
    std::uint32_t best = 65;
    for (std::uint32_t choice = 0; choice < 1U << sets.size(); ++choice) {
        std::uint64_t covered = 0;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            if ((choice >> i & 1U) != 0) { covered |= sets[i]; }
        }
        const auto used = static_cast<std::uint32_t>(std::popcount(choice));
        if ((wanted & ~covered) == 0 && used < best) { best = used; }
    }
    return best;
}

std::uint64_t mask(dice& any, std::uint32_t elements, std::uint32_t percent) {
    std::uint64_t made = 0;
    for (std::uint32_t e = 0; e < elements; ++e) {
        if (any.chance(percent)) { made |= std::uint64_t{1} << e; }
    }
    return made;
}

}  // namespace

TEST_CASE("solve/smallest_cover: as few sets as trying every choice gives") {
    dice any{1};
    for (int round = 0; round < 600; ++round) {
        const std::uint32_t elements = 1 + any.below(14);
        const std::uint32_t percent = 5 + any.below(50);
        std::vector<std::uint64_t> sets;
        for (std::uint32_t i = any.below(12); i > 0; --i) { sets.push_back(mask(any, elements, percent) << 20); }
        if (!sets.empty() && any.chance(30)) { sets.push_back(sets[0]); }  // equal ones
        const smallest_cover cover{sets};
        for (int question = 0; question < 5; ++question) {
            const std::uint64_t wanted = mask(any, 64, any.below(101));
            CHECK(cover.fewest(wanted) == cover_size{brute_force(sets, wanted), true});
        }
    }
}

TEST_CASE("solve/smallest_cover: nothing asked, nobody there, all 64") {
    CHECK(smallest_cover{}.fewest(~std::uint64_t{0}) == cover_size{0, true});
    CHECK(smallest_cover{}.coverable() == 0);
    std::vector<std::uint64_t> one_each;
    for (std::uint32_t e = 0; e < 64; ++e) { one_each.push_back(std::uint64_t{1} << e); }
    const smallest_cover all{one_each};
    CHECK(all.fewest(0) == cover_size{0, true});
    CHECK(all.fewest(~std::uint64_t{0}) == cover_size{64, true});
    CHECK(all.coverable() == ~std::uint64_t{0});
    const std::vector<std::uint64_t> pair{~std::uint64_t{0}, 1};
    CHECK(smallest_cover{pair}.fewest(~std::uint64_t{0}) == cover_size{1, true});
}

TEST_CASE("solve/smallest_cover: greedy would take three, two are enough") {
    const std::vector<std::uint64_t> sets{0b00111100, 0b11110000 ^ 0b00110000 ^ 0b00011000, 0b00001111, 0b11110000};
    CHECK(smallest_cover{sets}.fewest(0xff) == cover_size{2, true});
}

TEST_CASE("solve/smallest_cover: when the work allowed runs out, what it names is enough, and it says so") {
    dice any{2};
    int inexact = 0;
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint64_t> sets;
        for (int i = 0; i < 14; ++i) { sets.push_back(mask(any, 24, 18)); }
        const smallest_cover cover{sets};
        const std::uint32_t exact = brute_force(sets, ~std::uint64_t{0});
        const cover_size hurried = cover.fewest(~std::uint64_t{0}, any.below(12));
        CHECK(hurried.sets >= exact);
        if (hurried.is_exact) { CHECK(hurried.sets == exact); }
        inexact += hurried.is_exact ? 0 : 1;
    }
    CHECK(inexact > 20);
}
