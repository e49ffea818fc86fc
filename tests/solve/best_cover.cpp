#include "muster/solve/best_cover.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <memory>
#include <vector>

using muster::best_cover;

namespace {

struct candidate {
    best_cover::item_set covers;
    std::int64_t score;
    std::uint32_t number;
};

struct group {
    best_cover::item_set covers = 0;
    std::int64_t score = 0;
    std::vector<std::uint32_t> members;

    [[nodiscard]] bool is_better_than(const group& other) const {
        if (std::popcount(covers) != std::popcount(other.covers)) {
            return std::popcount(covers) > std::popcount(other.covers);
        }
        if (members.size() != other.members.size()) { return members.size() < other.members.size(); }
        if (score != other.score) { return score > other.score; }
        return members < other.members;
    }
};

/// Every subset, weighed. @pre the candidates are in the order of their numbers
group by_hand(const std::vector<candidate>& all, std::uint32_t at_most) {
    group best;
    for (std::uint32_t subset = 1; subset < 1U << all.size(); ++subset) {
        if (static_cast<std::uint32_t>(std::popcount(subset)) > at_most) { continue; }
        group made;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (((subset >> i) & 1U) == 0) { continue; }
            made.covers |= all[i].covers;
            made.score += all[i].score;
            made.members.push_back(all[i].number);
        }
        if (made.is_better_than(best)) { best = made; }
    }
    return best;
}

}  // namespace

TEST_CASE("solve/best_cover: the same group as by weighing every subset, in whatever order they are offered") {
    dice any{3};
    const auto search = std::make_unique<best_cover>();
    for (int round = 0; round < 1500; ++round) {
        CAPTURE(round);
        const std::uint32_t items = 1 + any.below(best_cover::limit);
        const std::uint32_t at_most = 1 + any.below(any.chance(50) ? 2 : best_cover::limit);
        const std::int64_t scores = any.chance(50) ? 2 : 1000;  // few different scores: many ties
        std::vector<candidate> all;
        const std::uint32_t count = any.below(11);
        for (std::uint32_t i = 0; i < count; ++i) {
            best_cover::item_set covers = any.below(1U << items);
            if (any.chance(60)) { covers &= any.below(1U << items); }
            all.push_back({covers, any.between(-scores, scores), i * 3});
        }
        const group expected = by_hand(all, at_most);
        for (int order = 0; order < 2; ++order) {
            search->begin(items);
            for (const candidate& each : all) { search->offer(each.covers, each.score, each.number); }
            search->solve(at_most);
            CHECK(search->covered() == expected.covers);
            CHECK(std::vector<std::uint32_t>{search->chosen().begin(), search->chosen().end()} == expected.members);
            any.shuffle(all);
        }
    }
}

TEST_CASE("solve/best_cover: fewer members before points, points before numbers") {
    best_cover search;
    search.begin(2);
    search.offer(0b01, 1000, 0);
    search.offer(0b10, 1000, 1);
    search.offer(0b11, -5, 2);
    search.offer(0b11, -5, 3);
    search.offer(0b11, -6, 4);
    search.solve(2);
    REQUIRE(search.chosen().size() == 1);
    CHECK(search.chosen()[0] == 2);
    CHECK(search.covered() == 0b11);
}

TEST_CASE("solve/best_cover: nothing to cover, nobody, nobody who covers anything, no seat") {
    best_cover search;
    search.begin(0);
    search.solve(5);
    CHECK(search.chosen().empty());
    search.begin(3);
    search.solve(5);
    CHECK(search.chosen().empty());
    CHECK(search.covered() == 0);
    search.offer(0, 100, 7);
    search.solve(5);
    CHECK(search.chosen().empty());
    search.offer(0b100, 1, 8);
    search.solve(0);
    CHECK(search.chosen().empty());
    search.solve(1);
    CHECK(search.covered() == 0b100);
}
