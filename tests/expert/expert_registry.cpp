#include "muster/expert/expert_registry.hpp"

#include "dice.hpp"
#include "expert/advisers.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <list>
#include <optional>
#include <string>
#include <vector>

using advisers::adviser;
using advisers::registry;
using muster::capability_set;
using muster::errc;
using muster::expert_handle;
using muster::expert_pool;
using muster::expert_status;
using muster::planar;
using seat = muster::expert_panel::seat;

namespace expert_registry_test {

struct timed {  // times as <chrono> has them, perhaps missing
    std::string key;
    std::optional<std::chrono::system_clock::time_point> until;
    std::optional<std::chrono::minutes> turnout;
};
struct plain {  // no more than must be
    int no;
    const char* pool;
};

}  // namespace expert_registry_test

template <>
inline constexpr auto muster::fields<expert_registry_test::timed> = muster::map(
    muster::id = &expert_registry_test::timed::key, muster::term_ends = &expert_registry_test::timed::until,
    muster::turnout = &expert_registry_test::timed::turnout,
    muster::capabilities = [](const expert_registry_test::timed&) { return muster::capability_set{{5}}; },
    muster::in_pool = [](const expert_registry_test::timed&) { return "city"; });
template <>
inline constexpr auto muster::fields<expert_registry_test::plain> = muster::map(
    muster::id = &expert_registry_test::plain::no,
    muster::capabilities = [](const expert_registry_test::plain&) { return muster::capability_set{{5}}; },
    muster::in_pool = &expert_registry_test::plain::pool,
    muster::name =
        [](const expert_registry_test::plain&) {
            return muster::label{"Wu", "吴"};
        });

namespace {

inline constexpr auto other_map = muster::map(
    muster::id = [](const adviser& a) { return a.key + "'"; }, muster::in_pool = [](const adviser&) { return "S1"; },
    muster::capabilities = [](const adviser&) { return muster::capability_set{{9}}; });

struct world {
    square_city::hierarchy cells = square_city::make_cells(2, 2);

    [[nodiscard]] registry make(const std::vector<adviser>& people) const { return {people, advisers::pools(), cells}; }
    /// The complaint about one expert, or about pools.
    [[nodiscard]] std::string complaint(const adviser& who, errc expected) const {
        return complaint(std::vector<adviser>{who}, advisers::pools(), expected);
    }
    [[nodiscard]] std::string complaint(const std::vector<adviser>& people, std::vector<expert_pool> pools,
                                        errc expected) const {
        try {
            (void)registry{people, std::move(pools), cells};
        } catch (const muster::error& problem) {
            CHECK(problem.code() == expected);
            return problem.what();
        }
        return "no complaint";
    }
};

seat seat_of(expert_handle who) {
    seat made;
    made.expert = who;
    return made;
}

}  // namespace

TEST_CASE("expert/expert_registry: experts are read through their map, in their order") {
    const world ground;
    const std::list<adviser> people{
        {"a", {{0}, {3}}, "S0", planar{100, 200}, {{3}}, {60'000}, {500}, "S0C1", 12, {"S1", "S0C0"}}, {"b", {{3}}}};
    const registry experts{people, advisers::pools(), ground.cells};
    REQUIRE(experts.size() == 2);
    CHECK(experts.cell_count() == ground.cells.size());
    CHECK(experts[0].key == "a");
    CHECK(experts[0].name == muster::label{"a"});
    CHECK(experts[0].knows == capability_set{{0}, {3}});
    CHECK(experts[0].licensed == capability_set{{3}});
    CHECK(experts[0].turnout.ms == 60'000);
    CHECK(experts[0].term_end.ms == 500);
    CHECK(experts[0].stands.value() == planar{100, 200});
    CHECK(experts[0].home == ground.cells.find(2, "S0C1"));
    CHECK(experts[0].years == 12);
    CHECK(experts[0].conflicts ==
          std::vector<muster::cell_id>{ground.cells.find(1, "S1"), ground.cells.find(2, "S0C0")});
    CHECK(experts.pool(experts[0].pool).key == "S0");
    CHECK(experts.pool(experts[0].pool).tier == muster::pool_tier::street);
    CHECK(experts.pool(experts[0].pool).cell == ground.cells.find(1, "S0"));
    CHECK(experts[1].licensed.empty());
    CHECK(experts[1].term_end == registry::never);
    CHECK_FALSE(experts[1].stands.is_known());
    CHECK_FALSE(experts[1].home);
    CHECK(experts[1].conflicts.empty());
    CHECK_FALSE(experts.pool(experts[1].pool).cell);
    CHECK(experts.version() == 1);
    CHECK(experts.find("b") == expert_handle{1, 0});
    CHECK_FALSE(experts.find("c"));
    CHECK(experts.pools().size() == 4);
    CHECK(experts.find_pool("works") == muster::pool_id{1});
    CHECK_FALSE(experts.find_pool("arts"));

    const std::vector<expert_registry_test::plain> few{{-7, "city"}};
    const registry plain{few, advisers::pools(), ground.cells};
    CHECK(plain[0].key == "-7");
    CHECK(plain[0].name == muster::label{"Wu", "吴"});
    CHECK(plain.is_free(0));

    const registry otherwise = registry::through<other_map>(people, advisers::pools(), ground.cells);
    CHECK(otherwise[0].key == "a'");
    CHECK(otherwise.with({9}).size() == 2);
}

TEST_CASE(
    "expert/expert_registry: times of a caller's own kind; no end of a term is the pool's, no turnout is refused") {
    using namespace std::chrono_literals;
    using expert_registry_test::timed;
    const world ground;
    const std::chrono::system_clock::time_point later{5s};
    const registry experts{std::vector<timed>{{"a", later, 3min}, {"b", {}, 0min}}, advisers::pools(), ground.cells};
    CHECK(experts[0].term_end.ms == 5'000);
    CHECK(experts[0].turnout.ms == 180'000);
    CHECK(experts[1].term_end == registry::never);
    try {
        (void)registry{std::vector<timed>{{"Ma", later, {}}}, advisers::pools(), ground.cells};
        FAIL("an unknown turnout was taken for 0");
    } catch (const muster::error& problem) {
        CHECK(problem.code() == errc::missing);
        CHECK(std::string{problem.what()} == "experts: expert `Ma` has no turnout; unknown is not 0");
    }
}

TEST_CASE("expert/expert_registry: without anybody it is empty") {
    registry nobody;
    CHECK(nobody.size() == 0);
    CHECK(nobody.pools().empty());
    CHECK(nobody.with({0}).empty());
    CHECK(nobody.with({64}).empty());
    CHECK(nobody.with({}).empty());
    CHECK_FALSE(nobody.find("a"));
    CHECK(nobody.commit({}));
    CHECK(nobody.version() == 1);
}

TEST_CASE("expert/expert_registry: names of experts and pools") {
    const world ground;
    muster::name_book names;
    ground.make({{"a", {{0}}}}).write_names(names);
    CHECK(names.name_of(muster::subject::expert, 0, muster::language::en) == "a");
    CHECK(names.name_of(muster::subject::pool, 0, muster::language::zh) == "区级专家库");
    std::vector<expert_pool> unnamed{{"city", {}, muster::pool_tier::district, "", advisers::never}};
    registry{std::vector<adviser>{}, unnamed, ground.cells}.write_names(names);
    CHECK(names.name_of(muster::subject::pool, 0, muster::language::en) == "city");
}

TEST_CASE("expert/expert_registry: bad input is refused by name") {
    const world ground;
    const auto has = [](const std::string& words, const std::string& part) {
        INFO(words);
        CHECK(words.find(part) != std::string::npos);
    };
    adviser who{"Ma", {{0}}};
    who.pool = "navy";
    has(ground.complaint(who, errc::unknown_name), "expert `Ma` is in the pool `navy`");
    who.pool = "city";
    who.home = "S9";
    has(ground.complaint(who, errc::unknown_name), "expert `Ma` names the cell `S9`");
    who.home = "S1";
    who.interests = {"S0", "Mars"};
    has(ground.complaint(who, errc::unknown_name), "expert `Ma` names the cell `Mars`");
    who.interests = {""};
    has(ground.complaint(who, errc::unknown_name), "expert `Ma` names the cell ``");
    who.interests = {};
    who.fields = {};
    has(ground.complaint(who, errc::empty), "expert `Ma` has no field of knowledge");
    who.fields = {{0}};
    who.licensed = {{0}, {1}};
    has(ground.complaint(who, errc::contradiction), "expert `Ma` has a licence in a field");
    who.licensed = {{0}};
    who.years = -1;
    has(ground.complaint(who, errc::out_of_range), "expert `Ma` has -1 years");
    who.years = 151;
    has(ground.complaint(who, errc::out_of_range), "expert `Ma` has 151 years of knowing the place; expected 0 to 150");
    who.years = 150;
    who.at = planar{planar::limit_mm + 1, 0};
    has(ground.complaint(who, errc::out_of_range), "expert `Ma` stands at an invalid position");
    who.at = planar{};
    who.turnout = {-1};
    has(ground.complaint(who, errc::out_of_range), "expert `Ma` has a negative turnout");
    who.turnout = {};
    CHECK(ground.complaint(who, errc::empty) == "no complaint");
    has(ground.complaint({who, {"Li", {{0}}}, who}, advisers::pools(), errc::duplicate), "expert `Ma` is there twice");

    auto pools = advisers::pools();
    pools[2].cell = "S7";
    has(ground.complaint(std::vector<adviser>{}, pools, errc::unknown_name), "pool `S0` names the cell `S7`");
    pools = advisers::pools();
    pools[3].key = "works";
    has(ground.complaint(std::vector<adviser>{}, pools, errc::duplicate), "pool `works` is there twice");
    pools[3].key = "";
    has(ground.complaint(std::vector<adviser>{}, pools, errc::empty), "pool has no key");
    pools = advisers::pools();
    pools[0].term_ends = {0};  // long ago: time moves, that is no error
    CHECK(ground.complaint({who}, pools, errc::empty) == "no complaint");
}

TEST_CASE("expert/expert_registry: each field lists who knows it, by number") {
    const world ground;
    dice any{5};
    std::vector<adviser> people;
    for (int i = 0; i < 60; ++i) {
        adviser each{std::to_string(any.bits()), {{any.below(5)}}};
        while (any.chance(40)) { each.fields.insert({any.chance(10) ? 63 : any.below(5)}); }
        people.push_back(each);
    }
    const registry experts = ground.make(people);
    for (std::uint32_t f = 0; f < 70; ++f) {
        std::vector<std::uint32_t> expected;
        for (std::uint32_t i = 0; i < people.size(); ++i) {
            if (people[i].fields.contains({f})) { expected.push_back(i); }
        }
        const auto found = experts.with({f});
        CHECK(std::vector<std::uint32_t>{found.begin(), found.end()} == expected);
    }
    for (std::uint32_t i = 0; i < people.size(); ++i) { CHECK(experts.find(people[i].key) == expert_handle{i, 0}); }
}

TEST_CASE("expert/expert_registry: a panel is booked as a whole or not at all, and released one by one") {
    const world ground;
    registry experts = ground.make({{"a", {{0}}}, {"b", {{0}}}, {"c", {{0}}}});
    const auto seats = [&experts](std::initializer_list<std::uint32_t> numbers) {
        std::vector<seat> made;
        for (const std::uint32_t each : numbers) { made.push_back(seat_of(experts.handle_of(each))); }
        return made;
    };
    const auto refused = [&experts](const std::vector<seat>& asked) {
        const std::uint64_t before = experts.version();
        const bool was_free = experts.is_free(0);
        CHECK_FALSE(experts.can_commit(asked));
        CHECK_FALSE(experts.commit(asked));
        CHECK(experts.version() == before);
        CHECK(experts.is_free(0) == was_free);
    };
    CHECK(experts.commit({}));
    CHECK(experts.version() == 1);
    refused({seat_of(experts.handle_of(0)), seat_of({3, 0})});
    refused({seat_of(experts.handle_of(0)), seat_of({1, 1})});
    refused({seat_of(experts.handle_of(0)), seat_of({})});
    refused(seats({0, 1, 0}));
    CHECK(experts.commit(seats({0, 1})));
    CHECK(experts.version() == 2);
    CHECK(experts[0].status == expert_status::called);
    CHECK(experts.open_cases(0) == 1);
    CHECK(experts.open_cases(2) == 0);
    refused(seats({2, 1}));  // the other decider came first

    CHECK_FALSE(experts.release({0, 1}));
    CHECK_FALSE(experts.release({2, 0}));
    CHECK_FALSE(experts.release({}));
    CHECK(experts.version() == 2);
    CHECK(experts.release({0, 0}));
    CHECK(experts.is_free(0));
    CHECK(experts.open_cases(0) == 0);
    CHECK_FALSE(experts.release({0, 0}));
    CHECK(experts.version() == 3);

    experts.set_status(2, expert_status::away);
    refused(seats({0, 2}));
    experts.set_status(1, expert_status::free);  // back, but the case is still open
    CHECK(experts.open_cases(1) == 1);
    CHECK(experts.version() == 5);
}

TEST_CASE("expert/expert_registry: every change raises the version, and a successor is somebody else") {
    const world ground;
    registry experts = ground.make({{"a", {{0}}}});
    const expert_handle former = experts.handle_of(0);
    experts.move(0, planar{5, 5});
    CHECK(experts.version() == 2);
    CHECK(experts[0].stands.value() == planar{5, 5});
    experts.move(0, muster::unknown);
    CHECK_FALSE(experts[0].stands.is_known());
    experts.set_open_cases(0, 4);
    CHECK(experts.open_cases(0) == 4);
    experts.set_term({0}, {77});
    CHECK(experts.pool({0}).term_end.ms == 77);
    experts.replace(0);
    CHECK(experts.version() == 6);
    CHECK(experts.handle_of(0) != former);
    CHECK_FALSE(experts.commit(std::vector<seat>{seat_of(former)}));
    CHECK(experts.commit(std::vector<seat>{seat_of(experts.handle_of(0))}));
    CHECK_FALSE(experts.release(former));
}
