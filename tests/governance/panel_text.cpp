#include "muster/governance/panel_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string>

TEST_CASE("governance/panel_text: every verdict is a sentence of its own, in both languages") {
    for (const muster::language in : {muster::language::en, muster::language::zh}) {
        std::set<std::string> seen;
        for (std::uint16_t v = 0; v <= static_cast<std::uint16_t>(muster::expert_verdict::no_seat_for); ++v) {
            muster::reason each;
            each.about = muster::subject::expert;
            each.index = 7;
            each.purpose = 3;
            each.actual = 500;
            each.limit = 900;
            each.verdict = v;
            const std::string words = panel_reason_text(each, {}, in);
            CAPTURE(words);
            CHECK(words.size() > 8);
            CHECK(words != "#7");
            CHECK(seen.insert(words).second);
        }
    }
}

TEST_CASE("governance/panel_text: one expert who was not looked at is named, several are counted") {
    muster::reason each;
    each.about = muster::subject::expert;
    each.index = 7;
    each.verdict = static_cast<std::uint16_t>(muster::expert_verdict::lacks_field);
    CHECK(panel_reason_text(each, {}) == "#7 knows none of the fields asked");
    each.is_group = true;
    each.actual = 3;
    CHECK(panel_reason_text(each, {}) == "3 experts know none of the fields asked");
}
