#include "../../examples/city_day/sf_joint_report.hpp"

#include "sf_made_up.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using sf_made_up::made_up;

namespace {

std::string printed(const sf::joint_scores& joint, muster::language in) {
    std::ostringstream out;
    sf::print_joint(joint, in, out);
    return out.str();
}

bool holds(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

// Six days of one call each; on the fifth the city changes its mind, so what is learned from all days is wrong on the
// sixth, and what is learned from one day is right.
sf::joint_scores six_days() {
    std::vector<sf::call> log;
    for (std::int64_t day = 0; day < 6; ++day) {
        log.push_back(made_up({day < 4 ? "ENGINE" : "TRUCK"}, "Alarms", "3", "1", day));
    }
    return sf::score_joint_rolling(log, 5);
}

}  // namespace

TEST_CASE("examples/sf_joint_scores: thrift learns from the last days only") {
    const sf::joint_scores joint = six_days();
    REQUIRE(joint.days.size() == 2);
    CHECK(joint.agree.match.for_exact.exact == 0);
    CHECK(joint.agree.table.for_exact.exact == 0);
    REQUIRE(joint.thrift.size() == 2);
    CHECK(joint.thrift[0].days == 1);
    CHECK(joint.thrift[0].agree.match.for_exact.calls == 2);
    CHECK(joint.thrift[0].agree.match.for_exact.exact == 1);
    CHECK(joint.thrift[0].agree.match.for_f1.exact == 1);
    CHECK(joint.thrift[0].agree.table.for_exact.exact == 1);
    CHECK(joint.thrift[1].days == 2);
    CHECK(joint.thrift[1].agree.table.for_exact.exact == 0);  // one each: the first by the alphabet
}

TEST_CASE("examples/sf_joint_scores: a day is decided before it is learned from") {
    std::vector<sf::call> log;
    for (std::int64_t day = 0; day < 6; ++day) { log.push_back(made_up({"ENGINE"}, "Alarms", "3", "1", day)); }
    for (int i = 0; i < 9; ++i) { log.push_back(made_up({"TRUCK"}, "Alarms", "3", "1", 5)); }
    const sf::joint_scores joint = sf::score_joint_rolling(log, 5);
    REQUIRE(joint.days.size() == 2);
    CHECK(joint.days[0].agree.match.for_exact.exact == 1);
    CHECK(joint.days[1].agree.match.for_exact.exact == 1);  // the engine; the nine trucks are news
    CHECK(joint.days[1].agree.match.for_f1.exact == 1);
    CHECK(joint.days[1].agree.singles.for_exact.exact == 1);
    CHECK(sf::score_joint_rolling(log, 1).days.size() == 6);  // the first with nothing learned
    CHECK(sf::score_joint_rolling(log, 0).days.size() == 6);
    CHECK(sf::score_joint_rolling(log, 7).days.empty());
}

TEST_CASE("examples/sf_joint_report: numbers for people") {
    CHECK(sf::percent(0.7814) == "78.1 %");
    CHECK(sf::points(0.00268) == "+0.27");
    CHECK(sf::points(-0.0009) == "-0.09");
    CHECK(sf::points(-0.1204) == "-12.04");
    CHECK(sf::points(-0.00004) == "0.00");
}

TEST_CASE("examples/sf_joint_report: says plainly who is better, and when the days do not tell") {
    sf::joint_scores joint = six_days();
    std::string text = printed(joint, muster::language::en);
    CHECK(holds(text, "exact sets, match less the table: 0.00 points"));
    CHECK(holds(text, ": no difference on any day."));
    joint.exact_difference = {0.01, 0.002, 0.02};
    joint.f1_difference = {-0.01, -0.02, -0.002};
    text = printed(joint, muster::language::en);
    CHECK(holds(text, "+1.00 points (95 % over days: +0.20 to +2.00): better than the table."));
    CHECK(holds(text, "-1.00 points (95 % over days: -2.00 to -0.20): worse than the table."));
    joint.f1_difference = {0.01, -0.02, 0.04};
    CHECK(holds(printed(joint, muster::language::en), "so the days do not tell them apart."));
    text = printed(joint, muster::language::zh);
    CHECK(holds(text, "优于基准表"));
    CHECK(holds(text, "尚分不出高下"));
    CHECK(holds(text, "仅学 1 天"));
    CHECK(printed({}, muster::language::en).empty());
}

TEST_CASE("examples/sf_joint_report: JSON keeps match and table apart") {
    sf::joint_scores joint = six_days();
    joint.agree.match.for_exact.exact = 2;
    joint.exact_difference = {0.25, 0.125, 0.5};
    nlohmann::ordered_json made;
    sf::add_joint(joint, made);
    CHECK(made["joint_exact"] == 1.0);
    CHECK(made["joint_exact_baseline"] == 0.0);
    CHECK(made["joint_exact_difference"] == 0.25);
    CHECK(made["joint_exact_difference_low"] == 0.125);
    CHECK(made["joint_exact_difference_high"] == 0.5);
    for (const char* key : {"joint_f1", "joint_f1_baseline", "joint_f1_difference", "joint_f1_difference_low",
                            "joint_f1_difference_high", "joint_exact_singles", "joint_f1_singles"}) {
        CHECK(made.contains(key));
    }
    CHECK(made["joint_scored"] == 2);
    CHECK(made["joint_population"] == 6);
    REQUIRE(made["joint_thrift"].size() == 2);
    CHECK(made["joint_thrift"][0]["days"] == 1);
    CHECK(made["joint_thrift"][0]["joint_exact"] == 0.5);
    CHECK(made["joint_thrift"][1]["joint_exact_baseline"] == 0.0);
    for (const char* key : {"joint_f1", "joint_f1_baseline"}) { CHECK(made["joint_thrift"][0].contains(key)); }
}
