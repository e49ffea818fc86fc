#include <doctest/doctest.h>

#include "muster/governance/governance.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"

namespace {

using namespace muster;

std::uint64_t digest_of(const type_tree& types, const std::vector<type_rule>& rules,
                        const std::vector<grading_criterion>& criteria, const std::vector<run_card>& cards) {
    const policy stages{stage::classify = rule_classifier<sim::told_call>{types, rules},
                        stage::grade = grading_table<sim::told_call>{types, three_response_levels(), criteria},
                        stage::require = run_card_table{types, three_response_levels(), cards}};
    return governance{stages, "digest", 1}.policy_digest();
}

}  // namespace

TEST_CASE("governance/governance: the digest tells any change of the configuration, and nothing else") {
    const type_tree types = sim::detail::district_types();
    const auto rules = sim::detail::district_rules(types);
    const auto criteria = sim::detail::district_criteria(types);
    const auto cards = sim::detail::district_cards(types);
    const std::uint64_t base = digest_of(types, rules, criteria, cards);
    CHECK(digest_of(types, rules, criteria, cards) == base);

    auto other_rules = rules;
    other_rules[0].when[0].words[0] += "s";
    CHECK(digest_of(types, other_rules, criteria, cards) != base);
    auto other_criteria = criteria;
    other_criteria[0].thresholds[0].how = comparison::more;
    CHECK(digest_of(types, rules, other_criteria, cards) != base);
    auto other_cards = cards;
    ++other_cards[0].needs[0].amount;
    CHECK(digest_of(types, rules, criteria, other_cards) != base);
}

TEST_CASE("governance/governance: the digest covers the cells and the dispatch, and names and versions") {
    const sim::district ground = sim::make_district(sim::district_options::tiny());
    const sim::reference_city city{ground};
    const auto stages = city.make_policy();
    const std::uint64_t base = governance{stages, "g", 1}.policy_digest();
    CHECK(governance{stages, "g", 1}.policy_digest() == base);
    CHECK(governance{stages, "h", 1}.policy_digest() != base);
    CHECK(governance{stages, "g", 2}.policy_digest() != base);

    const sim::reference_city other{sim::make_district(sim::district_options::tiny(2))};
    CHECK(governance{stages.with(stage::locate = other.cells), "g", 1}.policy_digest() != base);
    tiered_dispatch<planar> slow{city.cells,         city.types,
                                 city.levels,        sim::detail::district_tiers(city.types),
                                 {2, {}, 1'000'000}, {1300, {20'000}}};
    CHECK(governance{stages.with(stage::dispatch = slow), "g", 1}.policy_digest() != base);
}
