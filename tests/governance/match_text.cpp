#include "muster/governance/match_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string>

TEST_CASE("governance/match_text: every verdict is a sentence of its own, in both languages") {
    for (const muster::language in : {muster::language::en, muster::language::zh}) {
        std::set<std::string> seen;
        for (std::uint16_t v = 0; v <= static_cast<std::uint16_t>(muster::match_verdict::receiver_unknown); ++v) {
            muster::reason each;
            each.about = muster::subject::department;
            each.index = 7;
            each.purpose = 3;
            each.actual = 500;
            each.limit = 900;
            each.verdict = v;
            const std::string words = match_reason_text(each, {}, in);
            CAPTURE(words);
            CHECK(words.size() > 8);
            CHECK(words != "#7");
            CHECK(seen.insert(words).second);
        }
    }
}

TEST_CASE("governance/match_text: one department that was not asked is named, several are counted") {
    muster::reason each;
    each.about = muster::subject::department;
    each.index = 7;
    each.verdict = static_cast<std::uint16_t>(muster::match_verdict::not_asked);
    each.actual = 312;
    each.limit = 500;
    CHECK(match_reason_text(each, {}) == "#7 is not asked: no duty, no need; its past scores 312 of 1000, below 500");
    each.is_group = true;
    CHECK(match_reason_text(each, {}) == "312 departments not asked: no duty, no need, past scores below 500");
}
