#include "muster/incident/rule_classifier.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using muster::classification;
using muster::classification_status;
using muster::condition;
using muster::contains;
using muster::field;
using muster::has_word;
using muster::lacks;
using muster::record;
using muster::rule_id;
using muster::rule_verdict;
using muster::type_id;
using muster::type_rule;

namespace rule_test {

struct call {
    std::string what;
    std::optional<int> storeys;
};
struct mute {
    int storeys;
};

}  // namespace rule_test

template <>
inline constexpr auto muster::fields<rule_test::call> = muster::map(
    muster::id = [](const rule_test::call&) { return 1; }, muster::position = muster::absent,
    muster::text = [](const rule_test::call& c) { return std::string{c.what}; },  // by value, as getters may
    muster::field<"storeys"> = &rule_test::call::storeys);
template <>
inline constexpr auto muster::fields<rule_test::mute> = muster::map(muster::id = &rule_test::mute::storeys,
                                                                    muster::position = muster::absent,
                                                                    muster::text = muster::absent);

namespace {

using rule_test::call;
using classifier = muster::rule_classifier<call>;

const muster::type_tree& types() {
    static const muster::type_tree tree{{{"fire", {"fire"}, ""},
                                         {"high-rise", {"high-rise fire"}, "fire"},
                                         {"cladding", {"cladding fire"}, "high-rise"},
                                         {"car", {"car fire"}, "fire"},
                                         {"gas", {"gas leak"}, ""},
                                         {"noise", {"noise"}, ""}}};
    return tree;
}
const type_id fire{0};
const type_id high_rise{1};
const type_id cladding{2};
const type_id car{3};
const type_id gas{4};

classification classify(const classifier& by, const call& object, record recording = record::all) {
    static const muster::location where;
    muster::workspace scratch;
    return by(object, muster::classify_context{where, scratch, recording});
}

muster::reason why_not(const classifier& by, rule_id which, const call& object) {
    static const muster::location where;
    muster::workspace scratch;
    return by.why_not(which, object, muster::classify_context{where, scratch, record::none});
}

/// A rule that fires whenever its letter is in the text.
type_rule letter(char which, type_id type, int rank = 0) {
    return {{std::string{"rule "} + which}, type, {contains(std::string(1, which))}, rank};
}

std::string name_of(const classifier& by, const classification& out) {
    return out.rule ? by[out.rule].rule_name.en : std::string{};
}

/// The verdict on each rule, by name: the same for every order of listing.
std::vector<std::string> verdicts(const classifier& by, const classification& out) {
    std::vector<std::string> all;
    for (const muster::reason& each : out.reasons) {
        all.push_back((each.is_group ? "group of " + std::to_string(each.actual) : by[{each.index}].rule_name.en) +
                      ": " + std::to_string(each.verdict));
    }
    std::sort(all.begin(), all.end());
    return all;
}

bool same(const classification& a, const classification& b) {
    return a.status == b.status && a.type == b.type && a.runner_up == b.runner_up && a.tied_with == b.tied_with;
}

// ---- the same, written again in the most obvious way ----------------------------------------------------------------

std::string lower(std::string words) {
    for (char& each : words) {
        if (each >= 'A' && each <= 'Z') { each = static_cast<char>(each - 'A' + 'a'); }
    }
    return words;
}

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool occurs(const std::string& message, const std::string& word, bool whole) {
    for (std::size_t at = message.find(word); at != std::string::npos; at = message.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool touched = (at > 0 && is_alnum(message[at - 1]) && is_alnum(word.front())) ||
                             (end < message.size() && is_alnum(message[end]) && is_alnum(word.back()));
        if (!whole || !touched) { return true; }
    }
    return false;
}

bool holds_by_hand(const condition& each, const call& object) {
    if (each.what == condition::kind::compare) {
        return object.storeys.has_value() && muster::holds(*object.storeys, each.how, each.limit);
    }
    bool any = false;
    for (const std::string& word : each.words) {
        any |= occurs(lower(object.what), lower(word), each.what == condition::kind::word);
    }
    return any == (each.what != condition::kind::lacks);
}

classification classify_by_hand(const std::vector<type_rule>& rules, const call& object) {
    std::vector<type_rule> fired;
    for (const type_rule& each : rules) {
        if (std::all_of(each.when.begin(), each.when.end(), [&](const auto& c) { return holds_by_hand(c, object); })) {
            fired.push_back(each);
        }
    }
    classification out;
    if (fired.empty()) { return out; }
    std::sort(fired.begin(), fired.end(), [](const type_rule& a, const type_rule& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.rule_name.en < b.rule_name.en;
    });
    std::vector<type_id> claims;  // types of the lowest rank, those with a kind among them left out
    for (const type_rule& each : fired) {
        if (each.rank == fired.front().rank) { claims.push_back(each.type); }
    }
    const std::vector<type_id> all = claims;
    std::erase_if(claims, [&all](type_id general) {
        return std::any_of(all.begin(), all.end(),
                           [&](type_id kind) { return kind != general && types().is_a(kind, general); });
    });
    std::sort(claims.begin(), claims.end());
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
    if (claims.size() > 1) {
        out.status = classification_status::tie;
        out.tied_with = claims[0];
        out.runner_up = claims[1];
        return out;
    }
    out.status = classification_status::classified;
    out.type = claims[0];
    for (const type_rule& each : fired) {
        if (each.rank != fired.front().rank && each.type != out.type) {
            out.runner_up = each.type;
            break;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("incident/rule_classifier: one rule fires, none, or several") {
    const classifier by{types(), {letter('f', fire), letter('g', gas, 1), letter('n', {5}, 2)}};
    const classification one = classify(by, {"f", {}});
    CHECK(one.status == classification_status::classified);
    CHECK(one.type == fire);
    CHECK(name_of(by, one) == "rule f");
    CHECK_FALSE(one.runner_up);

    const classification none = classify(by, {"-", {}});
    CHECK(none.status == classification_status::no_rule);
    CHECK_FALSE(none.type);
    CHECK_FALSE(none.rule);

    const classification several = classify(by, {"nfg", {}});
    CHECK(several.type == fire);  // the lowest rank
    CHECK(several.runner_up == gas);
}

TEST_CASE("incident/rule_classifier: the kind wins over what it is a kind of, at any distance") {
    const classifier by{types(), {letter('a', fire), letter('b', high_rise), letter('c', cladding)}};
    CHECK(classify(by, {"ab", {}}).type == high_rise);
    CHECK(classify(by, {"abc", {}}).type == cladding);
    CHECK(classify(by, {"ac", {}}).type == cladding);
    CHECK(name_of(by, classify(by, {"abc", {}})) == "rule c");
    CHECK_FALSE(classify(by, {"abc", {}}).runner_up);
}

TEST_CASE("incident/rule_classifier: types of which none is a kind of another tie: it abstains and names two") {
    const classifier by{types(), {letter('a', gas), letter('b', high_rise), letter('c', car), letter('d', fire)}};
    const classification two = classify(by, {"ab", {}});
    CHECK(two.status == classification_status::tie);
    CHECK_FALSE(two.type);
    CHECK_FALSE(two.rule);
    CHECK(two.tied_with == high_rise);
    CHECK(two.runner_up == gas);
    const classification three = classify(by, {"abc", {}});
    CHECK(three.tied_with == high_rise);
    CHECK(three.runner_up == car);
    CHECK(classify(by, {"bd", {}}).type == high_rise);
    const classification kinds = classify(by, {"bcd", {}});  // two kinds of fire: that it is a fire settles nothing
    CHECK(kinds.status == classification_status::tie);
    CHECK(verdicts(by, kinds) == std::vector<std::string>{"group of 1: 5", "rule b: 3", "rule c: 3", "rule d: 1"});
}

TEST_CASE("incident/rule_classifier: a lower rank decides alone, also against a tie among the others") {
    const classifier by{types(), {letter('a', gas, 5), letter('b', high_rise, 7), letter('c', car, 7)}};
    const classification out = classify(by, {"abc", {}});
    CHECK(out.type == gas);
    CHECK(out.runner_up == high_rise);
    CHECK(verdicts(by, out) == std::vector<std::string>{"rule a: 0", "rule b: 2", "rule c: 2"});
    CHECK(out.reasons[1].actual == 7);
    CHECK(out.reasons[1].limit == 5);
}

TEST_CASE("incident/rule_classifier: rules for one type agree, and the first by name is the one that fired") {
    const classifier by{types(), {letter('b', gas), letter('a', gas)}};
    const classification out = classify(by, {"ab", {}});
    CHECK(name_of(by, out) == "rule a");
    CHECK(verdicts(by, out) == std::vector<std::string>{"rule a: 0", "rule b: 1"});
}

TEST_CASE("incident/rule_classifier: words match as they are spelt") {
    const classifier by{types(),
                        {{{"word"}, gas, {has_word("gas", "CO2")}}, {{"part"}, fire, {contains("Smoke", "冒烟")}}}};
    const auto is_gas = [&by](const char* words) { return classify(by, {words, {}}).type == gas; };
    CHECK(is_gas("gas"));
    CHECK(is_gas("GAS leak"));
    CHECK(is_gas("a gas, they say"));
    CHECK(is_gas("smell:gas."));
    CHECK(is_gas("煤气gas味"));  // Chinese letters touch nothing
    CHECK(is_gas("gas_main"));
    CHECK(is_gas("gasoline, or gas"));  // the second one is a word
    CHECK(is_gas("co2"));
    CHECK_FALSE(is_gas("gasoline"));
    CHECK_FALSE(is_gas("biogas"));
    CHECK_FALSE(is_gas("gas1"));
    CHECK_FALSE(is_gas("4gas"));
    CHECK_FALSE(is_gas("co23"));
    CHECK_FALSE(is_gas(""));
    CHECK(classify(by, {"thick SMOKES", {}}).type == fire);
    CHECK(classify(by, {"三楼冒烟了", {}}).type == fire);
}

TEST_CASE("incident/rule_classifier: what the text lacks, and fields that are unknown") {
    const classifier by{types(),
                        {{{"tall"}, high_rise, {contains("fire"), field<"storeys"> >= 8, lacks("drill", "演习")}}}};
    CHECK(classify(by, {"fire", 8}).type == high_rise);
    CHECK_FALSE(classify(by, {"fire", 7}).type);
    CHECK_FALSE(classify(by, {"fire", {}}).type);  // unknown passes no condition
    CHECK_FALSE(classify(by, {"fire drill", 8}).type);
    CHECK_FALSE(classify(by, {"fire 演习", 8}).type);
    const classifier not_equal{types(), {{{"x"}, fire, {field<"storeys"> != 3}}}};
    CHECK_FALSE(classify(not_equal, {"", {}}).type);
    CHECK(classify(not_equal, {"", 4}).type == fire);
}

TEST_CASE("incident/rule_classifier: broken UTF-8, zero bytes and long texts do no harm") {
    const classifier by{types(), {{{"smoke"}, fire, {contains("冒烟")}}, {{"gas"}, gas, {has_word("gas")}, 1}}};
    CHECK(classify(by, {"\xff\xfe\xe5\x86\x92\xe7\x83\x9f", {}}).type == fire);
    CHECK_FALSE(classify(by, {"\xe5\x86\x92\xe7\x83", {}}).type);  // cut off inside a character
    CHECK(classify(by, {std::string{"\0gas\0", 5}, {}}).type == gas);
    CHECK(classify(by, {std::string(100'000, '\x80') + "gas", {}}).type == gas);
    CHECK_FALSE(classify(by, {std::string(100'000, 'g'), {}}).type);
}

TEST_CASE("incident/rule_classifier: random rules and texts give what the obvious program gives") {
    dice any{1};
    const std::vector<std::string> words{"a", "b", "ab", "ba", "B", "烟", "冒烟", "c"};
    const std::vector<type_id> every_type{{0}, {1}, {2}, {3}, {4}, {5}};
    for (int round = 0; round < 1'500; ++round) {
        std::vector<type_rule> rules;
        for (std::uint32_t i = 1 + any.below(8); i > 0; --i) {
            type_rule made{{"r" + std::to_string(i)}, any.any_of(every_type), {}, static_cast<int>(any.below(3))};
            for (std::uint32_t k = 1 + any.below(3); k > 0; --k) {
                switch (any.below(5)) {
                    case 0: made.when.push_back(has_word(any.any_of(words))); break;
                    case 1: made.when.push_back(lacks(any.any_of(words), any.any_of(words))); break;
                    case 2: made.when.push_back(field<"storeys"> >= any.below(4)); break;
                    case 3: made.when.push_back(field<"storeys"> < any.below(4)); break;
                    default: made.when.push_back(contains(any.any_of(words), any.any_of(words)));
                }
            }
            rules.push_back(std::move(made));
        }
        const classifier by{types(), rules};
        std::vector<type_rule> shuffled = rules;
        any.shuffle(shuffled);
        const classifier other{types(), shuffled};
        muster::workspace shared;  // scratch of one is no business of another's
        for (int k = 0; k < 8; ++k) {
            call object;
            for (std::uint32_t i = any.below(6); i > 0; --i) {
                object.what += any.chance(30) ? " " : any.any_of(words);
            }
            if (any.chance(70)) { object.storeys = static_cast<int>(any.below(5)); }
            const classification out = classify(by, object);
            CHECK(same(out, classify_by_hand(rules, object)));
            CHECK(static_cast<bool>(out.rule) == (out.status == classification_status::classified));

            // Rules of one rank may be listed in any order.
            const classification again = classify(other, object);
            CHECK(same(out, again));
            CHECK(name_of(by, out) == name_of(other, again));
            CHECK(verdicts(by, out) == verdicts(other, again));

            // Each rule that was visited has one verdict; with the group they are all there are.
            std::int64_t counted = 0;
            for (const muster::reason& each : out.reasons) {
                counted += each.is_group ? each.actual : 1;
                CHECK(each.stage == muster::stage_id::classify);
                CHECK(each.about == muster::subject::rule);
            }
            CHECK(counted == static_cast<std::int64_t>(by.size()));

            // Recording changes nothing, nor does used scratch.
            static const muster::location where;
            classification silent;
            by(object, muster::classify_context{where, shared, record::none}, silent);
            CHECK(same(silent, out));
            CHECK(silent.rule == out.rule);
            CHECK(silent.reasons.empty());

            // Any rule says why it did not decide: as recorded, or by a condition that indeed does not hold.
            for (std::uint32_t i = 0; i < by.size(); ++i) {
                const muster::reason why = why_not(by, {i}, object);
                CHECK(why.index == i);
                const auto recorded = std::find_if(out.reasons.begin(), out.reasons.end(),
                                                   [i](const auto& r) { return !r.is_group && r.index == i; });
                if (recorded != out.reasons.end()) { CHECK(why == *recorded); }
                if (why.verdict_as<rule_verdict>() == rule_verdict::failed) {
                    CHECK_FALSE(holds_by_hand(by[{i}].when[why.purpose], object));
                } else {
                    for (const condition& each : by[{i}].when) { CHECK(holds_by_hand(each, object)); }
                }
            }
        }
    }
}

TEST_CASE("incident/rule_classifier: it reuses the outcome that it is given") {
    const classifier by{types(), {letter('a', gas), letter('b', high_rise)}};
    const muster::location where;
    muster::workspace scratch;
    const muster::classify_context context{where, scratch, record::all};
    classification out;
    by(call{"ab", {}}, context, out);
    CHECK(out.status == classification_status::tie);
    by(call{"a", {}}, context, out);
    CHECK(out.type == gas);
    CHECK_FALSE(out.tied_with);
    CHECK_FALSE(out.runner_up);
    by(call{"-", {}}, context, out);
    CHECK(same(out, classification{}));
    CHECK_FALSE(out.rule);
    CHECK(out.reasons.size() == 1);
}

TEST_CASE("incident/rule_classifier: rules that cannot be used are refused, by name") {
    const auto refused = [](type_rule bad) { (void)classifier{types(), {letter('a', fire), std::move(bad)}}; };
    CHECK_THROWS_WITH_AS((classifier{types(), {}}), "rule_classifier: no rules; at least one is needed", muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, fire, {}}), "rule `bad` has no conditions; it would always fire",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, {9}, {contains("x")}}),
                         "rule `bad` names a type that is not of the type tree", muster::error);
    CHECK_THROWS_AS(refused({{"bad"}, {}, {contains("x")}}), muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, fire, {contains("x", "")}}),
                         "rule `bad` has an empty word; it would occur everywhere", muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, fire, {condition{}}}),
                         "rule `bad` has a condition on the text without words", muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, fire, {field<"stories"> > 3}}),
                         "rule `bad` reads the field `stories`, which fields<T> does not have as a number; it has: id, "
                         "storeys",
                         muster::error);
    CHECK_THROWS_WITH_AS(refused({{"bad"}, fire, {field<"storeys"> != std::numeric_limits<double>::quiet_NaN()}}),
                         "rule `bad` holds `storeys` against a limit that is not finite", muster::error);
    CHECK_THROWS_AS(refused({{"bad"}, fire, {field<"storeys"> <= std::numeric_limits<double>::infinity()}}),
                    muster::error);
    CHECK_THROWS_WITH_AS(refused(letter('a', gas, 3)), "rule `rule a` is there twice", muster::error);
    CHECK_THROWS_WITH_AS((muster::rule_classifier<rule_test::mute>{types(), {{{"bad"}, fire, {contains("x")}}}}),
                         "rule `bad` reads the text, but fields<T> has no `text`", muster::error);
    CHECK_NOTHROW((muster::rule_classifier<rule_test::mute>{types(), {{{"fine"}, fire, {field<"id"> > 3}}}}));
}

TEST_CASE("incident/rule_classifier: writes the names of its types and rules, and the conditions in words") {
    const classifier by{types(), {{{"tall", "高层"}, high_rise, {contains("fire"), field<"storeys"> >= 8}}}};
    muster::name_book names;
    by.write_names(names);
    CHECK(names.name_of(muster::subject::rule, 0, muster::language::zh) == "高层");
    CHECK(names.name_of(muster::subject::incident_type, 4, muster::language::en) == "gas leak");
    CHECK(names.condition_of(0, 1) == "storeys >= 8");
}
