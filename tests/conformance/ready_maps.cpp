// Frozen types of every kind, read through ready maps: the suites hold for them, and they are decided on exactly as the
// same incident in a plain struct is.
#include "conformance/department_map.hpp"
#include "conformance/expert_map.hpp"
#include "conformance/incident_map.hpp"
#include "conformance/stage.hpp"
#include "conformance/unit_map.hpp"

#include "muster/core/from_column.hpp"
#include "muster/governance/governance.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/model/run_card.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "dice.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ready_maps_test {

using square_city::call;
using square_city::engine;

/// A vendor's: chrono times, text ids, everything optional.
struct vendor_call {
    std::string key;
    std::optional<muster::planar> where;
    std::string words;
    std::optional<std::chrono::sys_time<std::chrono::microseconds>> came_in;
    std::optional<short> trapped;
};

/// A C struct of fixed-width fields, -1 for what nobody knows.
struct c_call {
    char no[12];
    char what[48];
    int east_mm, north_mm, is_located;
    int trapped;
    long long received_s;
};

/// A row of a result, its cells by value.
struct cell {
    const std::string* bytes;
    [[nodiscard]] bool is_null() const { return bytes == nullptr; }
    template <class As>
    [[nodiscard]] As as() const {
        if constexpr (std::is_same_v<As, int>) {
            return std::stoi(*bytes);
        } else {
            return As{*bytes};
        }
    }
};
struct row {
    std::vector<std::pair<std::string, std::optional<std::string>>> cells;
    [[nodiscard]] cell operator[](const char* column) const {
        for (const auto& [called, value] : cells) {
            if (called == column) { return {value ? &*value : nullptr}; }
        }
        return {nullptr};
    }
};

struct vendor_engine {
    char sign[4];
    muster::planar home;
    unsigned skills;
    std::optional<std::chrono::seconds> turnout;
};
struct vendor_bureau {
    const char* key;
    unsigned functions;
};
struct vendor_expert {
    char no[4];
    std::string_view pool;
    std::optional<muster::lon_lat> home;
    std::vector<const char*> interests;
};

inline muster::capability_set skills_of(unsigned bits) {
    muster::capability_set all;
    for (std::uint32_t i = 0; i < 3; ++i) {
        if (((bits >> i) & 1U) != 0) { all.insert({i}); }
    }
    return all;
}

}  // namespace ready_maps_test

using namespace ready_maps_test;

template <>
inline constexpr auto muster::fields<vendor_call> = muster::map(muster::id = &vendor_call::key,
                                                                muster::position = &vendor_call::where,
                                                                muster::text = &vendor_call::words,
                                                                muster::received_at = &vendor_call::came_in,
                                                                muster::field<"trapped"> = &vendor_call::trapped);
template <>
inline constexpr auto muster::fields<c_call> = muster::map(
    muster::id = &c_call::no, muster::text = &c_call::what,
    muster::position =
        [](const c_call& c) {
            return c.is_located != 0 ? muster::known<muster::planar>{{c.east_mm, c.north_mm}} : muster::unknown;
        },
    muster::received_at = [](const c_call& c) { return std::chrono::sys_seconds{std::chrono::seconds{c.received_s}}; },
    muster::field<"trapped"> =
        [](const c_call& c) { return c.trapped >= 0 ? muster::known<int>{c.trapped} : muster::unknown; });
template <>
inline constexpr auto muster::fields<row> = muster::map(
    muster::id = muster::from_required_column<"no", int>, muster::text = muster::from_column<"what", std::string_view>,
    muster::position = [](const row& r) -> std::optional<muster::planar> {
        const auto east = muster::from_column<"east", int>(r);
        const auto north = muster::from_column<"north", int>(r);
        if (!east || !north) { return {}; }
        return muster::planar{*east, *north};
    },
    muster::received_at =
        [](const row& r) {
            const auto second = muster::from_column<"second", int>(r);
            return second ? std::optional{std::chrono::sys_seconds{std::chrono::seconds{*second}}} : std::nullopt;
        },
    muster::field<"trapped"> = muster::from_column<"trapped", int>);
template <>
inline constexpr auto muster::fields<vendor_engine> = muster::map(
    muster::id = &vendor_engine::sign, muster::position = &vendor_engine::home,
    muster::capabilities = [](const vendor_engine& e) { return skills_of(e.skills); },
    muster::turnout = &vendor_engine::turnout);
template <>
inline constexpr auto muster::fields<vendor_bureau> = muster::map(
    muster::id = &vendor_bureau::key,
    muster::capabilities = [](const vendor_bureau& b) { return skills_of(b.functions); });
template <>
inline constexpr auto muster::fields<vendor_expert> = muster::map(
    muster::id = &vendor_expert::no, muster::in_pool = &vendor_expert::pool, muster::position = &vendor_expert::home,
    muster::capabilities = [](const vendor_expert&) { return skills_of(1); },
    muster::conflict_cells = &vendor_expert::interests);

namespace {

using namespace muster::literals;
namespace stage = muster::stage;

vendor_call as_vendor(const call& plain) {
    vendor_call made{std::to_string(plain.no), plain.at, plain.what, {}, {}};
    made.came_in = std::chrono::sys_time<std::chrono::microseconds>{std::chrono::milliseconds{plain.received.ms}};
    if (plain.trapped) { made.trapped = static_cast<short>(*plain.trapped); }
    return made;
}
c_call as_c(const call& plain) {
    c_call made{};
    const std::string no = std::to_string(plain.no);
    std::memcpy(made.no, no.data(), std::min(no.size(), sizeof made.no));
    std::memcpy(made.what, plain.what.data(), std::min(plain.what.size(), sizeof made.what));
    made.is_located = plain.at ? 1 : 0;
    if (plain.at) { made.east_mm = plain.at->east_mm, made.north_mm = plain.at->north_mm; }
    made.trapped = plain.trapped.value_or(-1);
    made.received_s = plain.received.ms / 1000;
    return made;
}
row as_row(const call& plain) {
    const auto cell_of = [](bool there, std::int64_t n) {
        return there ? std::optional<std::string>{std::to_string(n)} : std::nullopt;
    };
    return {{{"no", std::to_string(plain.no)},
             {"what", plain.what.empty() ? std::nullopt : std::optional<std::string>{plain.what}},
             {"east", cell_of(plain.at.has_value(), plain.at ? plain.at->east_mm : 0)},
             {"north", cell_of(plain.at.has_value(), plain.at ? plain.at->north_mm : 0)},
             {"second", cell_of(true, plain.received.ms / 1000)},
             {"trapped", cell_of(plain.trapped.has_value(), plain.trapped.value_or(0))}}};
}

struct ground {
    square_city::hierarchy cells = square_city::make_cells(2, 2);
    muster::type_tree types = square_city::make_types();
    muster::response_scale levels = muster::three_response_levels();

    /// One policy, over whichever type.
    template <class T>
    [[nodiscard]] auto policy() const {
        const muster::time_limit soon{muster::clock_anchor::received, muster::clock_anchor::on_scene, 600_s};
        return muster::policy{
            stage::locate = cells,
            stage::classify = muster::rule_classifier<T>{types,
                                                         {{{"fire"}, {0}, {muster::contains("fire", "着火")}},
                                                          {{"gas"}, {2}, {muster::has_word("gas")}}}},
            stage::grade =
                muster::grading_table<T>{
                    types,
                    levels,
                    {{{"trapped"},
                      "trapped",
                      {muster::at_least(1, muster::level_II), muster::at_least(3, muster::level_I)}}}},
            stage::require = muster::run_card_table{types, levels, {{{"all"}, {}, {}, {}, {{{0}, 2, soon, {}}}}}},
            stage::dispatch = muster::tiered_dispatch<muster::planar>{cells, types, levels, {}}};
    }
};

call random_call(dice& any, int no) {
    static const std::vector<std::string> words{"fire ", "gas ", "着火了 ", "nothing "};
    call made;
    made.no = no;
    if (any.chance(85)) {
        made.at = muster::planar{static_cast<std::int32_t>(any.between(-1'000'000, 9'000'000)),
                                 static_cast<std::int32_t>(any.between(-1'000'000, 5'000'000))};
    }
    for (std::uint32_t i = any.below(4); i > 0; --i) { made.what += any.any_of(words); }
    if (any.chance(60)) { made.trapped = static_cast<int>(any.below(5)); }
    made.received = {1'000'000 - std::int64_t{any.below(700)} * 1000};
    return made;
}

void same_plan(const muster::plan& a, const muster::plan& b) {
    CHECK(a.incident_key == b.incident_key);
    CHECK(conformance::detail::same(a.where, b.where));
    CHECK(conformance::detail::same(a.what, b.what));
    CHECK(conformance::detail::same(a.how_serious, b.how_serious));
    CHECK(conformance::detail::same(a.needed, b.needed));
    CHECK(conformance::detail::same(a.units, b.units));
}

}  // namespace

TEST_CASE("conformance/ready_maps: incidents behind pointers, in C structs and in rows hold to the suite") {
    dice any{3};
    std::vector<call> plain;
    std::vector<vendor_call> vendors;
    std::vector<c_call> records;
    std::vector<row> rows;
    std::vector<std::shared_ptr<vendor_call>> shared;
    std::vector<std::unique_ptr<c_call>> unique;
    std::vector<const row*> pointers;
    for (int i = 0; i < 50; ++i) {
        plain.push_back(random_call(any, i));
        vendors.push_back(as_vendor(plain.back()));
        records.push_back(as_c(plain.back()));
        rows.push_back(as_row(plain.back()));
        shared.push_back(std::make_shared<vendor_call>(vendors.back()));
        unique.push_back(std::make_unique<c_call>(records.back()));
    }
    for (const row& each : rows) { pointers.push_back(&each); }
    vendors.back().came_in.reset();
    conformance::incident_map<vendor_call>(vendors);
    conformance::incident_map<c_call>(records);
    conformance::incident_map<row>(rows);
    conformance::incident_map<std::shared_ptr<vendor_call>>(shared);
    conformance::incident_map<std::unique_ptr<c_call>>(unique);
    conformance::incident_map<const row*>(pointers);
}

TEST_CASE("conformance/ready_maps: units, departments and experts of frozen types hold to their suites") {
    conformance::unit_map<engine>({{"A", {100, 100}, {{0}}, {}, {}}, {"B", {7, 8}, {{1}}, {60'000}, muster::level_I}});
    const std::vector<vendor_engine> engines{{{'E', '1', '0', '1'}, {1, 2}, 3, std::chrono::minutes{1}},
                                             {"E2", {3, 4}, 1, std::chrono::seconds{0}}};
    conformance::unit_map<vendor_engine>(engines);
    conformance::unit_map<const vendor_engine*>({&engines[0], &engines[1]});
    conformance::department_map<vendor_bureau>({{"fire", 1}, {"water", 6}});
    const vendor_bureau third{"roads", 2};
    conformance::department_map<const vendor_bureau*>({&third});
    conformance::expert_map<vendor_expert>(
        {{"X1", "city", muster::lon_lat{120, 30}, {"cell"}}, {"X2", "city", {}, {}}});
    conformance::expert_map<std::shared_ptr<vendor_expert>>(
        {std::make_shared<vendor_expert>(vendor_expert{"X3", "works", {}, {}})});
}

TEST_CASE("conformance/ready_maps: a fleet of frozen units, the turnout rounded up, a missing one named") {
    const ground here;
    std::vector<vendor_engine> engines{{{'E', '1', '0', '1'}, {1, 2}, 3, std::chrono::minutes{1}},
                                       {"E2", {3, 4}, 1, {}}};
    CHECK_THROWS_WITH_AS((square_city::fleet{engines, here.cells, 2}),
                         "fleet: unit `E2` has no turnout; unknown is not 0", muster::error);
    engines[1].turnout = std::chrono::seconds{90};
    const square_city::fleet units{engines, here.cells, 2};
    CHECK(units[0].key == "E101");  // filled to the brim
    CHECK(units[0].turnout.ms == 60'000);
    CHECK(units[1].turnout.ms == 90'000);
    static constexpr auto in_ticks = muster::map(
        muster::id = &vendor_engine::sign, muster::position = &vendor_engine::home,
        muster::capabilities = [](const vendor_engine& e) { return skills_of(e.skills); },
        muster::turnout = [](const vendor_engine&) { return std::chrono::duration<int, std::ratio<1, 3000>>{100}; });
    CHECK(square_city::fleet::through<in_ticks>(engines, here.cells, 2)[0].turnout.ms == 34);  // 33.3
}

TEST_CASE("conformance/ready_maps: whatever type an incident comes in, the plan is the same") {
    const ground here;
    dice any{11};
    std::vector<engine> engines;
    for (int i = 0; i < 12; ++i) {
        engines.push_back(
            {"E" + std::to_string(i),
             {static_cast<std::int32_t>(any.below(8'000'000)), static_cast<std::int32_t>(any.below(4'000'000))},
             {{any.below(2)}},
             {any.below(90) * 1000},
             {}});
    }
    const square_city::situation now{{1'000'000}, {engines, here.cells, 2}};
    const muster::governance reference{here.policy<call>(), "one", 1};
    const muster::governance over_vendors{here.policy<std::shared_ptr<vendor_call>>(), "one", 1};
    const muster::governance over_records{here.policy<const c_call*>(), "one", 1};
    const muster::governance over_rows{here.policy<row>(), "one", 1};
    muster::workspace scratch;
    std::size_t late = 0;
    for (int i = 0; i < 500; ++i) {
        const call plain = random_call(any, i);
        CAPTURE(i);
        const muster::plan expected = reference.decide(plain, now, scratch);
        const c_call record = as_c(plain);
        same_plan(over_vendors.decide(std::make_shared<vendor_call>(as_vendor(plain)), now, scratch), expected);
        same_plan(over_records.decide(&record, now, scratch), expected);
        same_plan(over_rows.decide(as_row(plain), now, scratch), expected);
        late += expected.units.shortfalls.empty() ? 0U : 1U;
    }
    CHECK(late > 50);  // the time of the call does count
    CHECK(late < 450);
}

TEST_CASE("conformance/ready_maps: a call that does not say when it came in counts as having just come in") {
    const ground here;
    const std::vector<engine> engines{{"E", {100, 100}, {{0}}, {}, {}}};
    const square_city::situation now{{1'000'000}, {engines, here.cells, 2}};
    const muster::governance rule{here.policy<vendor_call>(), "one", 1};
    muster::workspace scratch;
    vendor_call one{"1", muster::planar{100, 100}, "fire", {}, {}};
    const muster::plan unknown = rule.decide(one, now, scratch);
    one.came_in = std::chrono::sys_time<std::chrono::microseconds>{std::chrono::milliseconds{1'000'000}};
    same_plan(rule.decide(one, now, scratch), unknown);
    one.came_in = *one.came_in - std::chrono::microseconds{1};  // a moment is rounded down
    CHECK(rule.decide(one, now, scratch).units.assignments.at(0).arrival.ms ==
          unknown.units.assignments.at(0).arrival.ms + 1);
}
