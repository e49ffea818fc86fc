#include "muster/rules/rule_draft_book.hpp"

#include "dice.hpp"
#include "rules/small_table.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using muster::any_value;
using muster::at_least;
using muster::below;
using muster::compiled_rules;
using muster::draft_from;
using muster::draft_override;
using muster::draft_replay;
using muster::draft_rule;
using muster::errc;
using muster::expert_answer;
using muster::from_until;
using muster::hit_policy;
using muster::input_clause;
using muster::language;
using muster::number_value;
using muster::rule_draft_book;
using muster::table_status;
using muster::table_value;
using muster::text_value;
using muster::value_kind;

namespace {

using values = std::vector<table_value>;

compiled_rules fires(hit_policy policy = hit_policy::unique) {
    input_clause dead;
    dead.name = muster::label{"dead", "死亡人数"};
    dead.kind = value_kind::whole_number;
    dead.allowed = at_least(0);
    input_clause type;
    type.name = muster::label{"type", "类型"};
    type.kind = value_kind::string;
    return {"grade", policy, {dead, type},
            {{"few", {below(3), muster::is("fire")}, 3, 2},
             {"some", {from_until(3, 30), muster::is("fire")}, 2, 1},
             {"many", {at_least(30), any_value}, 1, 0}}};
}

expert_answer answer(std::string rule = "drone", std::uint32_t outcome = 2) {
    expert_answer made;
    made.rule = std::move(rule);
    made.outcome = outcome;
    made.author = "Li";
    made.reason = "batteries burn again";
    made.written = {1000};
    made.expires = {2000};
    return made;
}

values of(double dead, const char* type) { return {number_value(dead, value_kind::whole_number), text_value(type)}; }
const values drone = of(12, "drone");
constexpr muster::instant now{1500}, late{2000};

template <class Call>
std::string refused(errc code, Call call) {
    try {
        call();
    } catch (const muster::error& wrong) {
        CHECK(wrong.code() == code);
        return wrong.what();
    }
    FAIL("nothing was refused");
    return {};
}

bool same(const muster::case_decision& a, const muster::case_decision& b) {
    return a.status == b.status && a.rules == b.rules && a.input == b.input && a.classes == b.classes;
}

// A case in which only what may be unknown is.
values case_of(dice& random, const compiled_rules& table) {
    for (;;) {
        values made = small_table::make_case(random, table);
        bool can_occur = true;
        for (std::size_t i = 0; i < made.size(); ++i) {
            can_occur = can_occur && (made[i].is_known || table.inputs()[i].may_be_unknown);
        }
        if (can_occur) { return made; }
    }
}

const std::vector<values> history{of(12, "drone"), of(1, "fire"), of(12, "fire"), of(40, "flood"), of(5, "drone"),
                                  of(1, "drone"), of(29, "drone"), of(-1, "fire")};

}  // namespace

TEST_CASE("rules/rule_draft_book: in replay a draft closes the gap that it was drafted from, and says what else") {
    rule_draft_book book{fires()};
    book.add(draft_from(book.live(), drone, answer()), now);
    const draft_replay made = book.replay("drone", history, now);
    CHECK(made.draft == "drone");
    CHECK(made.version == 1);
    CHECK(made.at == now);
    CHECK(made.cases == 8);
    CHECK(made.gaps == 5);  // four drones and a number that is none
    CHECK(made.closed == 3);
    CHECK(made.gaps_left() == 2);
    CHECK(made.changed == 0);
    CHECK(made.opened == 0);
    CHECK(made.closes_own_case);
    CHECK(made.overrides == draft_override::none);
    REQUIRE(made.changes.size() == 3);
    CHECK(made.changes[0].at == 0);
    CHECK(made.changes[1].at == 4);
    CHECK(made.changes[2].at == 6);
    CHECK(made.changes[0].before.status == table_status::no_rule);
    CHECK(made.changes[0].after.rules == std::vector<std::uint32_t>{3});
    CHECK(to_text(made, book.live()) ==
          "draft `drone` on version 1: of 8 cases, 3 of 5 gaps closed, 0 decisions changed, 0 left open\n"
          "it closes its own case\n");
    CHECK(to_text(made, book.live(), language::zh) ==
          "草案“drone”，对照第 1 版：8 个案例中，5 个规则空白填补 3 个，改变决策 0 个，失去决策 0 个\n"
          "可填补其来源案例\n");
    CHECK(book.replay("drone", history, now, 1).changes.size() == 1);
}

TEST_CASE("rules/rule_draft_book: live decisions are the same with and without drafts until one is accepted") {
    dice random{31};
    std::size_t drafted = 0, gained = 0;
    for (int round = 0; round < 1'500; ++round) {
        const compiled_rules table = small_table::make(random);
        rule_draft_book book{table};
        for (int i = 0; i < 3; ++i) {
            expert_answer said = answer("draft " + std::to_string(i), random.below(4));
            said.rank = said.outcome;
            try {
                book.add(draft_from(table, small_table::make_case(random, table), said), now);
            } catch (const muster::error&) {  // clashes and values out of range are the other tests' matter
            }
        }
        drafted += book.size();
        std::vector<values> log;
        for (int i = 0; i < 20; ++i) { log.push_back(case_of(random, table)); }
        for (const values& each : log) {
            (void)book.observe(each, now);
            REQUIRE(same(book.decide(each), muster::decide(table, each)));
        }
        if (book.size() == 0) { continue; }
        const std::string chosen = book.draft(0).rule.name;
        const values origin = book.draft(0).drafted_from;
        const draft_replay made = book.replay(chosen, log, now);
        for (const values& each : log) { REQUIRE(same(book.decide(each), muster::decide(table, each))); }
        std::size_t closed = 0, opened = 0, changed = 0;
        book.accept(chosen, "Wang", "replayed", now);
        REQUIRE(book.version() == 2);
        REQUIRE(book.live().size() == table.size() + 1);
        for (const values& each : log) {
            const small_table::answer before = small_table::naive_answer(table, each);
            const small_table::answer after = small_table::naive_answer(book.live(), each);
            REQUIRE(small_table::answer_of(book.live(), book.decide(each)) == after);
            const bool was = before.status == table_status::decided;
            const bool is = after.status == table_status::decided;
            closed += !was && is;
            opened += was && !is;
            changed += was && is && before.outcomes != after.outcomes;
        }
        REQUIRE(made.closed == closed);
        REQUIRE(made.opened == opened);
        REQUIRE(made.changed == changed);
        REQUIRE(opened == 0);
        if (made.closes_own_case) { REQUIRE(book.decide(origin).is_decided()); }
        gained += closed;
    }
    CHECK(drafted > 1'000);
    CHECK(gained > 200);
}

TEST_CASE("rules/rule_draft_book: whether a draft would change a live decision is exact, over all cases there are") {
    dice random{97};
    std::size_t some = 0, none = 0;
    for (int round = 0; round < 4'000; ++round) {
        const compiled_rules table = small_table::make(random);
        rule_draft_book book{table};
        expert_answer said = answer("draft", random.below(4));
        said.rank = random.below(4);
        said.reach = random.chance(50) ? muster::draft_reach::values : muster::draft_reach::classes;
        for (const input_clause& each : table.inputs()) {
            if (random.chance(40)) { said.matters.push_back(each.name.en); }
        }
        if (table.policy() == hit_policy::first && random.chance(70)) {
            said.before = table.rules()[random.below(table.size())].name;
        }
        const values origin = small_table::make_case(random, table);
        try {
            book.add(draft_from(table, origin, said), now);
        } catch (const muster::error&) {
            continue;
        }
        const draft_replay made = book.replay("draft", {}, now);
        book.accept("draft", "Wang", "replayed", now);
        const compiled_rules& after = book.live();
        INFO("round ", round, ", policy ", to_string(table.policy()));
        // Every case by enumeration.
        std::vector<values> tried;
        for (std::size_t i = 0; i < table.inputs().size(); ++i) {
            tried.emplace_back();
            for (const table_value& each : small_table::values_around(after, i)) {
                if (each.is_known || table.inputs()[i].may_be_unknown) { tried[i].push_back(each); }
            }
            tried[i].push_back(origin[i]);
        }
        bool is_overridden = false;
        std::vector<std::size_t> at(tried.size(), 0);
        for (bool goes_on = true; goes_on && !is_overridden;) {
            values each;
            for (std::size_t i = 0; i < at.size(); ++i) { each.push_back(tried[i][at[i]]); }
            const small_table::answer was = small_table::naive_answer(table, each);
            const small_table::answer is = small_table::naive_answer(after, each);
            is_overridden = was.status == table_status::decided &&
                            (is.status != table_status::decided || is.outcomes != was.outcomes);
            std::size_t digit = 0;
            while (digit < at.size() && ++at[digit] == tried[digit].size()) { at[digit++] = 0; }
            goes_on = digit < at.size();
        }
        REQUIRE((made.overrides == draft_override::some) == is_overridden);
        REQUIRE(made.overrides != draft_override::not_known);
        is_overridden ? ++some : ++none;
        if (!is_overridden) { continue; }
        const small_table::answer was = small_table::naive_answer(table, made.overridden);
        const small_table::answer is = small_table::naive_answer(after, made.overridden);
        REQUIRE(was.status == table_status::decided);
        REQUIRE(is.outcomes != was.outcomes);
    }
    CHECK(some > 500);
    CHECK(none > 500);
}

TEST_CASE("rules/rule_draft_book: a draft that clashes with a live rule is refused with a case") {
    rule_draft_book book{fires()};
    expert_answer wide = answer();
    wide.matters = {"type"};  // so it reaches into 30 dead and more
    CHECK(refused(errc::contradiction, [&] { book.add(draft_from(book.live(), drone, wide), now); }) ==
          "table `grade`, draft rule `drone` clashes with rule `many` under the hit policy unique: both hold when dead "
          "is 30, type is \"drone\"");
    CHECK(book.size() == 0);
    // Under any only another outcome clashes; under first nothing does.
    rule_draft_book lenient{fires(hit_policy::any)};
    CHECK_THROWS_AS(lenient.add(draft_from(lenient.live(), drone, wide), now), muster::error);
    wide.outcome = 1;
    lenient.add(draft_from(lenient.live(), drone, wide), now);
    CHECK(lenient.size() == 1);
    rule_draft_book ordered{fires(hit_policy::first)};
    wide.outcome = 2;
    ordered.add(draft_from(ordered.live(), drone, wide), now);
    CHECK(ordered.replay("drone", history, now).overrides == draft_override::none);
}

TEST_CASE("rules/rule_draft_book: under first a draft may go before a rule, and the replay shows what it takes") {
    rule_draft_book book{fires(hit_policy::first)};
    expert_answer said = answer();
    said.matters = {"type"};
    said.before = "many";
    book.add(draft_from(book.live(), drone, said), now);
    const draft_replay made = book.replay("drone", std::vector<values>{of(40, "drone"), of(12, "drone")}, now);
    CHECK(made.changed == 1);
    CHECK(made.closed == 1);
    CHECK(made.overrides == draft_override::some);
    CHECK(made.overridden == of(30, "drone"));
    CHECK(to_text(made, book.live()).find("it would change a live decision: dead is 30, type is \"drone\"\n") !=
          std::string::npos);
    CHECK(to_text(made, book.live(), language::zh).find("会改变现行决策，例如：死亡人数为 30，类型为 \"drone\"\n") !=
          std::string::npos);
    book.accept("drone", "Wang", "agreed", now);
    CHECK(book.live().rules()[2].name == "drone");
    CHECK(book.live().rules()[3].name == "many");
    draft_rule lost = draft_from(fires(hit_policy::first), drone, answer("lost"));
    lost.before = "none such";
    CHECK(refused(errc::unknown_name, [&] { book.add(lost, now); }) ==
          "table `grade`, draft rule `lost` is to go before `none such`; there is no such rule");
    lost.before.clear();
    lost.drafted_from.pop_back();
    CHECK(refused(errc::missing, [&] { book.add(lost, now); }) ==
          "table `grade`, draft rule `lost` is drafted from a case of 1 values; the table has 2 inputs");
}

TEST_CASE("rules/rule_draft_book: only what was replayed on this version is accepted, by a person, with a reason") {
    rule_draft_book book{fires(), 7};
    book.add(draft_from(book.live(), drone, answer()), now);
    CHECK(refused(errc::missing, [&] { book.accept("drone", "Wang", "agreed", now); }) ==
          "table `grade`, draft rule `drone` was not replayed against version 7 of the table; replay it before it is "
          "accepted");
    (void)book.replay("drone", history, now);
    CHECK(refused(errc::empty, [&] { book.accept("drone", "", "agreed", now); }) ==
          "table `grade`, draft rule `drone` is accepted by nobody; a person has to be named");
    CHECK(refused(errc::empty, [&] { book.accept("drone", "Wang", "", now); }) ==
          "table `grade`, draft rule `drone` is accepted without a reason");
    CHECK(refused(errc::unknown_name, [&] { book.accept("drones", "Wang", "agreed", now); }) ==
          "table `grade`: there is no draft rule `drones`");
    CHECK_FALSE(book.decide(drone).is_decided());
    CHECK(book.version() == 7);
    const compiled_rules& next = book.accept("drone", "Wang", "agreed", now);
    CHECK(&next == &book.live());
    CHECK(book.version() == 8);
    CHECK(book.decide(drone).is_decided());
    CHECK(book.size() == 0);
    REQUIRE(book.accepted().size() == 1);
    CHECK(book.accepted()[0].person == "Wang");
    CHECK(book.accepted()[0].reason == "agreed");
    CHECK(book.accepted()[0].version == 8);
    CHECK(book.accepted()[0].at == now);
    CHECK(book.accepted()[0].draft.author == "Li");
    CHECK(book.accepted()[0].replay.closed == 3);
    // Once accepted, the name is taken.
    CHECK(refused(errc::duplicate, [&] { (void)draft_from(book.live(), drone, answer()); }).find("drone") !=
          std::string::npos);
}

TEST_CASE("rules/rule_draft_book: an expired draft is neither added, replayed, accepted nor asked") {
    rule_draft_book book{fires()};
    const draft_rule made = draft_from(book.live(), drone, answer());
    CHECK(refused(errc::out_of_range, [&] { book.add(made, late); }) ==
          "table `grade`, draft rule `drone` has expired");
    book.add(made, now);
    (void)book.replay("drone", history, now);
    CHECK(refused(errc::out_of_range, [&] { book.replay("drone", history, late); }) ==
          "table `grade`, draft rule `drone` has expired");
    CHECK(refused(errc::out_of_range, [&] { book.accept("drone", "Wang", "agreed", late); }) ==
          "table `grade`, draft rule `drone` has expired");
    CHECK(book.observe(drone, late).empty());
    CHECK(book.tally("drone").seen == 0);
    CHECK(book.observe(drone, now).size() == 1);
    book.withdraw("drone");
    CHECK(book.size() == 0);
    CHECK(refused(errc::unknown_name, [&] { book.withdraw("drone"); }) ==
          "table `grade`: there is no draft rule `drone`");
}

TEST_CASE("rules/rule_draft_book: drafts that exclude each other are shown, and at most one is accepted") {
    rule_draft_book book{fires()};
    book.add(draft_from(book.live(), drone, answer()), now);
    book.add(draft_from(book.live(), of(5, "drone"), answer("other", 3)), now);
    book.add(draft_from(book.live(), of(5, "flood"), answer("flood", 3)), now);
    CHECK(refused(errc::duplicate, [&] { book.add(draft_from(book.live(), of(5, "gas"), answer("flood", 3)), now); }) ==
          "table `grade`, draft rule `flood`: there is a draft of that name");
    const draft_replay made = book.replay("drone", history, now);
    REQUIRE(made.clashes.size() == 1);
    CHECK(made.clashes[0].with == "other");
    CHECK(made.clashes[0].witness == of(3, "drone"));
    CHECK(to_text(made, book.live()).find("it clashes with draft `other`: dead is 3, type is \"drone\"\n") !=
          std::string::npos);
    CHECK(to_text(made, book.live(), language::zh).find("与草案“other”冲突：死亡人数为 3，类型为 \"drone\"\n") !=
          std::string::npos);
    expert_answer brief = answer("brief", 3);
    brief.expires = now;
    book.add(draft_from(book.live(), drone, brief), {1400});
    CHECK(book.replay("drone", history, now).clashes.size() == 1);  // what has expired is no rival
    book.withdraw("brief");
    (void)book.replay("other", history, now);
    (void)book.replay("flood", history, now);
    book.accept("drone", "Wang", "agreed", now);
    CHECK(book.size() == 2);
    CHECK(refused(errc::contradiction, [&] { book.accept("other", "Wang", "agreed", now); })
              .find("clashes with rule `drone`") != std::string::npos);
    CHECK(refused(errc::contradiction, [&] { book.replay("other", history, now); }).find("both hold when") !=
          std::string::npos);
    // The third excludes nobody, but the table that it was replayed on is not the live one any more.
    CHECK(refused(errc::missing, [&] { book.accept("flood", "Wang", "agreed", now); }).find("against version 2") !=
          std::string::npos);
    (void)book.replay("flood", history, now);
    book.accept("flood", "Wang", "agreed", now);
    CHECK(book.version() == 3);
    CHECK(book.decide(of(5, "flood")).is_decided());
}

TEST_CASE("rules/rule_draft_book: beside the live table a draft is asked and its agreement counted") {
    rule_draft_book book{fires(hit_policy::first)};
    expert_answer said = answer();
    said.matters = {"type"};
    said.before = "few";
    book.add(draft_from(book.live(), drone, said), now);
    CHECK(book.observe(of(1, "fire"), now).empty());
    auto heard = book.observe(of(12, "drone"), now, 2);
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].draft == "drone");
    CHECK(heard[0].said.is_decided());
    CHECK_FALSE(heard[0].is_same);
    heard = book.observe(of(40, "drone"), now, 1);
    REQUIRE(heard.size() == 1);
    CHECK_FALSE(heard[0].is_same);
    CHECK(book.observe(of(50, "flood"), now, 1).empty());
    CHECK(book.observe(of(-5, "drone"), now).empty());  // out of range: no rule decides
    const muster::shadow_tally& counted = book.tally("drone");
    CHECK(counted.seen == 5);
    CHECK(counted.held == 2);
    CHECK(counted.same == 3);
    CHECK(counted.closes == 1);
    CHECK(counted.changes == 1);
    CHECK(counted.judged == 2);
    CHECK(counted.agreed == 1);
}

TEST_CASE("rules/rule_draft_book: what is not settled within the budget is said to be so") {
    rule_draft_book book{fires(hit_policy::first)};
    expert_answer said = answer();
    said.matters = {"type"};
    said.before = "many";
    book.add(draft_from(book.live(), drone, said), now);
    const draft_replay made = book.replay("drone", {}, now, 100, 0);
    CHECK(made.overrides == draft_override::not_known);
    CHECK(to_text(made, book.live()).find("was not settled within the budget") != std::string::npos);
    CHECK(to_text(made, book.live(), language::zh).find("未能确定") != std::string::npos);
    draft_replay other = made;
    other.closes_own_case = false;
    CHECK(to_text(other, book.live()).find("it does not close its own case\n") != std::string::npos);
    CHECK(to_text(other, book.live(), language::zh).find("不能填补其来源案例\n") != std::string::npos);
}

TEST_CASE("rules/rule_draft_book: placed last, a draft takes no case that the live rules decide, not even its own") {
    rule_draft_book book{fires(hit_policy::first)};
    book.add(draft_from(book.live(), of(29, "fire"), answer("nearly many", 1)), now);  // decided, but by a thin margin
    const draft_replay made = book.replay("nearly many", history, now);
    CHECK_FALSE(made.closes_own_case);
    CHECK(made.closed + made.changed + made.opened == 0);
    CHECK(made.changes.empty());
}
