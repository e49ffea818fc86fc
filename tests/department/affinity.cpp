#include "muster/department/affinity.hpp"

#include "department/bureaus.hpp"

#include <doctest/doctest.h>

#include <list>
#include <set>
#include <string>
#include <vector>

using bureaus::types;
using muster::affinity;
using muster::affinity_options;
using muster::co_response;
using muster::department_directory;
using muster::department_handle;
using muster::type_id;
using muster::unknown_name;
using muster::unknown_names;

namespace {

/// Four departments that anybody may meet.
const department_directory& directory() {
    static const department_directory made = [] {
        const std::vector<bureaus::bureau> all{{"fire", {{0}}}, {"police", {{1}}}, {"gas co", {{2}}}, {"press", {{4}}}};
        muster::department_rules rules;
        for (const auto& each : all) {
            rules.owners.push_back({each.key, {static_cast<std::uint32_t>(rules.owners.size())}});
        }
        rules.first_receiver = "police";
        return department_directory{all, types(), bureaus::scale(), rules};
    }();
    return made;
}

std::vector<co_response> random_log(dice& any, std::uint32_t lines) {
    std::vector<co_response> log;
    for (std::uint32_t i = 0; i < lines; ++i) {
        co_response line;
        const type_id type = bureaus::any_type(any);
        if (type) { line.type = types().code(type); }
        for (std::uint32_t k = any.below(4); k > 0; --k) { line.departments.push_back(directory()[any.below(4)].key); }
        line.count = 1 + any.below(any.chance(20) ? 5000 : 5);
        log.push_back(line);
    }
    return log;
}

/// Whether a line counts for a type: it is of that type or of one of its kinds. Unclassified lines for none only.
bool counts_for(const co_response& line, type_id type) {
    if (line.type.empty() || !type) { return line.type.empty() && !type; }
    for (type_id each = types().at(line.type); each; each = types().parent(each)) {
        if (each == type) { return true; }
    }
    return false;
}

struct counted {
    std::int64_t incidents = 0;
    std::int64_t together = 0;
};

counted count(const std::vector<co_response>& log, type_id type, std::uint32_t department) {
    counted sum;
    for (const co_response& line : log) {
        if (!counts_for(line, type)) { continue; }
        sum.incidents += line.count;
        const std::set<std::string> there{line.departments.begin(), line.departments.end()};
        if (there.count(directory()[department].key) != 0) { sum.together += line.count; }
    }
    return sum;
}

/// The stated formula, from the log itself.
std::int64_t score(const std::vector<co_response>& log, type_id type, std::uint32_t department, std::int64_t strength) {
    const counted own = count(log, type, department);
    const type_id wider = type ? types().parent(type) : type_id::none();
    const std::int64_t prior = wider ? score(log, wider, department, strength) : 0;
    const std::int64_t over = 1000 * own.together + strength * prior;
    const std::int64_t under = own.incidents + strength;
    return over / under + (2 * (over % under) >= under ? 1 : 0);  // half up
}

std::uint64_t digest_of(const affinity& learned) {
    muster::digest sum;
    learned.write_digest(sum);
    return sum.value();
}

std::vector<type_id> known_types() { return {{0}, {1}, {2}, {3}, {4}, {}}; }

}  // namespace

TEST_CASE("department/affinity: seen once is not seen a thousand times") {
    const auto always = [](std::int64_t times) {
        const std::vector<co_response> log{{"slope", {"fire"}, times}};
        return affinity{types(), directory(), log}.score_thousandths(types().at("slope"), {0, 0});
    };
    CHECK(always(1) == 91);
    CHECK(always(10) == 500);
    CHECK(always(1000) == 990);
    const std::vector<co_response> log{{"slope", {"fire"}, 1}, {"gas", {"fire"}, 990}};
    const affinity learned{types(), directory(), log};
    CHECK(learned.borrowed_thousandths(types().at("slope")) == 909);
    CHECK(learned.borrowed_thousandths(types().at("gas")) == 10);
    CHECK(learned.borrowed_thousandths(types().at("tall")) == 1000);
}

TEST_CASE("department/affinity: counts and scores are the stated formula's, from the log itself") {
    dice any{1};
    for (int round = 0; round < 60; ++round) {
        const std::vector<co_response> log = random_log(any, any.below(30));
        affinity_options options;
        options.strength = any.chance(50) ? 10 : 1 + any.below(200);
        const affinity learned{types(), directory(), log, options};
        for (const type_id type : known_types()) {
            for (std::uint32_t d = 0; d < 4; ++d) {
                const counted sum = count(log, type, d);
                CHECK(learned.incidents(type) == sum.incidents);
                CHECK(learned.together(type, {d, 0}) == sum.together);
                CHECK(learned.score_thousandths(type, {d, 0}) == score(log, type, d, options.strength));
            }
        }
        CHECK(learned.unknown().empty());
    }
}

TEST_CASE("department/affinity: a type never seen scores as the wider one; a score lies between own share and wider") {
    dice any{2};
    for (int round = 0; round < 40; ++round) {
        const std::vector<co_response> log = random_log(any, 12);
        const affinity learned{types(), directory(), log};
        for (const type_id type : known_types()) {
            for (std::uint32_t d = 0; d < 4; ++d) {
                const std::int64_t own = learned.score_thousandths(type, {d, 0});
                const type_id parent = type ? types().parent(type) : type_id::none();
                const std::int64_t wider = parent ? learned.score_thousandths(parent, {d, 0}) : 0;
                const std::int64_t seen = learned.incidents(type);
                if (seen == 0) {
                    CHECK(own == wider);
                    continue;
                }
                const std::int64_t share = 1000 * learned.together(type, {d, 0}) / seen;  // rounded down
                CHECK(own >= std::min(share, wider));
                CHECK(own <= std::max(share + 1, wider));
            }
        }
    }
}

TEST_CASE("department/affinity: removing a line of the log changes exactly the stated terms") {
    dice any{3};
    for (int round = 0; round < 60; ++round) {
        const std::vector<co_response> log = random_log(any, 1 + any.below(15));
        const affinity all{types(), directory(), log};
        std::vector<co_response> fewer = log;
        const std::uint32_t removed = any.below(log.size());
        fewer.erase(fewer.begin() + removed);
        const co_response& line = log[removed];
        const affinity rest{types(), directory(), fewer};
        for (const type_id type : known_types()) {
            const std::int64_t gone = counts_for(line, type) ? line.count : 0;
            CHECK(all.incidents(type) - rest.incidents(type) == gone);
            for (std::uint32_t d = 0; d < 4; ++d) {
                const std::set<std::string> there{line.departments.begin(), line.departments.end()};
                const std::int64_t acted = there.count(directory()[d].key) != 0 ? gone : 0;
                CHECK(all.together(type, {d, 0}) - rest.together(type, {d, 0}) == acted);
                const type_id wider = type ? types().parent(type) : type_id::none();
                const std::int64_t prior = wider ? rest.score_thousandths(wider, {d, 0}) : 0;
                CHECK(rest.score_thousandths(type, {d, 0}) ==
                      affinity::shrunk(all.together(type, {d, 0}) - acted, all.incidents(type) - gone, 10, prior));
            }
        }
    }
}

TEST_CASE("department/affinity: learning line by line, in any order, gives what reading all at once gives") {
    dice any{4};
    for (int round = 0; round < 30; ++round) {
        std::vector<co_response> log = random_log(any, 10);
        const affinity at_once{types(), directory(), log};
        any.shuffle(log);
        affinity one_by_one{types(), directory(), std::vector<co_response>{}};
        for (const co_response& line : log) { one_by_one.learn(line); }
        for (const type_id type : known_types()) {
            for (std::uint32_t d = 0; d < 4; ++d) {
                CHECK(one_by_one.score_thousandths(type, {d, 0}) == at_once.score_thousandths(type, {d, 0}));
            }
        }
        CHECK(digest_of(one_by_one) == digest_of(at_once));
        affinity more = at_once;
        more.learn(co_response{"gas", {"fire"}, 1});
        CHECK(digest_of(more) != digest_of(at_once));
    }
}

TEST_CASE("department/affinity: a log may name types and departments by id, and repeat a department on a line") {
    struct line {
        type_id type;
        std::list<department_handle> departments;
        int count;
    };
    const std::vector<line> log{{types().at("gas"), {{0, 0}, {2, 0}, {0, 0}}, 3}, {type_id::none(), {{1, 0}}, 2}};
    const affinity learned{types(), directory(), log};
    CHECK(learned.incidents(types().at("gas")) == 3);
    CHECK(learned.incidents(types().at("fire")) == 3);
    CHECK(learned.together(types().at("fire"), {0, 0}) == 3);
    CHECK(learned.incidents(type_id::none()) == 2);
    CHECK(learned.score_thousandths(type_id::none(), {1, 0}) == affinity::shrunk(2, 2, 10, 0));
    CHECK(learned.score_thousandths({99}, {1, 0}) == learned.score_thousandths(type_id::none(), {1, 0}));
    CHECK(learned.score_thousandths(types().at("gas"), {4, 0}) == 0);
    CHECK(learned.score_thousandths(types().at("gas"), department_handle::none()) == 0);
    CHECK(learned.together(types().at("gas"), {4, 0}) == 0);
}

TEST_CASE("department/affinity: names that nothing declares are listed, and the rest of the line counts") {
    const std::vector<co_response> log{
        {"gas", {"fire", "navy", "navy"}, 3}, {"flood", {"fire", "navy"}, 5}, {"gas", {"army"}, 1}, {"flood", {}, 2}};
    const affinity learned{types(), directory(), log};
    CHECK(learned.unknown() == std::vector<unknown_name>{{"navy", false, 8}, {"flood", true, 7}, {"army", false, 1}});
    CHECK(learned.incidents(types().at("gas")) == 4);
    CHECK(learned.together(types().at("gas"), {0, 0}) == 3);

    struct line {
        type_id type;
        std::vector<department_handle> departments;
        std::int64_t count;
    };
    const std::vector<line> numbers{{{7}, {}, 1}, {{0}, {{9, 0}, {}}, 2}};
    CHECK(affinity{types(), directory(), numbers}.unknown() ==
          std::vector<unknown_name>{{"#7", true, 1}, {"#9", false, 2}, {"none", false, 2}});
}

TEST_CASE("department/affinity: nothing learned scores nothing") {
    const affinity nothing;
    CHECK(nothing.score_thousandths({0}, {0, 0}) == 0);
    CHECK(nothing.incidents({0}) == 0);
    CHECK(nothing.together({}, {0, 0}) == 0);
    CHECK(nothing.borrowed_thousandths({0}) == 1000);
    CHECK(nothing.unknown().empty());
}

TEST_CASE("department/affinity: what cannot be learned from is refused, by name, and changes nothing") {
    const std::vector<co_response> none;
    CHECK_THROWS_WITH_AS((affinity{types(), directory(), none, {0}}),
                         "affinity: a strength of 0; it must be from 1 to 1000000", muster::error);
    CHECK_THROWS_WITH_AS((affinity{types(), directory(), none, {1'000'001}}),
                         "affinity: a strength of 1000001; it must be from 1 to 1000000", muster::error);
    affinity learned{types(), directory(), std::vector<co_response>{{"gas", {"fire"}, 3}}, {10, unknown_names::refuse}};
    const std::uint64_t before = digest_of(learned);
    CHECK_THROWS_WITH_AS(learned.learn(co_response{"gas", {"fire", "navy"}, 1}),
                         "affinity: the log names department `navy`, which there is not", muster::error);
    CHECK_THROWS_WITH_AS(learned.learn(co_response{"flood", {"fire"}, 1}),
                         "affinity: the log names type `flood`, which there is not", muster::error);
    CHECK_THROWS_WITH_AS(learned.learn(co_response{"gas", {"fire"}, 0}),
                         "affinity: a line of the log counts 0 incidents; it must be at least 1, and all together at "
                         "most 10^15",
                         muster::error);
    CHECK_THROWS_AS(learned.learn(co_response{"tall", {"fire"}, affinity::most_incidents - 2}), muster::error);
    CHECK(digest_of(learned) == before);
    learned.learn(co_response{"tall", {"fire"}, affinity::most_incidents - 3});  // the most that fits
    CHECK(learned.score_thousandths(types().at("fire"), {0, 0}) == 1000);
}
