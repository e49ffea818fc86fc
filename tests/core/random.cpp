#include "muster/core/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

TEST_SUITE("core/random") {

TEST_CASE("the generators are the published ones") {
    std::uint64_t counter = 1234567;
    for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                         4593380528125082431U, 16408922859458223821U}) {
        CHECK(muster::detail::next_splitmix64(counter) == expected);
    }
    std::array<std::uint64_t, 4> state{1, 2, 3, 4};
    for (const std::uint64_t expected :
         {std::uint64_t{11520}, std::uint64_t{0}, std::uint64_t{1509978240}, std::uint64_t{1215971899390074240},
          std::uint64_t{1216172134540287360}, std::uint64_t{607988272756665600}, 16172922978634559625U,
          std::uint64_t{8476171486693032832}, 10595114339597558777U, std::uint64_t{2904607092377533576}}) {
        CHECK(muster::detail::next_xoshiro256(state) == expected);
    }
}

TEST_CASE("a seed gives the same numbers on every machine") {
    muster::random zero{0};
    CHECK(zero() == 11091344671253066420U);
    CHECK(zero() == 13793997310169335082U);
    CHECK(zero() == 1900383378846508768U);

    static_assert([] {
        muster::random generator{0};
        return generator();
    }() == 11091344671253066420U);
}

TEST_CASE("a stream does not depend on what was drawn before") {
    muster::random generator{7};
    const muster::random before = generator.stream(3);
    (void)generator();
    CHECK(generator.stream(3) == before);
    CHECK(muster::random{8}.stream(3) != before);
    CHECK(generator.stream("buildings") == generator.stream("buildings"));
    CHECK(generator.stream("buildings") != generator.stream("units"));
    CHECK(generator.stream(1).stream(2) != generator.stream(2).stream(1));
    CHECK(generator.stream("a") == generator.stream(0xaf63dc4c8601ec8cU));  // FNV-1a of "a"
}

TEST_CASE("streams of one generator are different and look unrelated") {
    const muster::random generator{1};
    std::uint64_t agreeing = 0;
    for (std::uint64_t id = 0; id < 1000; ++id) {
        muster::random one = generator.stream(id);
        muster::random next = generator.stream(id + 1);
        agreeing += static_cast<std::uint64_t>(64 - __builtin_popcountll(one() ^ next()));
    }
    CHECK(agreeing > 31'500);  // 32,000 expected, standard deviation 126
    CHECK(agreeing < 32'500);
}

TEST_CASE("a copy goes on from the same point, independently") {
    muster::random generator{9};
    muster::random copy = generator;
    const std::uint64_t drawn = generator();
    CHECK(copy != generator);
    CHECK(copy() == drawn);
    CHECK(copy == generator);
}

}
