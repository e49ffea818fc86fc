#include "muster/expert/expert_need_table.hpp"

#include "dice.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using muster::asked_field;
using muster::errc;
using muster::expert_cause;
using muster::expert_need;
using muster::expert_need_table;
using muster::expertise;
using muster::type_id;

namespace {

expert_need_table make(std::vector<expert_need> needs) {
    return {square_city::make_types(), muster::three_response_levels(), std::move(needs)};
}

std::string complaint(const std::vector<expert_need>& needs, errc expected) {
    try {
        (void)make(needs);
    } catch (const muster::error& problem) {
        CHECK(problem.code() == expected);
        return problem.what();
    }
    return "no complaint";
}

expert_need of(std::uint32_t field) {
    expert_need made;
    made.field = {field};
    return made;
}

bool applies(const expert_need& each, const muster::type_tree& types, type_id type, std::uint8_t rank, bool is_gap,
             bool has_clash) {
    if (each.type && !types.is_a(type, each.type)) { return false; }
    if (each.least && rank > each.least.rank) { return false; }
    return each.when == expert_cause::type_asks || (each.when == expert_cause::rule_gap && is_gap) ||
           (each.when == expert_cause::clash && has_clash);
}

}  // namespace

TEST_CASE("expert/expert_need_table: what is looked up is the merge of the needs that apply") {
    const muster::type_tree types = square_city::make_types();
    dice any{17};
    for (int round = 0; round < 100; ++round) {
        std::vector<expert_need> needs;
        for (std::uint32_t i = any.below(8); i > 0; --i) {
            expert_need each = of(any.below(5));
            if (any.chance(60)) { each.type = {any.below(types.size())}; }
            if (any.chance(50)) { each.least = {static_cast<std::uint8_t>(1 + any.below(3))}; }
            each.when = static_cast<expert_cause>(any.below(3));
            each.axis = static_cast<expertise>(any.below(2));
            each.licensed_only = each.axis == expertise::credentialed && any.chance(30);
            each.holds_further_action = any.chance(30);
            needs.push_back(each);
        }
        const expert_need_table table = make(needs);
        for (std::uint32_t t = 0; t <= types.size(); ++t) {
            for (std::uint8_t rank = 0; rank <= 4; ++rank) {
                for (const bool is_gap : {false, true}) {
                    for (const bool has_clash : {false, true}) {
                        const type_id type = t < types.size() ? type_id{t} : type_id::none();
                        const auto found = table.look_up(type, {rank}, is_gap, has_clash);
                        const std::uint8_t at = rank == 0 || rank > 3 ? std::uint8_t{3} : rank;
                        std::vector<asked_field> expected;
                        expert_cause cause = expert_cause::type_asks;
                        bool holds = false;
                        std::uint64_t bits = 0;
                        for (const expert_need& each : needs) {
                            if (!applies(each, types, type, at, is_gap, has_clash)) { continue; }
                            if (each.when == expert_cause::clash) { cause = each.when; }
                            if (each.when == expert_cause::rule_gap && cause == expert_cause::type_asks) {
                                cause = each.when;
                            }
                            holds |= each.holds_further_action;
                            bits |= 1ULL << each.field.index;
                            bool is_known = false;
                            for (asked_field& old : expected) {
                                if (old.field != each.field || old.axis != each.axis) { continue; }
                                is_known = true;
                                old.licensed_only |= each.licensed_only;
                                old.holds_further_action |= each.holds_further_action;
                            }
                            if (!is_known) {
                                expected.push_back(
                                    {each.field, each.axis, each.licensed_only, each.holds_further_action});
                            }
                        }
                        CHECK(std::vector<asked_field>{found.fields.begin(), found.fields.end()} == expected);
                        CHECK(found.bits == bits);
                        CHECK(found.holds_further_action == holds);
                        CHECK(found.cause == cause);
                    }
                }
            }
        }
    }
}

TEST_CASE("expert/expert_need_table: bad needs are refused by name") {
    const auto has = [](const std::string& words, const std::string& part) {
        INFO(words);
        CHECK(words.find(part) != std::string::npos);
    };
    has(complaint({of(0), expert_need{}}, errc::missing), "expert need 1 names no field");
    has(complaint({of(64)}, errc::out_of_range), "expert need 0 asks for field 64; they are numbered from 0 to 63");
    expert_need bad = of(0);
    bad.type = {3};
    has(complaint({bad}, errc::unknown_name), "expert need 0 is for a type that is not of the tree");
    bad = of(0);
    bad.least = {4};
    has(complaint({bad}, errc::out_of_range), "expert need 0 names a level of rank 4; the scale has ranks 1 to 3");
    bad = of(0);
    bad.axis = expertise::local;
    bad.licensed_only = true;
    has(complaint({bad}, errc::contradiction), "expert need 0 asks local knowledge for a licence");

    std::vector<expert_need> many;
    for (std::uint32_t i = 0; i < 10; ++i) { many.push_back(of(i)); }
    CHECK(complaint(many, errc::empty) == "no complaint");
    many.push_back(of(3));  // the same again is no eleventh
    CHECK(complaint(many, errc::empty) == "no complaint");
    many.push_back(of(10));
    many.back().type = {1};  // a high-rise fire
    many.back().when = expert_cause::clash;
    many.back().least = {2};
    has(complaint(many, errc::out_of_range),
        "a case of type `high-rise` at a level of rank 1 asks for 11 fields; at most 10");
}

TEST_CASE("expert/expert_need_table: each setting changes the digest") {
    const auto digest_of = [](std::vector<expert_need> needs) {
        muster::digest sum;
        make(std::move(needs)).write_digest(sum);
        return sum.value();
    };
    const std::uint64_t before = digest_of({of(0)});
    CHECK(before == digest_of({of(0)}));
    CHECK(before != digest_of({}));
    CHECK(before != digest_of({of(1)}));
    expert_need other = of(0);
    other.axis = expertise::local;
    CHECK(before != digest_of({other}));
    other = of(0);
    other.licensed_only = true;
    CHECK(before != digest_of({other}));
    other = of(0);
    other.holds_further_action = false;
    CHECK(before != digest_of({other}));
    other = of(0);
    other.least = {1};
    CHECK(before != digest_of({other}));
    other = of(0);
    other.type = {0};
    CHECK(before != digest_of({other}));
    other = of(0);
    other.when = expert_cause::clash;
    CHECK(before != digest_of({other}));
}
