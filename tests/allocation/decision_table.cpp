#include "muster/rules/decision_table.hpp"

#include "allocation/counter.hpp"
#include "dice.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace muster;

namespace {

struct call {
    int dead;
    std::string what;
    std::optional<double> depth_m;
};

// More rules than fit into one block, and text with prefixes as well as without.
decision_table<call, double> make_table(hit_policy how, bool has_prefixes) {
    std::vector<decision_rule<double>> rules;
    for (int i = 0; i < 700; ++i) {
        const std::string code = "a code that is longer than a short string " + std::to_string(i % 50);
        rules.push_back(
            {"r" + std::to_string(i),
             {at_least(i), has_prefixes ? starts_with(code) : is(std::string_view{code}) || any_value, any_value},
             i * 0.1});
    }
    rules.push_back({"depth", {any_value, any_value, at_least(1.5)}, 0.2});
    table_options<double> options{{}, false, false, {}};
    if (is_ranked(how)) {
        for (const auto& each : rules) {
            if (each.name != "r2") { options.priorities.push_back(each.then); }
        }
    }
    return {"t",
            {input<call>("dead", &call::dead).allowed(at_most(2000)), input<call>("what", &call::what),
             input<call>("depth", &call::depth_m)},
            std::move(rules),
            how,
            std::move(options)};
}

}  // namespace

TEST_CASE("allocation/decision_table: deciding, listing and collecting allocate nothing when warm") {
    dice roll{8};
    std::vector<call> calls;
    for (int i = 0; i < 200; ++i) {
        std::optional<double> depth;
        if (roll.chance(60)) { depth = roll.real(0, 3); }
        calls.push_back({static_cast<int>(roll.below(2100)),
                         "a code that is longer than a short string " + std::to_string(roll.below(60)), depth});
    }
    std::vector<rule_id> listed;
    for (const bool has_prefixes : {false, true}) {
        for (const hit_policy how : {hit_policy::unique, hit_policy::any, hit_policy::priority, hit_policy::first,
                                     hit_policy::rule_order, hit_policy::collect_sum, hit_policy::collect_min}) {
            const decision_table<call, double> table = make_table(how, has_prefixes);
            for (const call& each : calls) { (void)table.matching(each, listed); }  // warm
            double total = 0;
            const std::size_t before = allocations_so_far();
            for (const call& each : calls) {
                (void)table.matching(each, listed);
                total += static_cast<double>(table.count(each));
                if (is_single(how)) { total += table.decide(each) ? 1 : 0; }
                if (how == hit_policy::collect_sum || how == hit_policy::collect_min) {
                    total += table.collect(each).value_or(0);
                }
            }
            CHECK(allocations_so_far() == before);
            CHECK(total > 0);
        }
    }
}
