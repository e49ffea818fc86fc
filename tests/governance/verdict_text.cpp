#include "muster/governance/verdict_text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using muster::language;
using muster::name_book;
using muster::reason;
using muster::stage_id;
using muster::subject;
using muster::to_text;

namespace {

template <class Verdict>
reason of(stage_id stage, Verdict verdict) {
    reason made;
    made.stage = stage;
    made.verdict = static_cast<std::uint16_t>(verdict);
    made.actual = 142'340;
    made.limit = 120'000;
    made.index = 1;
    made.purpose = 2;
    made.about = stage == stage_id::classify  ? subject::rule
                 : stage == stage_id::grade   ? subject::criterion
                 : stage == stage_id::require ? subject::run_card
                                              : subject::unit;
    return made;
}

}  // namespace

TEST_CASE("governance/verdict_text: tenths of a second, rounded half away from zero") {
    using muster::detail::to_seconds_text;
    CHECK(to_seconds_text(142'340, language::en) == "142.3 s");
    CHECK(to_seconds_text(142'350, language::en) == "142.4 s");
    CHECK(to_seconds_text(49, language::en) == "0.0 s");
    CHECK(to_seconds_text(-49, language::en) == "0.0 s");
    CHECK(to_seconds_text(-50, language::en) == "-0.1 s");
    CHECK(to_seconds_text(0, language::zh) == "0.0 秒");
}

TEST_CASE("governance/verdict_text: thousandths without trailing zeros") {
    using muster::detail::to_thousandths_text;
    CHECK(to_thousandths_text(12'000) == "12");
    CHECK(to_thousandths_text(12'500) == "12.5");
    CHECK(to_thousandths_text(12'005) == "12.005");
    CHECK(to_thousandths_text(-1'250) == "-1.25");
    CHECK(to_thousandths_text(-500) == "-0.5");
    CHECK(to_thousandths_text(0) == "0");
}

TEST_CASE("governance/verdict_text: every verdict is a sentence of its own, in both languages") {
    const name_book names;
    const auto check_all = [&names](stage_id stage, int first, int last) {
        for (const language in : {language::en, language::zh}) {
            std::set<std::string> sentences;
            for (int verdict = first; verdict <= last; ++verdict) {
                const std::string words = to_text(of(stage, verdict), names, in);
                CHECK_FALSE(words.empty());
                CHECK(words.find('\n') == std::string::npos);
                sentences.insert(words);
            }
            CHECK(sentences.size() == static_cast<std::size_t>(last - first + 1));
        }
    };
    check_all(stage_id::classify, 0, static_cast<int>(muster::rule_verdict::not_visited));
    check_all(stage_id::grade, 0, static_cast<int>(muster::grading_verdict::not_in_range));
    check_all(stage_id::require, 0, static_cast<int>(muster::card_verdict::no_card));
    check_all(stage_id::dispatch, 0, static_cast<int>(muster::unit_verdict::beyond_budget));
}

TEST_CASE("governance/verdict_text: a group speaks of its number, one candidate of its name") {
    name_book names;
    names.set(subject::unit, 1, {"E1", "一号车"});
    names.set(subject::capability, 2, {"engine", "消防车"});
    using muster::unit_verdict;
    for (const unit_verdict verdict : {unit_verdict::beyond_search, unit_verdict::too_far, unit_verdict::beyond_budget,
                                       unit_verdict::lacks_capability, unit_verdict::cells_at_minimum}) {
        reason group = of(stage_id::dispatch, verdict);
        group.is_group = true;
        group.actual = 17;
        for (const language in : {language::en, language::zh}) {
            CHECK(to_text(group, names, in).find("17") != std::string::npos);
            CHECK(to_text(group, names, in).find(in == language::en ? "E1" : "一号车") == std::string::npos);
            if (verdict == unit_verdict::cells_at_minimum) { continue; }  // never of one
            const std::string one = to_text(of(stage_id::dispatch, verdict), names, in);
            CHECK(one.find(in == language::en ? "E1" : "一号车") != std::string::npos);
        }
    }
    CHECK(to_text(of(stage_id::dispatch, unit_verdict::sent), names) == "engine: E1 goes, 142.3 s of 120.0 s");
    CHECK(to_text(of(stage_id::dispatch, unit_verdict::sent), names, language::zh) ==
          "消防车：一号车 出动，142.3 秒，时限 120.0 秒");
}

TEST_CASE("governance/verdict_text: a caller's own verdict is shown by its number") {
    reason own = of(stage_id::dispatch, 1007);
    CHECK(to_text(own, {}) == "#1: verdict 1007");
    own.stage = stage_id::match;
    own.about = subject::department;
    CHECK(to_text(own, {}) == "#1: verdict 1007");
    CHECK(to_text(own, {}, language::zh) == "#1：判定 1007");
}

TEST_CASE("governance/verdict_text: a failed condition is shown in words") {
    name_book names;
    names.set(subject::rule, 1, {"tall"});
    names.set_conditions(1, {"a", "b", "storeys >= 8"});
    CHECK(to_text(of(stage_id::classify, muster::rule_verdict::failed), names) ==
          "rule \"tall\" did not fire; this does not hold: storeys >= 8");
}
