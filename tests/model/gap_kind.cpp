#include "muster/model/gap_kind.hpp"

#include <doctest/doctest.h>

using muster::gap_kind;
using muster::language;

TEST_CASE("model/gap_kind: each kind has a name for programs and words for people") {
    CHECK(to_string(gap_kind::none) == "none");
    CHECK(to_string(gap_kind::no_rule) == "no_rule");
    CHECK(to_string(gap_kind::thin_margin) == "thin_margin");
    CHECK(to_string(gap_kind::out_of_range) == "out_of_range");
    CHECK(to_string(gap_kind::clash) == "clash");
    CHECK(to_text(gap_kind::none) == "decided by the rules");
    CHECK(to_text(gap_kind::no_rule) == "no rule holds");
    CHECK(to_text(gap_kind::thin_margin) == "close to where the decision changes");
    CHECK(to_text(gap_kind::out_of_range) == "outside the range that the rules were written for");
    CHECK(to_text(gap_kind::clash) == "rules contradict one another");
    CHECK(to_text(gap_kind::none, language::zh) == "规则已决定");
    CHECK(to_text(gap_kind::no_rule, language::zh) == "没有规则适用");
    CHECK(to_text(gap_kind::thin_margin, language::zh) == "接近决策改变的界限");
    CHECK(to_text(gap_kind::out_of_range, language::zh) == "超出规则适用范围");
    CHECK(to_text(gap_kind::clash, language::zh) == "规则相互矛盾");
}
