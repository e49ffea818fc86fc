#include "muster/core/workspace.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

int alive = 0;
struct counted {
    counted() { ++alive; }
    counted(const counted&) = delete;
    counted& operator=(const counted&) = delete;
    ~counted() { --alive; }
};

}  // namespace

TEST_CASE("core/workspace: one scratch of each type, which stays where it is") {
    muster::workspace scratch;
    std::vector<int>& numbers = scratch.get<std::vector<int>>();
    numbers.assign(100, 7);
    std::string& words = scratch.get<std::string>();
    words = "kept";
    for (int round = 0; round < 3; ++round) {
        CHECK(&scratch.get<std::vector<int>>() == &numbers);
        CHECK(&scratch.get<std::string>() == &words);
        (void)scratch.get<double>();
        (void)scratch.get<std::vector<double>>();
    }
    CHECK(numbers.size() == 100);
    CHECK(words == "kept");
}

TEST_CASE("core/workspace: scratch starts as its type does, and ends with the workspace") {
    {
        muster::workspace first;
        muster::workspace second;
        CHECK(first.get<int>() == 0);
        first.get<int>() = 4;
        CHECK(second.get<int>() == 0);
        (void)first.get<counted>();
        CHECK(alive == 1);
    }
    CHECK(alive == 0);
}
