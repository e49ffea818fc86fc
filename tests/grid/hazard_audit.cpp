#include "muster/grid/hazard_audit.hpp"

#include "subdivision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using muster::duration;
using muster::hazard_standing;
using muster::instant;
using muster::visit_result;
using hazard = muster::found_hazard<int>;
using inspections = muster::inspection_audit<int>;
using audit = muster::hazard_audit<int>;

hazard_standing at(hazard one, std::int64_t now) { return muster::standing_of(one, {now}); }

}  // namespace

TEST_SUITE("grid/hazard_audit") {
    TEST_CASE("the life of a hazard, step by step") {
        const hazard open{1, {100}, {10}, {5}};
        CHECK(at(open, 99) == hazard_standing::not_yet_found);
        CHECK(at(open, 100) == hazard_standing::to_rectify);
        CHECK(at(open, 110) == hazard_standing::to_rectify);
        CHECK(at(open, 111) == hazard_standing::not_rectified);
        const hazard rectified{1, {100}, {10}, {5}, instant{108}};
        CHECK(at(rectified, 107) == hazard_standing::to_rectify);  // as it was then
        CHECK(at(rectified, 108) == hazard_standing::to_verify);
        CHECK(at(rectified, 113) == hazard_standing::to_verify);
        CHECK(at(rectified, 114) == hazard_standing::not_verified);
        CHECK(at({1, {100}, {10}, {5}, instant{110}, instant{115}}, 200) == hazard_standing::closed_in_time);
        CHECK(at({1, {100}, {10}, {5}, instant{111}, instant{112}}, 200) == hazard_standing::closed_late);
        CHECK(at({1, {100}, {10}, {5}, instant{110}, instant{116}}, 200) == hazard_standing::closed_late);
        CHECK(at({1, {100}, {10}, {5}, instant{110}, instant{116}}, 115) == hazard_standing::to_verify);
        CHECK(at({1, {100}, {10}, {5}, instant{99}}, 200) == hazard_standing::contradictory);
        CHECK(at({1, {100}, {10}, {5}, instant{108}, instant{107}}, 200) == hazard_standing::contradictory);
        CHECK(at({1, {100}, {10}, {5}, std::nullopt, instant{107}}, 200) == hazard_standing::contradictory);
    }

    TEST_CASE("what is unresolved, the longest neglected first") {
        const inspections known{{{1, {}, {1000}, {0}}, {2, {}, {1000}, {0}}}, {}, {200}};
        const audit made{{{1, {100}, {10}, {5}},                              // not rectified since 110
                          {2, {50}, {10}, {5}, instant{70}},                  // rectified late, not verified since 75
                          {9, {10}, {20}, {5}},                               // of no known thing, since 30
                          {2, {190}, {20}, {5}},                              // until 210
                          {1, {10}, {10}, {5}, instant{12}, instant{13}},     // closed
                          {1, {20}, {10}, {5}, instant{12}},                  // contradictory
                          {1, {201}, {10}, {5}}},                             // not yet found
                         known};
        std::vector<std::pair<instant, std::int64_t>> found;
        for (const muster::unresolved_hazard& one : made.unresolved()) {
            found.push_back({made.hazards()[one.hazard].found, one.overdue.ms});
            CHECK((one.overdue.ms > 0) == muster::is_neglected(one.standing));
            CHECK(made.standings()[one.hazard] == one.standing);
        }
        CHECK(found == std::vector<std::pair<instant, std::int64_t>>{
                           {{10}, 170}, {{50}, 125}, {{100}, 90}, {{20}, 0}, {{190}, 0}});
        REQUIRE(made.of_unknown_things().size() == 1);
        CHECK(made.hazards()[made.of_unknown_things()[0]].thing == 9);
        CHECK(made.hazards().size() == 7);
    }

    TEST_CASE("a finding that never became a hazard on record") {
        const inspections known{{{1, {}, {1000}, {0}}, {2, {}, {1000}, {0}}},
                                {{1, {50}, visit_result::hazard_found},
                                 {1, {90}, visit_result::hazard_found},
                                 {2, {50}, visit_result::hazard_found},
                                 {2, {60}, visit_result::fine}},
                                {200}};
        const audit made{{{1, {55}, {10}, {5}}, {1, {84}, {10}, {5}}}, known, {5}};
        REQUIRE(made.unrecorded().size() == 2);
        CHECK(made.unrecorded()[0].thing == 1);
        CHECK(made.unrecorded()[0].at == instant{90});
        CHECK(made.unrecorded()[1].thing == 2);
        const auto count_for = [&](instant recorded, duration within) {
            return audit{{{1, {55}, {10}, {5}}, {1, recorded, {10}, {5}}}, known, within}.unrecorded().size();
        };
        CHECK(count_for({84}, {6}) == 2);  // before the visit: of another finding
        CHECK(count_for({89}, {99}) == 2);
        CHECK(count_for({90}, {5}) == 1);
        CHECK(count_for({95}, {5}) == 1);
        CHECK(count_for({96}, {5}) == 2);
    }

    TEST_CASE("one record covers one finding") {
        std::vector<muster::inspection_visit<int>> log;
        for (std::int64_t i = 0; i < 5; ++i) { log.push_back({1, {100 + i}, visit_result::hazard_found}); }
        const inspections known{{{1, {}, {1000}, {0}}}, log, {200}};
        CHECK(audit{{}, known, {50}}.unrecorded().size() == 5);
        CHECK(audit{{{1, {104}, {10}, {5}}}, known, {50}}.unrecorded().size() == 4);
        CHECK(audit{{{1, {104}, {10}, {5}}, {1, {104}, {10}, {5}}}, known, {50}}.unrecorded().size() == 3);
        const audit made{{{1, {102}, {10}, {5}}, {1, {102}, {10}, {5}}}, known, {1}};  // of 101 and 102
        REQUIRE(made.unrecorded().size() == 3);
        CHECK(made.unrecorded()[0].at == instant{100});
        CHECK(made.unrecorded()[1].at == instant{103});
        CHECK(made.unrecorded()[2].at == instant{104});
    }

    TEST_CASE("as many findings have a record as any matching gives, for any order of the hazards") {
        grid_test::numbers random{5};
        for (int round = 0; round < 300; ++round) {
            std::vector<muster::inspection_visit<int>> log;
            std::vector<hazard> hazards;
            for (int i = 0; i < 12; ++i) {
                log.push_back({static_cast<int>(random.between(0, 2)), {random.between(0, 60)},
                               static_cast<visit_result>(random.between(0, 2))});
                const instant found{random.between(0, 60)};
                hazards.push_back({static_cast<int>(random.between(0, 3)), found, {random.between(0, 9)},
                                   {random.between(0, 9)}});
                if (random.between(0, 1) == 0) { hazards.back().rectified = found + duration{random.between(-2, 9)}; }
            }
            const duration within{random.between(0, 5)};
            const inspections known{{{0, {}, {10}, {0}}, {1, {}, {10}, {0}}, {2, {}, {10}, {0}}}, log, {55}};
            const audit made{hazards, known, within};
            // The largest matching, by augmenting paths.
            std::vector<muster::inspection_visit<int>> findings;
            for (const auto& line : known.visits()) {
                if (line.outcome == visit_result::hazard_found) { findings.push_back(line); }
            }
            std::vector<std::size_t> taken_by(hazards.size(), findings.size());
            std::vector<bool> is_tried;
            const auto place = [&](const auto& self, std::size_t f) -> bool {
                for (std::size_t h = 0; h < hazards.size(); ++h) {
                    const std::int64_t later = hazards[h].found.ms - findings[f].at.ms;
                    if (is_tried[h] || hazards[h].thing != findings[f].thing || later < 0 || later > within.ms) {
                        continue;
                    }
                    is_tried[h] = true;
                    if (taken_by[h] == findings.size() || self(self, taken_by[h])) {
                        taken_by[h] = f;
                        return true;
                    }
                }
                return false;
            };
            std::size_t unmatched = 0;
            for (std::size_t f = 0; f < findings.size(); ++f) {
                is_tried.assign(hazards.size(), false);
                unmatched += place(place, f) ? 0 : 1;
            }
            REQUIRE(made.unrecorded().size() == unmatched);
            random.shuffle(hazards);
            const audit again{hazards, known, within};
            REQUIRE(std::ranges::equal(made.unresolved(), again.unresolved()));
            REQUIRE(std::ranges::equal(made.standings(), again.standings()));
        }
    }

    TEST_CASE("refuses what it cannot compute with, by name") {
        const inspections known{{}, {}, {0}};
        const auto made = audit::make({{1, {0}, {1}, {1}}, {1, {0}, {-1}, {1}}}, known);
        REQUIRE_FALSE(made.has_value());
        CHECK(std::string{made.error().what()} == "hazard audit: hazard 1: an instant or span out of range; expected "
                                                  "within 2^60 ms of 0, spans not below 0");
        CHECK_FALSE(audit::make({}, known, {-1}).has_value());
        CHECK_FALSE(audit::make({{1, {0}, {1}, {1}, instant{(std::int64_t{1} << 60) + 1}}}, known).has_value());
        CHECK(audit::make({}, known).has_value());
    }
}
