#include "muster/rules/input_partition.hpp"
#include "muster/rules/compiled_rules.hpp"

#include "dice.hpp"
#include "rules/brute_table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

using muster::at_least;
using muster::below;
using muster::input_clause;
using muster::input_entry;
using muster::input_partition;
using muster::number_value;
using muster::table_value;
using muster::text_value;
using muster::unknown_value;
using muster::value_kind;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

input_clause clause_of(value_kind kind) {
    input_clause made{"c"};
    made.kind = kind;
    return made;
}

input_partition partition_of(const input_clause& clause, const std::vector<input_entry>& entries) {
    std::vector<const input_entry*> all;
    for (const input_entry& each : entries) { all.push_back(&each); }
    return {clause, all};
}

/// Whether a class says of every entry what the entry says of the value itself.
bool agrees(const input_partition& cut, const std::vector<input_entry>& entries, const table_value& value) {
    const auto which = cut.class_of(value);
    for (std::size_t e = 0; e < entries.size(); ++e) {
        if (cut.passes(e, which) != entries[e].holds(value)) { return false; }
    }
    return true;
}

}  // namespace

TEST_CASE(
    "rules/input_partition: a value's class passes the entries that the value passes, on and beside every limit") {
    dice random{31};
    std::size_t looked_at = 0;
    for (int n = 0; n < 6'000; ++n) {
        const muster::compiled_rules table = brute::make_table(random, 2, 8);
        for (std::size_t i = 0; i < table.inputs().size(); ++i) {
            const input_clause& clause = table.inputs()[i];
            const input_partition& cut = table.partition(i);
            bool is_same = true;
            bool is_right_class = true;
            for (const table_value& each : brute::values_near(table, i)) {
                const auto which = cut.class_of(each);
                const bool is_a_case = !each.is_known || (brute::exists(each) && clause.allowed.holds(each));
                is_right_class = is_right_class && (which == cut.outside_class()) == !is_a_case &&
                                 (which == cut.unknown_class()) == !each.is_known;
                for (std::size_t rule = 0; rule < table.size(); ++rule) {
                    const bool holds = is_a_case && table.rules()[rule].when[i].holds(each);
                    is_same = is_same && table.passes(rule, i, which) == holds &&
                              cut.passes(table.entry_of(rule, i), which) == holds;
                }
                ++looked_at;
            }
            CHECK(is_same);
            CHECK(is_right_class);
        }
    }
    CHECK(looked_at > 100'000);
}

TEST_CASE("rules/input_partition: classes are the fewest, and each has a witness of its own") {
    dice random{32};
    for (int n = 0; n < 3'000; ++n) {
        const muster::compiled_rules table = brute::make_table(random, 1, 8);
        const input_partition& cut = table.partition(0);
        std::set<std::vector<bool>> different;
        for (std::size_t which = 2; which < cut.size(); ++which) {
            const auto own = static_cast<input_partition::class_id>(which);
            CHECK(cut.class_of(cut.witness(own)) == own);
            CHECK(cut.is_reachable(own));
            std::vector<bool> passing;
            for (std::size_t e = 0; e < table.entries(0); ++e) { passing.push_back(cut.passes(e, own)); }
            CHECK(different.insert(passing).second);
        }
        CHECK(cut.is_reachable(cut.unknown_class()) == table.inputs()[0].may_be_unknown);
        CHECK_FALSE(cut.is_reachable(cut.outside_class()));
    }
}

TEST_CASE("rules/input_partition: random numbers of every size fall into the class of their entries") {
    dice random{33};
    for (int n = 0; n < 500; ++n) {
        std::vector<input_entry> entries;
        std::vector<double> limits;
        for (int k = 0; k < 6; ++k) {
            const double scale = std::ldexp(1.0, static_cast<int>(random.between(-1070, 1020)));
            const double low = random.real(-1, 1) * scale;
            const double high = random.chance(40) ? std::nextafter(low, infinity) : low + random.real(0, 1) * scale;
            entries.push_back(
                {{{low, high, random.chance(50), random.chance(50)}}, {}, {}, false, random.chance(20), false});
            limits.insert(limits.end(), {low, high});
        }
        const input_partition cut = partition_of(clause_of(value_kind::number), entries);
        bool is_same = true;
        for (const double limit : limits) {
            for (const double each : {limit, std::nextafter(limit, infinity), std::nextafter(limit, -infinity), -limit,
                                      limit * random.real(-2, 2)}) {
                if (std::isfinite(each)) { is_same = is_same && agrees(cut, entries, number_value(each)); }
            }
        }
        for (const double each :
             {0.0, -0.0, std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min()}) {
            is_same = is_same && agrees(cut, entries, number_value(each)) && agrees(cut, entries, number_value(-each));
        }
        CHECK(is_same);
    }
}

TEST_CASE("rules/input_partition: what is no value of the kind is outside, and what is no number is unknown") {
    const std::vector<input_entry> entries{muster::at_most(2), at_least(5'000)};  // too far apart to be tabulated
    const std::vector<input_entry> near{muster::at_most(2), at_least(5)};
    for (const auto* each : {&entries, &near}) {
        const input_partition whole = partition_of(clause_of(value_kind::whole_number), *each);
        CHECK(whole.class_of(2.0) != whole.outside_class());
        CHECK(whole.class_of(2.5) == whole.outside_class());
        CHECK(whole.class_of(-7.5) == whole.outside_class());
        CHECK(whole.class_of(infinity) == whole.outside_class());
        CHECK(whole.class_of(-infinity) == whole.outside_class());
        CHECK(whole.class_of(std::nan("")) == whole.unknown_class());
        CHECK(whole.class_of(unknown_value(value_kind::whole_number)) == whole.unknown_class());
    }
    const input_partition real = partition_of(clause_of(value_kind::number), near);
    CHECK(real.class_of(2.5) != real.outside_class());
    CHECK(real.class_of(infinity) == real.outside_class());
    CHECK(real.class_of(std::nan("")) == real.unknown_class());
    const input_partition weekday = partition_of(clause_of(value_kind::weekday), {muster::at_most(5)});
    CHECK(weekday.class_of(0.0) == weekday.outside_class());
    CHECK(weekday.class_of(8.0) == weekday.outside_class());
    CHECK(weekday.class_of(7.0) != weekday.outside_class());
    const input_partition clock = partition_of(clause_of(value_kind::time_of_day), {below(3'600'000)});
    CHECK(clock.class_of(86'400'000.0) == clock.outside_class());
    CHECK(clock.class_of(-1.0) == clock.outside_class());
    CHECK(clock.size() == 4);
}

TEST_CASE("rules/input_partition: nothing lies between neighbours: of whole numbers, and of doubles") {
    const std::vector<input_entry> entries{muster::is(3), muster::is(4), muster::strictly_within(3, 4)};
    CHECK(partition_of(clause_of(value_kind::whole_number), entries).size() == 2 + 3);
    CHECK(partition_of(clause_of(value_kind::number), entries).size() == 2 + 4);
    const double next = std::nextafter(3.0, infinity);
    const std::vector<input_entry> close{muster::is(3.0), muster::is(next), muster::strictly_within(3.0, next)};
    CHECK(partition_of(clause_of(value_kind::number), close).size() == 2 + 3);
    const double most = std::numeric_limits<double>::max();
    const std::vector<input_entry> ends{muster::within(-most, most)};
    CHECK(partition_of(clause_of(value_kind::number), ends).size() == 2 + 1);
    // A limit that no whole number is cuts none, but its two sides differ.
    CHECK(partition_of(clause_of(value_kind::whole_number), {below(2.5)}).size() == 2 + 2);
    CHECK(partition_of(clause_of(value_kind::whole_number), {muster::is(2.5)}).size() == 2 + 1);
}

TEST_CASE("rules/input_partition: a witness is the plainest number of its class") {
    const input_partition cut = partition_of(clause_of(value_kind::number), {muster::from_until(3, 10), below(-2.5)});
    CHECK(cut.witness(cut.class_of(5.5)).number == 3);
    CHECK(cut.witness(cut.class_of(0.5)).number == 10);
    CHECK(cut.witness(cut.class_of(-100.0)).number == -3);
    const input_partition thin = partition_of(clause_of(value_kind::number), {muster::strictly_within(0.25, 0.75)});
    CHECK(thin.witness(thin.class_of(0.3)).number == 0.5);
}

TEST_CASE("rules/input_partition: more classes than it can number are refused with the column and the limit") {
    std::vector<input_entry> entries(1);
    for (int k = 0; k < 20'000; ++k) {  // a number entry each 50: the classes grow, the entries stay few
        entries[0].ranges.push_back({4.0 * k, 4.0 * k + 1, true, false});
    }
    CHECK(partition_of(clause_of(value_kind::number), entries).size() == 4);
    // 16 columns of bits: value v passes entry b when bit b of v is set, so that all 2^16 values differ.
    std::vector<input_entry> bits(16);
    for (std::size_t b = 0; b < bits.size(); ++b) {
        const double run = std::ldexp(1.0, static_cast<int>(b));
        for (double low = run; low < 65'536; low += 2 * run) {
            bits[b].ranges.push_back({low, low + run, true, false});
        }
    }
    CHECK_THROWS_WITH_AS(partition_of(clause_of(value_kind::whole_number), bits),
                         "column `c`: its entries tell more than 59998 classes of values apart, which is the limit",
                         muster::error);
    input_clause fewer = clause_of(value_kind::whole_number);
    fewer.allowed = muster::within(0, 59'997);
    const input_partition most = partition_of(fewer, bits);
    CHECK(most.size() == 60'000);
    CHECK(most.class_of(59'997.0) == 59'999);
    fewer.allowed = muster::within(0, 59'998);
    CHECK_THROWS_AS(partition_of(fewer, bits), muster::error);
}

TEST_CASE("rules/input_partition: text of any bytes falls into the class of its entries") {
    dice random{34};
    const auto draw = [&random](std::size_t most) {
        std::string made(random.below(most + 1), ' ');
        for (char& each : made) { each = random.any_of(std::vector<char>{'a', 'b', '\0', '\xe7', '\x81'}); }
        return made;
    };
    for (int n = 0; n < 1'000; ++n) {
        std::vector<input_entry> entries(1 + random.below(6));
        for (input_entry& each : entries) {
            for (std::uint32_t left = random.below(4); left-- > 0;) { each.texts.push_back(draw(4)); }
            for (std::uint32_t left = random.below(3); left-- > 0;) { each.prefixes.push_back(draw(3)); }
            each.is_negated = random.chance(30);
        }
        const input_partition cut = partition_of(clause_of(value_kind::string), entries);
        bool is_same = true;
        for (int k = 0; k < 200; ++k) { is_same = is_same && agrees(cut, entries, text_value(draw(5))); }
        CHECK(is_same);
    }
}
