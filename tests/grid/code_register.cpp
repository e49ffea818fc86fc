#include "muster/grid/code_register.hpp"

#include "muster/grid/code_layouts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::cell_tree;
using muster::code_change;
using muster::code_change_kind;
using muster::code_entry;
using muster::code_layout;
using muster::code_register;
using muster::errc;

namespace {

/// Days of 2026, from its first one on.
constexpr std::int64_t new_year = 20'454;
constexpr std::int64_t always = code_entry::always;
constexpr std::int64_t forever = code_entry::forever;

/// A street with two communities; the second one is merged into the first on day 100, which is then renamed.
std::vector<code_entry> merged() {
    return {{"440305", "Nanshan", always, forever},
            {"440305001", "Nantou", always, forever},
            {"440305001001", "East", always, new_year + 100},
            {"440305001001", "United", new_year + 100, forever},
            {"440305001002", "West", always, new_year + 100},
            {"440305001001001", "Grid", always, forever},
            {"440305001002001", "Corner", always, new_year + 100},
            {"440305001001002", "Corner", new_year + 100, forever}};
}

std::vector<muster::error> faults(std::vector<code_entry> entries) {
    return code_register::faults(muster::unit_grid_code_15(), std::move(entries));
}

bool has(const muster::error& fault, std::string_view words) {
    return std::string_view{fault.what()}.find(words) != std::string_view::npos;
}

}  // namespace

TEST_SUITE("grid/code_register") {
    TEST_CASE("gives the cells of any day, from codes alone") {
        const code_register codes{muster::unit_grid_code_15(), merged()};
        const cell_tree before{codes.tiers_on(new_year + 99)};
        CHECK(before.size() == 6);
        CHECK(before.tier_count() == 4);
        CHECK(before.tier_name(1).en == "street");
        CHECK(before.name(before.find(2, "440305001001")).en == "East");
        CHECK(before.key(before.parent(before.find("440305001002001"))) == "440305001002");
        const cell_tree after{codes.tiers_on(new_year + 100)};
        CHECK(after.size() == 5);
        CHECK(after.name(after.find(2, "440305001001")).en == "United");
        CHECK_FALSE(after.find("440305001002"));
        CHECK(after.children(after.find(2, "440305001001")).size() == 2);
    }

    TEST_CASE("finds what a code stood for on a day") {
        const code_register codes{muster::unit_grid_code_15(), merged()};
        CHECK(codes.find("440305001001", new_year + 99)->name.en == "East");
        CHECK(codes.find("440305001001", new_year + 100)->name.en == "United");
        CHECK(codes.find("440305001002", new_year + 99)->name.en == "West");
        CHECK(codes.find("440305001002", new_year + 100) == nullptr);
        CHECK(codes.find("440305001001002", new_year + 99) == nullptr);
        CHECK(codes.find("440305002", new_year) == nullptr);
        CHECK(codes.find("", new_year) == nullptr);
        CHECK(codes.find("440305", always)->name.en == "Nanshan");
    }

    TEST_CASE("says what changed between two days") {
        const code_register codes{muster::unit_grid_code_15(), merged()};
        const std::vector<code_change> expected{{code_change_kind::renamed, "440305001001", 2, "East", "United"},
                                                {code_change_kind::added, "440305001001002", 3, {}, "Corner"},
                                                {code_change_kind::ended, "440305001002", 2, "West", {}},
                                                {code_change_kind::ended, "440305001002001", 3, "Corner", {}}};
        CHECK(codes.changes(new_year, new_year + 100) == expected);
        CHECK(codes.changes(new_year, new_year + 99).empty());
        CHECK(codes.changes(new_year + 100, new_year + 500).empty());
        CHECK(codes.changes(new_year + 100, new_year).size() == 4);
    }

    TEST_CASE("the order of the entries does not matter") {
        numbers random{3};
        const code_register codes{muster::unit_grid_code_15(), merged()};
        muster::digest first;
        codes.write_digest(first);
        for (int i = 0; i < 20; ++i) {
            std::vector<code_entry> entries = merged();
            random.shuffle(entries);
            const code_register again{muster::unit_grid_code_15(), entries};
            CHECK(std::equal(codes.entries().begin(), codes.entries().end(), again.entries().begin(),
                             again.entries().end()));
            muster::digest same;
            again.write_digest(same);
            CHECK(same.value() == first.value());
        }
    }

    TEST_CASE("a code that the layout refuses is named with its entry and position") {
        auto entries = merged();
        entries.push_back({"44030500x", {}, always, forever});
        entries.push_back({"4403050010", {}, always, forever});
        const auto found = faults(entries);
        REQUIRE(found.size() == 2);
        CHECK(found[0].code() == errc::syntax);
        CHECK(found[0].where().feature == 8);
        CHECK(found[0].where().column == 9);
        CHECK(has(found[0], "digit expected at position 9, found 'x'"));
        CHECK(found[1].code() == errc::out_of_range);
        CHECK(found[1].where().feature == 9);
    }

    TEST_CASE("an unknown parent is named, with its position in the code") {
        const auto found = faults({{"440305", {}, always, forever},
                                   {"440305007002", {}, always, forever},
                                   {"440305007002001", {}, always, forever}});
        REQUIRE(found.size() == 1);
        CHECK(found[0].code() == errc::unknown_name);
        CHECK(found[0].where().feature == 1);
        CHECK(found[0].where().column == 7);
        CHECK(has(found[0], "its parent '440305007' (positions 1 to 9) is no code of the register"));
    }

    TEST_CASE("days: no day at all, two entries of one code, a child without its parent") {
        auto found = faults({{"440305", {}, 7, 7}});
        REQUIRE(found.size() == 1);
        CHECK(found[0].code() == errc::out_of_range);

        found = faults({{"440305", "a", new_year, new_year + 31}, {"440305", "b", new_year + 30, forever}});
        REQUIRE(found.size() == 1);
        CHECK(found[0].code() == errc::contradiction);
        CHECK(found[0].where().feature == 1);
        CHECK(has(found[0],
                  "valid from 2026-01-31 until forever, and entry 0 has it valid from 2026-01-01 until "
                  "2026-02-01; expected one entry a day"));
        CHECK(faults({{"440305", "a", new_year, new_year + 30}, {"440305", "b", new_year + 30, forever}}).empty());
        // The first entry reaches over the second and into the third.
        CHECK(faults({{"440305", {}, 0, 100}, {"440305", {}, 10, 20}, {"440305", {}, 50, 60}}).size() == 2);

        found = faults({{"440305", {}, 0, 10}, {"440305", {}, 20, 30}, {"440305001", {}, 5, 25}});
        REQUIRE(found.size() == 1);
        CHECK(found[0].code() == errc::contradiction);
        CHECK(found[0].where().feature == 2);
        CHECK(has(found[0], "its parent '440305' is not valid on 1970-01-11"));
        CHECK(faults({{"440305", {}, 0, 10}, {"440305", {}, 10, 30}, {"440305001", {}, 5, 30}}).empty());
        CHECK(faults({{"440305", {}, 0, 30}, {"440305001", {}, 5, 31}}).size() == 1);
        CHECK(faults({{"440305", {}, 6, 30}, {"440305001", {}, 5, 30}}).size() == 1);
        CHECK(has(faults({{"440305", {}, 6, forever}, {"440305001", {}, always, forever}})[0],
                  "is not valid on the first of these days"));

        const auto made = code_register::make(muster::unit_grid_code_15(), {{"440305", {}, 7, 7}});
        CHECK(made.error().code() == errc::out_of_range);
        CHECK(code_register::make(muster::unit_grid_code_15(), merged()));
        CHECK_THROWS_AS((code_register{muster::unit_grid_code_15(), {{"44", {}, 0, 7}}}), muster::error);
    }

    TEST_CASE("random registers: accepted exactly when every day is in order, and then every day is right") {
        const code_layout layout{"small", {{"a", 1}, {"b", 1}}};
        numbers random{4};
        std::size_t accepted = 0;
        for (int round = 0; round < 3'000; ++round) {
            std::vector<code_entry> entries;
            for (std::int64_t i = random.between(1, 6); i-- > 0;) {
                std::string code = std::to_string(random.between(0, 1));
                if (random.between(0, 1) == 0) { code += std::to_string(random.between(0, 1)); }
                const std::int64_t from = random.between(0, 5);
                entries.push_back({code, std::to_string(random.between(0, 1)), from, from + random.between(1, 8)});
            }
            // Day by day, without the library.
            std::vector<std::map<std::string, std::string>> on(16);
            bool is_good = true;
            for (std::int64_t day = 0; day < 16; ++day) {
                auto& names = on[static_cast<std::size_t>(day)];
                for (const code_entry& each : entries) {
                    if (each.from_day <= day && day < each.until_day) {
                        is_good = names.emplace(each.code, each.name.en).second && is_good;
                    }
                }
                for (const auto& [code, name] : names) {
                    is_good = is_good && (code.size() == 1 || names.count(code.substr(0, 1)) == 1);
                }
            }
            const auto made = code_register::make(layout, entries);
            REQUIRE(made.has_value() == is_good);
            if (!made) { continue; }
            ++accepted;
            for (std::int64_t day = 0; day < 16; ++day) {
                const auto& names = on[static_cast<std::size_t>(day)];
                std::size_t count = 0;
                const auto tiers = made->tiers_on(day);
                for (const auto& tier : tiers) {
                    for (const auto& cell : tier.cells) {
                        ++count;
                        REQUIRE(names.at(cell.key) == cell.name.en);
                        REQUIRE(cell.parent == cell.key.substr(0, cell.key.size() - 1));
                        REQUIRE(made->find(cell.key, day)->name.en == cell.name.en);
                    }
                }
                REQUIRE(count == names.size());
                const std::int64_t later = random.between(0, 15);
                const auto& names_later = on[static_cast<std::size_t>(later)];
                std::vector<code_change> expected;
                for (const char* code : {"0", "00", "01", "1", "10", "11"}) {
                    const bool was = names.count(code) == 1;
                    const bool is = names_later.count(code) == 1;
                    if (was && is && names.at(code) == names_later.at(code)) { continue; }
                    if (!was && !is) { continue; }
                    expected.push_back({was && is ? code_change_kind::renamed
                                        : was     ? code_change_kind::ended
                                                  : code_change_kind::added,
                                        code, std::string_view{code}.size() - 1, was ? names.at(code) : std::string{},
                                        is ? names_later.at(code) : std::string{}});
                }
                REQUIRE(made->changes(day, later) == expected);
            }
        }
        CHECK(accepted > 300);
        CHECK(accepted < 2'700);
    }
}
