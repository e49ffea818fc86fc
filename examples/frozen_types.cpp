// Types that nobody may change, decided on as they are: a vendor's tickets behind shared pointers, a C struct behind a
// plain one, the rows of a query's result. Each gets one `fields<T>`; pointers, chrono times, text ids and cells that may
// be empty are read by the maps that come with the library. One policy decides them all, and the conformance suites that
// come with its tests say whether the maps are sound.
#include "muster/core/from_column.hpp"
#include "muster/muster.hpp"

#define DOCTEST_CONFIG_IMPLEMENT
#include "conformance/incident_map.hpp"
#include "conformance/stage.hpp"
#include "conformance/unit_map.hpp"

#include "frozen_types/theirs.hpp"

#include <iostream>
#include <memory>
#include <vector>

template <>
inline constexpr auto muster::fields<vendor::ticket> = muster::map(
    muster::id = &vendor::ticket::key, muster::text = &vendor::ticket::summary,
    muster::received_at = &vendor::ticket::opened, muster::field<"trapped"> = &vendor::ticket::trapped,
    muster::position = [](const vendor::ticket& t) {
        return muster::lon_lat{t.lng, t.lat};
    });
template <>
inline constexpr auto muster::fields<vendor::vehicle> = muster::map(
    muster::id = &vendor::vehicle::sign, muster::turnout = &vendor::vehicle::turnout,
    muster::capabilities = [](const vendor::vehicle&) { return muster::capability_set{{0}}; },
    muster::position =
        [](const vendor::vehicle& v) {
            return muster::lon_lat{v.lng, v.lat};
        });
template <>
inline constexpr auto muster::fields<radio_call> = muster::map(
    muster::id = &radio_call::no, muster::text = &radio_call::what,
    muster::received_at =
        [](const radio_call& c) { return std::chrono::sys_seconds{std::chrono::seconds{c.received_s}}; },
    muster::field<"trapped"> = [](const radio_call& c) { return c.trapped < 0 ? std::optional<int>{} : c.trapped; },
    muster::position =
        [](const radio_call& c) {
            return muster::lon_lat{c.lng, c.lat};
        });
template <>
inline constexpr auto muster::fields<db::row> = muster::map(
    muster::id = muster::from_column<"no", std::string_view>,
    muster::text = muster::from_column<"what", std::string_view>,
    muster::field<"trapped"> = muster::from_column<"trapped", int>, muster::position = [](const db::row& r) {
        const auto lng = muster::from_column<"lng", double>(r), lat = muster::from_column<"lat", double>(r);
        return lng && lat ? std::optional<muster::lon_lat>{{*lng, *lat}} : std::nullopt;
    });

namespace city {

using namespace muster;
using namespace std::chrono_literals;
using std::chrono::sys_seconds;

const sys_seconds eight{std::chrono::seconds{1'772'352'000}};  // 2026-03-01 08:00 UTC
const std::vector<std::shared_ptr<const vendor::ticket>> tickets{
    std::make_shared<const vendor::ticket>(vendor::ticket{"T-2041", "fire in a shop", eight - 90s, {}, 120.01, 30.02}),
    std::make_shared<const vendor::ticket>(vendor::ticket{"T-2042", "noise at night", {}, 0, 120.03, 30.01})};
const radio_call on_air[]{{{'R', '-', '0', '0', '0', '7'}, "smoke, two inside", 2, 1'772'351'940, 120.02, 30.03}};
const std::vector<const radio_call*> radio{&on_air[0]};
const std::vector<db::row> rows{{{"W-77", "fire on the roof", nullptr, "120.04", "30.04"}},
                                {{"W-78", nullptr, "3", nullptr, nullptr}}};
std::vector<std::unique_ptr<vendor::vehicle>> make_vehicles() {
    std::vector<std::unique_ptr<vendor::vehicle>> all;
    all.push_back(std::make_unique<vendor::vehicle>(vendor::vehicle{"engine 1", 120.01, 30.01, 60s}));
    all.push_back(std::make_unique<vendor::vehicle>(vendor::vehicle{"engine 2", 120.04, 30.03, 92.5s}));
    return all;
}
const std::vector<std::unique_ptr<vendor::vehicle>> vehicles = make_vehicles();

const multi_polygon<lon_lat> outline{{{{120, 30}, {120.05, 30}, {120.05, 30.05}, {120, 30.05}, {120, 30}}, {}}};
const hierarchy<lon_lat> cells{{{{"district"}, {{"D", {"Old Town"}, outline}}}}};
const type_tree kinds{{{"fire", {"fire"}, ""}}};
const response_scale levels = three_response_levels();
const capability_list skills{{"fire engine"}};
const situation<lon_lat> now{*as_instant(eight), {vehicles, cells, 0}};

/// The one policy, for whatever type the incident comes in.
template <class T>
auto stages() {
    const need engine{skills.find("fire engine"), 1, {clock_anchor::received, clock_anchor::on_scene, 480_s}, {}};
    return policy{
        stage::locate = cells,
        stage::classify = rule_classifier<T>{kinds, {{{"flames"}, kinds.at("fire"), {contains("fire", "smoke")}}}},
        stage::grade = grading_table<T>{kinds, levels, {{{"trapped"}, "trapped", {at_least(2, level_II)}}}},
        stage::require = run_card_table{kinds, levels, {{{"fire"}, kinds.at("fire"), {}, {}, {engine}}}},
        stage::dispatch = tiered_dispatch<lon_lat>{cells, kinds, levels, {}, {.search_tier = 0, .minimums = {}}}};
}

template <class T>
void decide_all(const char* from, const std::vector<T>& incidents) {
    const governance rule{stages<T>(), "frozen", 1};
    const name_book names = rule.names(now.units);
    workspace scratch;
    std::cout << from << "\n";
    for (const T& each : incidents) {
        const plan made = rule.decide(each, now, scratch);
        std::cout << "  " << made.incident_key << ": " << (made.what.type ? "fire" : "ask a person") << ", level "
                  << levels[made.how_serious.decided].en
                  << (made.how_serious.settled_by ? ", open: how many are trapped?" : "") << "\n";
        for (const assignment& order : made.units.assignments) {
            std::cout << "    " << names.name_of(subject::unit, order.unit.index, language::en) << " is there "
                      << order.arrival.ms / 1000 << " s after the call\n";
        }
    }
}

/// The suites for one type of incident: its map, and the stages that read it.
template <class T>
void check_all(const std::vector<T>& incidents) {
    const auto all = stages<T>();
    conformance::incident_map<T>(incidents);
    conformance::locate_stage(all.template get<stage_id::locate>(), incidents);
    conformance::classify_stage(all.template get<stage_id::classify>(), incidents);
    conformance::grade_stage(all.template get<stage_id::grade>(), incidents, levels);
}

TEST_CASE("a vendor's tickets behind shared pointers") { check_all(tickets); }
TEST_CASE("C structs behind plain pointers") { check_all(radio); }
TEST_CASE("rows of a result") { check_all(rows); }
TEST_CASE("a vendor's vehicles behind unique pointers") {
    conformance::unit_map<std::unique_ptr<vendor::vehicle>>(vehicles);
}

}  // namespace city

int main(int count, char** arguments) {
    if (count > 1) {
        std::cerr << "frozen_types takes no arguments, and was given `" << arguments[1] << "`\n";
        return 2;
    }
    city::decide_all("A vendor's tickets, std::shared_ptr:", city::tickets);
    city::decide_all("The radio room's C structs, const radio_call*:", city::radio);
    city::decide_all("Rows of a query's result:", city::rows);
    doctest::Context suites;
    suites.setOption("minimal", true);  // says something only when a check fails
    const int failed = suites.run();
    std::cout << (failed == 0 ? "conformance: all checks passed\n" : "conformance: some checks failed\n");
    return failed;
}
