#include "muster/department/department_directory.hpp"

#include "department/bureaus.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

using bureaus::applies;
using bureaus::bureau;
using bureaus::every_type;
using bureaus::primary;
using bureaus::scale;
using bureaus::supporting;
using bureaus::types;
using muster::capability_id;
using muster::capability_set;
using muster::department_directory;
using muster::department_handle;
using muster::department_rules;
using muster::joint_action_group;
using muster::response_level;
using muster::type_id;
using namespace muster::literals;

namespace directory_test {

struct numbered {
    int serial;
    muster::label called;
};

}  // namespace directory_test

template <>
inline constexpr auto muster::fields<directory_test::numbered> = muster::map(
    muster::id = &directory_test::numbered::serial, muster::name = &directory_test::numbered::called,
    muster::capabilities = [](const directory_test::numbered&) { return capability_set{{5}}; });

namespace {

constexpr auto other_map = muster::map(
    muster::id = [](const bureau& each) { return "x" + each.key; },
    muster::name = [](const bureau& each) { return "the " + each.key; },
    muster::capabilities = [](const bureau&) { return capability_set{{7}}; });

/// Two bureaus with a duty each; every case of a refusal changes one thing.
struct draft {
    std::vector<bureau> all{{"fire", {{0}, {1}}}, {"roads", {{1}}}};
    department_rules rules;

    draft() {
        rules.duties = {{"fire", {0}, {}, {}, primary}, {"roads", {1}, types().at("slope"), {}, primary}};
        rules.first_receiver = "fire";
    }
    void build() const { (void)department_directory{all, types(), scale(), rules}; }
};

std::vector<response_level> every_level() { return {{0}, {1}, {2}, {3}, {9}}; }

}  // namespace

TEST_CASE("department/department_directory: departments are read through their map, in their order") {
    const std::list<bureau> all{{"roads", {{1}, {3}}}, {"fire", {{0}}}};
    department_rules rules;
    rules.duties = {{"fire", {0}, {}, {}, primary}};
    rules.first_receiver = "roads";
    const department_directory directory{all, types(), scale(), rules};
    REQUIRE(directory.size() == 2);
    CHECK(directory[0].key == "roads");
    CHECK(directory[0].called.en == "roads");
    CHECK(directory.can(0) == capability_set{{1}, {3}});
    CHECK(directory.find("fire") == department_handle{1, 0});
    CHECK(directory.find("fire") == directory.handle_of(1));
    CHECK_FALSE(directory.find("Fire"));
    CHECK_FALSE(directory.find(""));
    CHECK(directory.first_receiver() == department_handle{0, 0});
    CHECK(directory.type_count() == types().size());

    const std::vector<directory_test::numbered> some{{-7, {"seven", "七"}}};
    rules = {};
    rules.first_receiver = "-7";
    const department_directory numbered{some, types(), scale(), rules};
    CHECK(numbered[0].key == "-7");
    muster::name_book names;
    numbered.write_names(names);
    CHECK(names.name_of(muster::subject::department, 0, muster::language::zh) == "七");

    rules.first_receiver = "xfire";
    const std::vector<bureau> fire{{"fire", {{0}}}};
    const auto seen = department_directory::through<other_map>(fire, types(), scale(), rules);
    CHECK(seen[0].key == "xfire");
    CHECK(seen[0].called.en == "the fire");
    CHECK(seen.can(0) == capability_set{{7}});
}

TEST_CASE("department/department_directory: duties, owners, claims and clashes are what reading every line gives") {
    dice any{1};
    for (int round = 0; round < 150; ++round) {
        const bureaus::city city = bureaus::random_city(any);
        const department_directory directory = city.directory();
        for (const type_id type : every_type()) {
            const bool is_type = type.index < types().size();
            std::string owner = city.rules.first_receiver;
            type_id through{};
            for (const auto& line : city.rules.owners) {
                if (!line.type) { owner = line.department; }
            }
            std::uint32_t deepest = 0;
            for (const auto& line : city.rules.owners) {
                if (line.type && applies(line.type, {}, type, {3}) && bureaus::depth(line.type) > deepest) {
                    deepest = bureaus::depth(line.type);
                    owner = line.department;
                    through = line.type;
                }
            }
            CHECK(directory[directory.case_owner(type).index].key == owner);
            CHECK(directory.owned_through(type) == (is_type ? through : type_id::none()));
            for (const response_level at : every_level()) {
                std::map<std::pair<std::string, capability_id>, std::pair<std::uint32_t, muster::participation>> merged;
                for (const muster::duty& line : city.rules.duties) {
                    if (!applies(line.type, line.least, type, at)) { continue; }
                    const std::uint32_t deep = bureaus::depth(line.type);
                    const auto [kept, fresh] = merged.insert({{line.department, line.function}, {deep, line.part}});
                    if (fresh) { continue; }
                    if (deep > kept->second.first || (deep == kept->second.first && line.part == primary)) {
                        kept->second = {deep, line.part};
                    }
                }
                const auto duties = directory.duties(type, at);
                CHECK(duties.size() == merged.size());
                for (const auto& each : duties) {
                    const auto found = merged.find({directory[each.department].key, each.function});
                    REQUIRE(found != merged.end());
                    CHECK(each.depth == found->second.first);
                    CHECK(each.part == found->second.second);
                }
                for (std::size_t i = 1; i < duties.size(); ++i) {
                    const auto key = [](const muster::resolved_duty& each) {
                        return std::make_tuple(each.function, each.part, -std::int64_t{each.depth}, each.department);
                    };
                    CHECK(key(duties[i - 1]) < key(duties[i]));
                }

                std::vector<const muster::claim*> held;
                for (const muster::claim& line : city.rules.claims) {
                    if (applies(line.type, line.least, type, at)) { held.push_back(&line); }
                }
                const auto claims = directory.claims(type, at);
                REQUIRE(claims.size() == held.size());
                for (std::size_t i = 0; i < held.size(); ++i) {
                    CHECK(directory[claims[i].department].key == held[i]->department);
                    CHECK(directory.resources()[claims[i].over.index] == held[i]->resource);
                    CHECK(claims[i].from == held[i]->from);
                    CHECK(claims[i].until == held[i]->until);
                    CHECK(claims[i].is_exclusive == held[i]->is_exclusive);
                }
                // Second by second: when does somebody lay claim to what another one has for itself?
                const auto clashes = directory.clashes(type, at);
                std::size_t pairs = 0;
                for (std::uint32_t one = 0; one < directory.size(); ++one) {
                    for (std::uint32_t other = one + 1; other < directory.size(); ++other) {
                        for (std::uint32_t what = 0; what < directory.resources().size(); ++what) {
                            std::int64_t first = -1;
                            std::int64_t last = -1;
                            for (std::int64_t t = 0; t < 20; ++t) {
                                const auto has = [&](std::uint32_t who, bool exclusive) {
                                    return std::any_of(claims.begin(), claims.end(), [&](const auto& each) {
                                        return each.department == who && each.over.index == what &&
                                               (each.is_exclusive || !exclusive) && each.from.ms <= t * 1000 &&
                                               t * 1000 < each.until.ms;
                                    });
                                };
                                if ((has(one, true) && has(other, false)) || (has(one, false) && has(other, true))) {
                                    first = first < 0 ? t : first;
                                    last = t + 1;
                                }
                            }
                            if (first < 0) { continue; }
                            REQUIRE(pairs < clashes.size());
                            CHECK(clashes[pairs] == joint_action_group::clash{directory.handle_of(one),
                                                                              directory.handle_of(other),
                                                                              {what},
                                                                              {first * 1000},
                                                                              {last * 1000}});
                            ++pairs;
                        }
                    }
                }
                CHECK(pairs == clashes.size());
            }
        }
    }
}

TEST_CASE("department/department_directory: who can do what, and how few can do all of it") {
    dice any{2};
    for (int round = 0; round < 200; ++round) {
        const department_directory directory = bureaus::random_city(any).directory();
        for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
            std::vector<std::uint32_t> able;
            std::uint64_t mask = 0;
            for (std::uint32_t i = 0; i < directory.size(); ++i) {
                if (!directory.can(i).contains({c})) { continue; }
                able.push_back(i);
                mask |= std::uint64_t{1} << i;
            }
            const auto found = directory.with({c});
            CHECK(std::vector<std::uint32_t>{found.begin(), found.end()} == able);
            CHECK(directory.mask_with({c}) == mask);
        }
        capability_set asked;
        for (std::uint32_t c = 0; c < 7; ++c) {
            if (any.chance(60)) { asked.insert({c}); }
        }
        std::uint64_t coverable = 0;
        for (std::uint32_t i = 0; i < directory.size(); ++i) {
            CHECK(directory.covered_by(i, asked).bits() == (directory.can(i).bits() & asked.bits()));
            coverable |= directory.can(i).bits() & asked.bits();
        }
        std::uint32_t fewest = 64;
        for (std::uint32_t choice = 0; choice < 1U << directory.size(); ++choice) {
            std::uint64_t covered = 0;
            for (std::uint32_t i = 0; i < directory.size(); ++i) {
                if ((choice >> i & 1U) != 0) { covered |= directory.can(i).bits(); }
            }
            if ((coverable & ~covered) == 0) {
                fewest = std::min(fewest, static_cast<std::uint32_t>(std::popcount(choice)));
            }
        }
        CHECK(directory.fewest_covering(asked) == fewest);
    }
    const department_directory directory = bureaus::random_city(any).directory();
    for (const capability_id beyond : {capability_id{64}, capability_id{1000}, capability_id::none()}) {
        CHECK(directory.with(beyond).empty());
        CHECK(directory.mask_with(beyond) == 0);
    }
}

TEST_CASE("department/department_directory: a resource has one name, in both languages when somebody gave both") {
    draft made;
    made.rules.claims = {{"fire", {"Harbour Road"}, {}, {}, 0_s, 1_h, true},
                         {"roads", {"Harbour Road", "海港路"}, {}, {}, 0_s, 1_h, false},
                         {"roads", {"Quay"}, {}, {}, 0_s, 1_h, true}};
    const department_directory directory{made.all, types(), scale(), made.rules};
    muster::name_book names;
    directory.write_names(names);
    REQUIRE(directory.resources().size() == 2);
    CHECK(names.name_of(muster::subject::resource, 0, muster::language::zh) == "海港路");
    CHECK(names.name_of(muster::subject::resource, 1, muster::language::en) == "Quay");
    REQUIRE(directory.clashes({}, {}).size() == 1);
    CHECK(directory.clashes({}, {})[0].until == 1_h);
}

TEST_CASE("department/department_directory: the digest tells every line from another") {
    const auto digest_of = [](const draft& made) {
        muster::digest sum;
        department_directory{made.all, types(), scale(), made.rules}.write_digest(sum);
        return sum.value();
    };
    const draft first;
    std::vector<std::uint64_t> all{digest_of(first)};
    CHECK(digest_of(first) == all[0]);
    const auto with = [&](auto&& change) {
        draft made;
        change(made);
        all.push_back(digest_of(made));
    };
    with([](draft& made) {
        made.all[0].key = "other", made.rules.first_receiver = made.rules.duties[0].department = "other";
    });
    with([](draft& made) { made.all[1].can.insert({9}); });
    with([](draft& made) { made.rules.first_receiver = "roads"; });
    with([](draft& made) { made.rules.duties[0].part = supporting; });
    with([](draft& made) { made.rules.duties[0].function = {1}; });
    with([](draft& made) { made.rules.duties[0].type = {1}; });
    with([](draft& made) { made.rules.duties[0].least = {2}; });
    with([](draft& made) { made.rules.owners = {{"roads", {1}}}; });
    with([](draft& made) { made.rules.claims = {{"fire", {"road"}, {}, {}, 0_s, 1_s, true}}; });
    with([](draft& made) { made.rules.claims = {{"fire", {"road"}, {}, {}, 0_s, 1_s, false}}; });
    with([](draft& made) { made.rules.claims = {{"fire", {"road"}, {}, {}, 0_s, 2_s, true}}; });
    with([](draft& made) { made.rules.claims = {{"fire", {"street"}, {}, {}, 0_s, 1_s, true}}; });
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE("department/department_directory: what cannot be is refused, by name") {
    draft bad;
    const auto refused = [&bad](const char* message, muster::errc code) {
        try {
            bad.build();
            FAIL_CHECK("accepted; expected: " << message);
        } catch (const muster::error& caught) {
            CHECK(std::string{caught.what()} == "department_directory: " + std::string{message});
            CHECK(caught.code() == code);
        }
    };
    using muster::errc;
    bad.build();  // as it is, nothing is wrong with it

    SUBCASE("departments") {
        bad.all.push_back({"fire", {{0}}});
        refused("department `fire` is there twice", errc::duplicate);
        bad.all.back().key = "";
        refused("department 2 has no key", errc::empty);
        bad.all.back().key = "idle";
        refused("department `idle` has no duty and owns no cases: it would never be asked", errc::missing);
        bad.rules.owners = {{"idle", {}}};
        bad.build();
        bad.rules.owners.clear();
        bad.rules.first_receiver = "idle";
        bad.build();
        bad.all.clear();
        refused("no departments; one is needed", errc::empty);
        for (int i = 0; i < 65; ++i) { bad.all.push_back({std::to_string(i), {{0}}}); }
        refused("department `64` is one too many; the limit is 64", errc::out_of_range);
    }
    SUBCASE("unknown departments") {
        bad.rules.duties.push_back({"navy", {0}, {}, {}, primary});
        refused("a duty names department `navy`, which there is not", errc::unknown_name);
        bad.rules.duties.pop_back();
        bad.rules.owners = {{"navy", {}}};
        refused("a case ownership names department `navy`, which there is not", errc::unknown_name);
        bad.rules.owners.clear();
        bad.rules.claims = {{"navy", {"road"}, {}, {}, 0_s, 1_s, true}};
        refused("a claim names department `navy`, which there is not", errc::unknown_name);
        bad.rules.claims.clear();
        bad.rules.first_receiver = "navy";
        refused("the first receiver names department `navy`, which there is not", errc::unknown_name);
        bad.rules.first_receiver = "";
        refused("no first receiver is named; calls that name no department need one", errc::missing);
    }
    SUBCASE("duties") {
        muster::duty& line = bad.rules.duties[1];
        line.function = {};
        refused("a duty of department `roads` names no function", errc::missing);
        line.function = {64};
        refused("a duty of department `roads` is for function 64; they are numbered from 0 to 63", errc::out_of_range);
        line.function = {0};
        refused("a duty of department `roads` is for function 0, which is not among its capabilities",
                errc::contradiction);
        line.function = {1};
        line.type = {5};
        refused("a duty of department `roads` is for a type that is not of the tree", errc::unknown_name);
        line.type = {};
        line.least = {4};
        refused("a duty of department `roads` names a level of rank 4; the scale has ranks 1 to 3", errc::out_of_range);
        line.least = {};
        bad.rules.duties.push_back({"fire", {0}, {}, {}, supporting});
        refused("a duty of department `fire` is primary and supporting in function 0 for every type",
                errc::contradiction);
        bad.rules.duties.back().least = {1};
        bad.build();
    }
    SUBCASE("owners") {
        bad.rules.owners = {{"fire", types().at("gas")}, {"roads", types().at("gas")}};
        refused("cases of type `gas` have two owners, `fire` and `roads`", errc::duplicate);
        bad.rules.owners = {{"fire", {}}, {"fire", {}}};
        refused("cases of every type have two owners, `fire` and `fire`", errc::duplicate);
        bad.rules.owners = {{"fire", {9}}};
        refused("a case ownership of department `fire` is for a type that is not of the tree", errc::unknown_name);
    }
    SUBCASE("claims") {
        bad.rules.claims = {{"fire", {"road"}, {}, {}, 5_s, 5_s, true}};
        refused("a claim of department `fire` on `road` ends at 5000 ms, not after its start at 5000 ms",
                errc::contradiction);
        bad.rules.claims[0].from = -(1_s);
        refused("a claim of department `fire` on `road` starts at -1000 ms; 0 is the order", errc::out_of_range);
        bad.rules.claims[0].from = 0_s;
        bad.rules.claims[0].resource = {};
        refused("a claim of department `fire` names no resource", errc::empty);
        bad.rules.claims[0].resource = {"road", "路"};
        bad.rules.claims.push_back({"roads", {"road", "道"}, {}, {}, 0_s, 1_s, true});
        refused("a claim of department `roads` calls `road` `道`, another one calls it `路`", errc::contradiction);
        bad.rules.claims.pop_back();
        bad.rules.claims[0].type = {9};
        refused("a claim of department `fire` is for a type that is not of the tree", errc::unknown_name);
        bad.rules.claims[0].type = {};
        bad.rules.claims[0].least = {7};
        refused("a claim of department `fire` names a level of rank 7; the scale has ranks 1 to 3", errc::out_of_range);
    }
}
