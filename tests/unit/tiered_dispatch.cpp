#include "muster/unit/tiered_dispatch.hpp"

#include "unit/square_city.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

using muster::assignment;
using muster::capability_id;
using muster::capability_set;
using muster::cell_id;
using muster::clock_anchor;
using muster::dispatch_options;
using muster::dispatch_outcome;
using muster::donor_minimum;
using muster::duration;
using muster::location;
using muster::need;
using muster::planar;
using muster::reason;
using muster::record;
using muster::response_level;
using muster::response_tier;
using muster::search_end;
using muster::shortfall;
using muster::unit_handle;
using muster::unit_status;
using muster::unit_verdict;
using square_city::call;
using square_city::engine;
using square_city::fleet;
using square_city::hierarchy;
using square_city::situation;
using namespace muster::literals;

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

muster::time_limit within(duration span, clock_anchor from = clock_anchor::ordered) {
    return {from, clock_anchor::on_scene, span};
}

need of(std::uint32_t capability, std::uint32_t amount, duration span = {}, clock_anchor from = clock_anchor::ordered) {
    return {{capability}, amount, within(span, from), {}};
}

muster::tiered_dispatch<planar> make_stage(const hierarchy& cells, dispatch_options options = {},
                                           const std::vector<response_tier>& tiers = {}) {
    return {cells, square_city::make_types(), muster::three_response_levels(), tiers, std::move(options)};
}

struct question {
    call about;
    location where;
    muster::classification what{muster::type_id{0}};
    muster::grading how_serious{muster::level_III};
    muster::requirement needed{};
};

template <class Stage>
dispatch_outcome ask(const Stage& stage, const question& q, const situation& now, record recording = record::all) {
    muster::workspace scratch;
    return stage(q.about, muster::dispatch_context<situation>{q.where, q.what, q.how_serious, q.needed, now, now.now,
                                                              scratch, recording});
}

template <class Stage>
muster::reason_list why_not(const Stage& stage, unit_handle which, const question& q, const situation& now) {
    muster::workspace scratch;
    return stage.why_not(which, q.about,
                         muster::dispatch_context<situation>{q.where, q.what, q.how_serious, q.needed, now, now.now,
                                                             scratch, record::none});
}

question at(const hierarchy& cells, planar place, std::vector<need> needs) {
    question made;
    made.about.at = place;
    made.where = cells.locate(place);
    made.needed.needs = std::move(needs);
    return made;
}

std::vector<std::string> signs(const dispatch_outcome& out, const fleet& units) {
    std::vector<std::string> all;
    for (const assignment& each : out.assignments) { all.push_back(units[each.unit.index].key); }
    return all;
}

unit_verdict verdict(const reason& each) { return each.verdict_as<unit_verdict>(); }

// ---- the same search, written again in the most obvious way: no index, no bound, no early end inside a step ---------

struct obvious_search {
    const hierarchy& cells;
    const fleet& units;
    const std::vector<donor_minimum>& minimums;
    planar target;
    location where;
    response_level decided;
    duration elapsed;
    muster::straight_line_travel travel{};

    std::set<std::uint32_t> taken{};
    dispatch_outcome out{};

    [[nodiscard]] std::int64_t arrival(std::uint32_t number) const {
        return (units[number].turnout + travel(units[number].stands, target)).ms;
    }
    [[nodiscard]] bool is_held(std::uint32_t number) const {
        const std::uint32_t from = units[number].held_below.rank;
        return from != 0 && (decided.rank == 0 || decided.rank > from);
    }
    [[nodiscard]] bool is_available(std::uint32_t number) const {
        return units[number].status == unit_status::free && taken.count(number) == 0 && !is_held(number);
    }
    [[nodiscard]] std::int64_t available(cell_id cell, capability_id which) const {
        std::int64_t found = 0;
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            if (units[i].cell == cell && units[i].can.contains(which) && is_available(i)) { ++found; }
        }
        return found;
    }
    [[nodiscard]] cell_id own() const {
        if (where.nearest) { return cells.ancestor(where.nearest, 2); }
        if (where.depth > 2) { return where.path[2]; }
        return where.owner && cells.tier_of(where.owner) >= 2 ? cells.ancestor(where.owner, 2) : cell_id::none();
    }

    struct step {
        int number;
        std::vector<cell_id> cells;
    };
    [[nodiscard]] std::vector<step> steps() const {
        std::vector<step> all;
        cell_id above = where.owner;
        int number = 0;
        if (own()) {
            all.push_back({0, {own()}});
            const auto around = cells.neighbours(own());
            all.push_back({++number, {around.begin(), around.end()}});
            above = cells.parent(own());
        }
        for (; above; above = cells.parent(above)) {
            step wider{++number, {}};
            for (const cell_id cell : cells.cells(2)) {
                if (cells.is_ancestor(above, cell)) { wider.cells.push_back(cell); }
            }
            all.push_back(wider);
        }
        step rest{++number, {cell_id::none()}};
        for (const cell_id cell : cells.cells(2)) { rest.cells.push_back(cell); }
        all.push_back(rest);
        return all;
    }

    struct candidate {
        std::int64_t ms;
        std::uint32_t number;
        int step;
        bool operator<(const candidate& o) const { return ms != o.ms ? ms < o.ms : number < o.number; }
    };

    /// Those of a cell who may go, nearest first; counts the others.
    std::vector<candidate> from_cell(cell_id cell, capability_id which, int number, shortfall& missing) const {
        std::vector<candidate> may_go;
        std::uint32_t free_here = 0;
        std::uint32_t busy_here = 0;
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            if (units[i].cell != cell || !units[i].can.contains(which)) { continue; }
            if (units[i].status != unit_status::free) {
                ++busy_here;
            } else {
                ++free_here;
            }
        }
        const bool is_donor = cell && cell != own();
        for (const donor_minimum& each : minimums) {
            if (is_donor && each.capability == which && each.free_units > 0 && free_here <= each.free_units) {
                missing.at_minimum += free_here;
                missing.busy += busy_here;
                return {};
            }
        }
        missing.busy += busy_here;
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            if (units[i].cell != cell || !units[i].can.contains(which) || units[i].status != unit_status::free) {
                continue;
            }
            if (taken.count(i) == 0 && is_held(i)) { ++missing.held; }
            if (is_available(i)) { may_go.push_back({arrival(i), i, number}); }
        }
        std::sort(may_go.begin(), may_go.end());
        if (!is_donor) { return may_go; }
        std::vector<candidate> spared;
        std::map<std::uint32_t, std::int64_t> leaving;
        for (const candidate& each : may_go) {
            bool spares = true;
            for (const donor_minimum& keeps : minimums) {
                if (!units[each.number].can.contains(keeps.capability)) { continue; }
                const std::int64_t left = available(cell, keeps.capability) - leaving[keeps.capability.index];
                spares &= left - 1 >= std::int64_t{keeps.free_units};
            }
            if (!spares) {
                ++missing.at_minimum;
                continue;
            }
            for (const donor_minimum& keeps : minimums) {
                if (units[each.number].can.contains(keeps.capability)) { ++leaving[keeps.capability.index]; }
            }
            spared.push_back(each);
        }
        return spared;
    }

    [[nodiscard]] std::int64_t deadline_of(const need& each) const {
        if (!each.has_limit()) { return never; }
        return each.limit.within.ms - (each.limit.from == clock_anchor::received ? elapsed.ms : 0);
    }

    void run(const std::vector<need>& needs) {
        std::map<std::uint32_t, std::vector<need>> by_capability;
        for (const need& each : needs) { by_capability[each.capability.index].push_back(each); }
        struct group {
            std::uint32_t capability;
            std::vector<std::int64_t> deadlines;
            std::vector<muster::time_limit> limits;
        };
        std::vector<group> groups;
        for (const auto& [capability, all] : by_capability) {
            group made{capability, {}, {}};
            std::uint32_t amount = 0;
            for (const need& each : all) { amount = std::max(amount, each.amount); }
            for (std::uint32_t n = 0; n < amount; ++n) {
                const need* strictest = nullptr;
                for (const need& each : all) {
                    if (each.amount <= n || !each.has_limit()) { continue; }
                    const auto key = [this](const need& of) {
                        return std::make_tuple(deadline_of(of), of.limit.within.ms, of.limit.from);
                    };
                    if (strictest == nullptr || key(each) < key(*strictest)) { strictest = &each; }
                }
                made.deadlines.push_back(strictest == nullptr ? never : deadline_of(*strictest));
                made.limits.push_back(strictest == nullptr ? muster::time_limit{} : strictest->limit);
            }
            groups.push_back(made);
        }
        std::stable_sort(groups.begin(), groups.end(),
                         [](const group& a, const group& b) { return a.deadlines.front() < b.deadlines.front(); });
        for (const group& each : groups) { fill({each.capability}, each.deadlines, each.limits); }
    }

    void fill(capability_id which, const std::vector<std::int64_t>& deadlines,
              const std::vector<muster::time_limit>& limits) {
        shortfall missing;
        missing.capability = which;
        std::vector<candidate> best;
        std::set<cell_id> seen;
        for (const step& wider : steps()) {
            for (const cell_id cell : wider.cells) {
                if (!seen.insert(cell).second) { continue; }
                for (const candidate& each : from_cell(cell, which, wider.number, missing)) { best.push_back(each); }
            }
            std::sort(best.begin(), best.end());
            if (best.size() > deadlines.size()) { best.resize(deadlines.size()); }
            bool is_met = best.size() == deadlines.size();
            for (std::size_t i = 0; i < best.size(); ++i) { is_met &= best[i].ms <= deadlines[i]; }
            if (is_met) { break; }
        }
        for (std::size_t i = 0; i < best.size(); ++i) {
            assignment order;
            order.unit = units.handle_of(best[i].number);
            order.capability = which;
            order.position_in_need = static_cast<std::uint32_t>(i);
            order.limit = limits[i];
            const bool from_call = order.limit.from == clock_anchor::received && order.limit.within.ms > 0;
            order.arrival = duration{best[i].ms} + (from_call ? elapsed : duration{});
            order.step = static_cast<std::uint8_t>(best[i].step);
            out.assignments.push_back(order);
            taken.insert(best[i].number);
            if (best[i].ms > deadlines[i]) { missing.late_by = std::max(missing.late_by, order.late_by()); }
        }
        missing.missing = static_cast<std::uint32_t>(deadlines.size() - best.size());
        if (missing.missing > 0 || missing.late_by.ms > 0) {
            out.shortfalls.push_back(missing);
            out.end = search_end::exhausted;
        }
    }
};

// ---- random cities ---------------------------------------------------------------------------------------------------

struct random_city {
    hierarchy cells;
    std::vector<engine> engines;
    dispatch_options options;

    random_city(dice& any, bool with_ties)
        : cells{square_city::make_cells(1 + static_cast<std::int32_t>(any.below(3)),
                                        1 + static_cast<std::int32_t>(any.below(3)),
                                        any.chance(40) ? std::vector<int>{1, 6} : std::vector<int>{})} {
        const std::int64_t grain = with_ties ? 500'000 : 1;
        for (std::uint32_t i = any.below(30); i > 0; --i) {
            engine each{"E" + std::to_string(i), {}, {}, {}, {}};
            each.home = {static_cast<std::int32_t>(any.between(-2'000'000, 19'000'000) / grain * grain),
                         static_cast<std::int32_t>(any.between(-2'000'000, 7'000'000) / grain * grain)};
            each.can.insert({any.below(3)});
            if (any.chance(35)) { each.can.insert({any.below(3)}); }
            each.turnout = {any.below(4) * 30'000};
            if (any.chance(15)) { each.held = {static_cast<std::uint8_t>(1 + any.below(2))}; }
            engines.push_back(each);
        }
        for (std::uint32_t c = 0; c < 3; ++c) {
            if (any.chance(45)) { options.minimums.push_back({{c}, any.below(3)}); }
        }
    }

    [[nodiscard]] situation now(dice& any) const {
        situation made{{1'000'000}, {engines, cells, 2}};
        for (std::uint32_t i = 0; i < engines.size(); ++i) {
            if (any.chance(20)) {
                made.units.set_status(i, any.chance(50) ? unit_status::committed : unit_status::off_duty);
            }
        }
        return made;
    }

    [[nodiscard]] question ask(dice& any) const {
        question made;
        if (any.chance(88)) {
            made.about.at = planar{static_cast<std::int32_t>(any.between(-1'000'000, 15'000'000)),
                                   static_cast<std::int32_t>(any.between(-1'000'000, 6'000'000))};
        }
        made.where = made.about.at ? cells.locate(*made.about.at) : cells.locate_unknown();
        made.about.received = {1'000'000 - static_cast<std::int64_t>(any.below(200)) * 1000};
        made.how_serious = response_level{static_cast<std::uint8_t>(any.below(4))};
        for (std::uint32_t i = 1 + any.below(4); i > 0; --i) {
            made.needed.needs.push_back(of(any.below(3), 1 + any.below(3), duration{any.below(4) * 240'000},
                                           any.chance(30) ? clock_anchor::received : clock_anchor::ordered));
        }
        return made;
    }

    [[nodiscard]] planar target_of(const question& q) const {
        return q.about.at ? *q.about.at : cells.representative_point(q.where.owner);
    }
};

void check_reasons(const dispatch_outcome& out, const fleet& units) {
    std::map<std::uint32_t, std::int64_t> counted;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::size_t sent = 0;
    for (const reason& each : out.reasons) {
        CHECK(each.stage == muster::stage_id::dispatch);
        CHECK(each.about == muster::subject::unit);
        counted[each.purpose] += each.is_group ? each.actual : 1;
        if (each.is_group) { continue; }
        CHECK(seen.insert({each.purpose, each.index}).second);  // one verdict for each candidate
        CHECK(units[each.index].can.contains({each.purpose}));
        if (verdict(each) == unit_verdict::donor_minimum) { CHECK(each.actual < each.limit); }
        if (verdict(each) == unit_verdict::slower) { CHECK(each.actual >= each.limit); }
        if (verdict(each) != unit_verdict::sent && verdict(each) != unit_verdict::sent_late) { continue; }
        ++sent;
        const auto order = std::find_if(out.assignments.begin(), out.assignments.end(),
                                        [&](const assignment& o) { return o.unit.index == each.index; });
        REQUIRE(order != out.assignments.end());
        CHECK(order->arrival.ms == each.actual);
        CHECK(order->limit.within.ms == each.limit);
        CHECK((order->late_by().ms > 0) == (verdict(each) == unit_verdict::sent_late));
    }
    CHECK(sent == out.assignments.size());
    for (const auto& [capability, all] : counted) { CHECK(all == static_cast<std::int64_t>(units.size())); }
}

void check_same(const dispatch_outcome& a, const dispatch_outcome& b) {
    CHECK(a.end == b.end);
    CHECK(a.position_assumed == b.position_assumed);
    CHECK(a.visited == b.visited);
    CHECK(a.assignments == b.assignments);
    CHECK(a.shortfalls == b.shortfalls);
}

}  // namespace

TEST_CASE("unit/tiered_dispatch: random cities get what the obvious search gives, and no promise is broken") {
    dice any{1};
    for (int round = 0; round < 1'500; ++round) {
        const random_city city{any, round % 2 == 0};
        const auto stage = make_stage(city.cells, city.options);
        for (int k = 0; k < 3; ++k) {
            const situation now = city.now(any);
            const question q = city.ask(any);
            const dispatch_outcome out = ask(stage, q, now);
            obvious_search expected{city.cells,
                                    now.units,
                                    city.options.minimums,
                                    city.target_of(q),
                                    q.where,
                                    q.how_serious.decided,
                                    now.now - q.about.received};
            expected.run(q.needed.needs);
            CHECK(out.assignments == expected.out.assignments);
            CHECK(out.end == expected.out.end);
            CHECK(out.position_assumed == !q.about.at.has_value());
            REQUIRE(out.shortfalls.size() == expected.out.shortfalls.size());
            for (std::size_t i = 0; i < out.shortfalls.size(); ++i) {
                CHECK(out.shortfalls[i].capability == expected.out.shortfalls[i].capability);
                CHECK(out.shortfalls[i].missing == expected.out.shortfalls[i].missing);
                CHECK(out.shortfalls[i].late_by == expected.out.shortfalls[i].late_by);
                // When somebody is missing, everybody was looked at or counted.
                if (out.shortfalls[i].missing > 0) { CHECK(out.shortfalls[i] == expected.out.shortfalls[i]); }
            }
            check_reasons(out, now.units);

            const dispatch_outcome silent = ask(stage, q, now, record::none);
            check_same(silent, out);
            CHECK(silent.reasons.empty());

            // No unit twice, none that is busy or held, no donor below its minimum.
            std::set<std::uint32_t> sent;
            for (const assignment& each : out.assignments) {
                CHECK(sent.insert(each.unit.index).second);
                CHECK(now.units.is_free(each.unit.index));
                CHECK(now.units.handle_of(each.unit.index) == each.unit);
                CHECK(now.units[each.unit.index].can.contains(each.capability));
                const response_level held = now.units[each.unit.index].held_below;
                CHECK_FALSE((held && muster::is_more_serious(held, q.how_serious.decided)));
            }
            for (const std::uint32_t each : sent) {
                const cell_id donor = now.units[each].cell;
                if (!donor || donor == expected.own()) { continue; }
                for (const donor_minimum& keeps : city.options.minimums) {
                    if (!now.units[each].can.contains(keeps.capability)) { continue; }
                    std::uint32_t left = 0;
                    for (std::uint32_t i = 0; i < now.units.size(); ++i) {
                        const auto& other = now.units[i];
                        left += other.cell == donor && other.can.contains(keeps.capability) && now.units.is_free(i) &&
                                        sent.count(i) == 0
                                    ? 1
                                    : 0;
                    }
                    CHECK(left >= keeps.free_units);
                }
            }
        }
    }
}

TEST_CASE("unit/tiered_dispatch: a unit is found in time if and only if one that may go can make it") {
    dice any{2};
    int found = 0;
    int impossible = 0;
    for (int round = 0; round < 3'000; ++round) {
        const random_city city{any, false};
        const auto stage = make_stage(city.cells, city.options);
        const situation now = city.now(any);
        question q = city.ask(any);
        const std::int64_t limit_ms = 60'000 + any.below(1'500) * 1000;
        const capability_id wanted{any.below(3)};
        q.needed.needs = {of(wanted.index, 1, duration{limit_ms})};
        const dispatch_outcome out = ask(stage, q, now);
        obvious_search asked{
            city.cells, now.units, city.options.minimums, city.target_of(q), q.where, q.how_serious.decided, {}};
        bool exists = false;
        for (std::uint32_t i = 0; i < now.units.size(); ++i) {
            const auto& each = now.units[i];
            if (!each.can.contains(wanted) || !asked.is_available(i) || asked.arrival(i) > limit_ms) { continue; }
            bool spares = true;
            for (const donor_minimum& keeps : city.options.minimums) {
                if (!each.cell || each.cell == asked.own() || !each.can.contains(keeps.capability)) { continue; }
                spares &= asked.available(each.cell, keeps.capability) > std::int64_t{keeps.free_units};
            }
            exists |= spares;
        }
        const bool in_time = !out.assignments.empty() && out.assignments[0].late_by().ms <= 0;
        CHECK(in_time == exists);
        CHECK((out.end == search_end::covered) == exists);
        (exists ? found : impossible) += 1;
    }
    CHECK(found > 300);
    CHECK(impossible > 300);
}

TEST_CASE("unit/tiered_dispatch: the order in which a caller lists its units changes nothing but their numbers") {
    dice any{3};
    for (int round = 0; round < 300; ++round) {
        random_city city{any, false};
        const auto stage = make_stage(city.cells, city.options);
        const question q = city.ask(any);
        const situation now{{1'000'000}, {city.engines, city.cells, 2}};
        std::set<std::int64_t> arrivals;
        obvious_search times{city.cells, now.units, city.options.minimums, city.target_of(q), q.where, {}, {}};
        for (std::uint32_t i = 0; i < now.units.size(); ++i) { arrivals.insert(times.arrival(i)); }
        if (arrivals.size() != now.units.size()) { continue; }  // a tie: the lower number goes
        const dispatch_outcome out = ask(stage, q, now);
        any.shuffle(city.engines);
        const situation shuffled{{1'000'000}, {city.engines, city.cells, 2}};
        const dispatch_outcome again = ask(stage, q, shuffled);
        CHECK(signs(out, now.units) == signs(again, shuffled.units));
        CHECK(out.shortfalls == again.shortfalls);
        CHECK(out.end == again.end);
        CHECK(out.visited == again.visited);
        CHECK(out.reasons.size() == again.reasons.size());
    }
}

TEST_CASE("unit/tiered_dispatch: of units that arrive at once the lower number goes") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{
        {"A", {100, 200}, {{0}}, {}, {}}, {"B", {200, 100}, {{0}}, {}, {}}, {"C", {100, 200}, {{0}}, {}, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(cells);
    CHECK(signs(ask(stage, at(cells, {0, 0}, {of(0, 1)}), now), now.units) == std::vector<std::string>{"A"});
    CHECK(signs(ask(stage, at(cells, {0, 0}, {of(0, 2)}), now), now.units) == std::vector<std::string>{"A", "B"});
}

TEST_CASE("unit/tiered_dispatch: the search widens no further than it must") {
    const hierarchy cells = square_city::make_cells(3, 2);
    const auto middle = [&cells](const char* key) { return cells.representative_point(cells.find(2, key)); };
    const std::vector<engine> engines{{"own", middle("S0C0"), {{0}}, {}, {}},
                                      {"neighbour", middle("S0C1"), {{0}, {1}}, {}, {}},
                                      {"street", middle("S1C0"), {{0}, {2}}, {}, {}},
                                      {"district", middle("S2C3"), {{0}, {3}}, {}, {}},
                                      {"outside", {-5'000'000, 0}, {{0}, {4}}, {}, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(cells);
    const auto step_for = [&](std::uint32_t capability) {
        const dispatch_outcome out = ask(stage, at(cells, middle("S0C0"), {of(capability, 1)}), now);
        return out.assignments.empty() ? -1 : static_cast<int>(out.assignments[0].step);
    };
    CHECK(step_for(0) == 0);
    CHECK(step_for(1) == 1);
    CHECK(step_for(2) == 3);  // step 2: the rest of the own street; 3: the district
    CHECK(step_for(3) == 3);
    CHECK(step_for(4) == 4);
    CHECK(step_for(5) == -1);
    CHECK(ask(stage, at(cells, middle("S0C0"), {of(0, 1)}), now).visited == 1);

    // Met, but late: it looks on until the need is met in time, or everybody was asked.
    const std::vector<engine> slow{{"slow", middle("S0C0"), {{0}}, 900_s, {}},
                                   {"quick", middle("S0C1"), {{0}}, {}, {}}};
    const situation then{{}, {slow, cells, 2}};
    CHECK(signs(ask(stage, at(cells, middle("S0C0"), {of(0, 1)}), then), then.units) ==
          std::vector<std::string>{"slow"});
    CHECK(signs(ask(stage, at(cells, middle("S0C0"), {of(0, 1, 600_s)}), then), then.units) ==
          std::vector<std::string>{"quick"});
}

TEST_CASE("unit/tiered_dispatch: needs for one capability do not add up, each unit answers to the strictest left") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {0, 0}, {{0}}, 60_s, {}},
                                      {"B", {0, 0}, {{0}}, 120_s, {}},
                                      {"C", {0, 0}, {{0}}, 180_s, {}},
                                      {"D", {0, 0}, {{0}}, 240_s, {}}};
    const situation now{{}, {engines, cells, 2}};
    const dispatch_outcome out =
        ask(make_stage(cells), at(cells, {0, 0}, {of(0, 2, 300_s), of(0, 1, 60_s), of(0, 3)}), now);
    REQUIRE(out.assignments.size() == 3);
    CHECK(out.assignments[0].limit.within == 60_s);
    CHECK(out.assignments[1].limit.within == 300_s);
    CHECK(out.assignments[2].limit.within == 0_s);
    CHECK(out.assignments[2].position_in_need == 2);
    CHECK(out.end == search_end::covered);
}

TEST_CASE("unit/tiered_dispatch: a unit that can do several things serves one, the more urgent first") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"both", {0, 0}, {{0}, {1}}, {}, {}}, {"zero", {0, 0}, {{0}}, 500_s, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(cells);
    const dispatch_outcome out = ask(stage, at(cells, {0, 0}, {of(0, 1), of(1, 1, 60_s)}), now);
    REQUIRE(out.assignments.size() == 2);
    CHECK(out.assignments[0].capability == capability_id{1});
    CHECK(signs(out, now.units) == std::vector<std::string>{"both", "zero"});
    const auto taken = std::find_if(out.reasons.begin(), out.reasons.end(),
                                    [](const reason& r) { return verdict(r) == unit_verdict::taken; });
    REQUIRE(taken != out.reasons.end());
    CHECK(taken->index == 0);
    CHECK(taken->purpose == 0);
}

TEST_CASE("unit/tiered_dispatch: response-time tiers add to what run cards ask for, by type and level") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {0, 0}, {{0}}, 30_s, {}}, {"B", {0, 0}, {{0}}, 90_s, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(
        cells, {},
        {{{"1 minute"}, {0}, 1, within(60_s), {0}, muster::level_II}, {{"5 minutes"}, {0}, 2, within(300_s), {}, {}}});
    question q = at(cells, {0, 0}, {});
    q.how_serious = muster::level_II;
    dispatch_outcome out = ask(stage, q, now);
    REQUIRE(out.assignments.size() == 2);
    CHECK(out.assignments[0].limit.within == 60_s);
    CHECK(out.assignments[1].limit.within == 300_s);
    q.how_serious = muster::level_III;
    out = ask(stage, q, now);
    CHECK(out.assignments[0].limit.within == 300_s);
    q.how_serious = muster::level_II;
    q.what = muster::type_id{2};
    CHECK(ask(stage, q, now).assignments[0].limit.within == 300_s);
    q.what = muster::type_id::none();  // not classified: the tier for every incident still holds
    CHECK(ask(stage, q, now).assignments.size() == 2);
    q.needed.needs = {of(0, 1, 45_s)};
    CHECK(ask(stage, q, now).assignments[0].limit.within == 45_s);
}

TEST_CASE("unit/tiered_dispatch: a donor keeps its minimum of everything that a unit can do") {
    const hierarchy cells = square_city::make_cells(1, 2);
    const planar here{1'000'000, 1'000'000};
    const planar there{3'000'000, 1'000'000};
    const std::vector<engine> engines{{"pump and ladder", there, {{0}, {1}}, {}, {}},
                                      {"pump", there, {{0}}, 300_s, {}}};
    const situation now{{}, {engines, cells, 2}};
    const question q = at(cells, here, {of(0, 1)});
    CHECK(signs(ask(make_stage(cells), q, now), now.units) == std::vector<std::string>{"pump and ladder"});
    // The only ladder stays, though it was asked for as a pump, of which there are enough.
    const auto careful = make_stage(cells, {2, {{{1}, 1}}, 1000});
    const dispatch_outcome out = ask(careful, q, now);
    CHECK(signs(out, now.units) == std::vector<std::string>{"pump"});
    const auto stays = std::find_if(out.reasons.begin(), out.reasons.end(),
                                    [](const reason& r) { return verdict(r) == unit_verdict::donor_minimum; });
    REQUIRE(stays != out.reasons.end());
    CHECK(stays->actual == 0);
    CHECK(stays->limit == 1);
    // In its own cell it goes.
    CHECK(signs(ask(careful, at(cells, there, {of(0, 1)}), now), now.units) ==
          std::vector<std::string>{"pump and ladder"});
}

TEST_CASE("unit/tiered_dispatch: a held reserve goes from its level on, and then by its place like any other") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"reserve", {0, 0}, {{0}}, {}, muster::level_II},
                                      {"other", {0, 0}, {{0}}, 60_s, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(cells);
    question q = at(cells, {0, 0}, {of(0, 1)});
    for (const response_level low : {muster::level_III, response_level{}}) {
        q.how_serious = low;
        const dispatch_outcome out = ask(stage, q, now);
        CHECK(signs(out, now.units) == std::vector<std::string>{"other"});
        CHECK(verdict(out.reasons[0]) == unit_verdict::held_reserve);
        CHECK(out.reasons[0].actual == low.rank);
        CHECK(out.reasons[0].limit == 2);
    }
    for (const response_level high : {muster::level_II, muster::level_I}) {
        q.how_serious = high;
        CHECK(signs(ask(stage, q, now), now.units) == std::vector<std::string>{"reserve"});
    }
}

TEST_CASE("unit/tiered_dispatch: it ends covered, exhausted or at its budget, and says what is missing and why") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {0, 0}, {{0}}, 400_s, {}},
                                      {"B", {0, 0}, {{0}}, {}, {}},
                                      {"C", {0, 0}, {{0}}, {}, muster::level_I},
                                      {"D", {0, 0}, {{0}}, {}, {}},
                                      {"E", {0, 0}, {{1}}, {}, {}}};
    situation now{{}, {engines, cells, 2}};
    now.units.set_status(1, unit_status::committed);
    now.units.set_status(3, unit_status::off_duty);
    const auto stage = make_stage(cells);

    const dispatch_outcome none = ask(stage, at(cells, {0, 0}, {}), now);
    CHECK(none.end == search_end::covered);
    CHECK(none.visited == 0);
    CHECK(none.reasons.empty());

    const dispatch_outcome late = ask(stage, at(cells, {0, 0}, {of(0, 2, 300_s), of(1, 1)}), now);
    CHECK(late.end == search_end::exhausted);
    CHECK(late.assignments.size() == 2);
    REQUIRE(late.shortfalls.size() == 1);
    CHECK(late.shortfalls[0] == shortfall{{0}, 1, 100_s, 2, 1, 0});

    const dispatch_outcome nobody = ask(stage, at(cells, {0, 0}, {of(7, 3)}), now);
    CHECK(nobody.end == search_end::exhausted);
    CHECK(nobody.shortfalls == std::vector<shortfall>{{{7}, 3, {}, 0, 0, 0}});
    REQUIRE(nobody.reasons.size() == 1);
    CHECK(verdict(nobody.reasons[0]) == unit_verdict::lacks_capability);
    CHECK(nobody.reasons[0].actual == 5);
}

TEST_CASE("unit/tiered_dispatch: a need for what no unit can have is a shortfall, not a fault") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const situation now{{}, {std::vector<engine>{{"A", {0, 0}, {{0}}, {}, {}}}, cells, 2}};
    for (const capability_id beyond : {capability_id{64}, capability_id::none()}) {
        question q = at(cells, {0, 0}, {need{beyond, 2, {}, {}}, of(0, 1)});
        const dispatch_outcome out = ask(make_stage(cells), q, now);
        CHECK(out.end == search_end::exhausted);
        CHECK(out.assignments.size() == 1);
        REQUIRE(out.shortfalls.size() == 1);
        CHECK(out.shortfalls[0].missing == 2);
        const muster::reason_list why = why_not(make_stage(cells), {0, 0}, q, now);
        CHECK(why.size() == 2);  // sent for the one, unable to do the other
    }
    CHECK(ask(make_stage(cells), at(cells, {0, 0}, {of(0, 0)}), now).end == search_end::covered);
}

TEST_CASE("unit/tiered_dispatch: the budget bounds the visits; what was seen is used, what was not is said") {
    dice any{4};
    for (int round = 0; round < 300; ++round) {
        random_city city{any, false};
        const situation now = city.now(any);
        const question q = city.ask(any);
        const dispatch_outcome full = ask(make_stage(city.cells, city.options), q, now);
        for (const std::uint32_t budget : {0U, 1U, 2U, 5U, full.visited, full.visited + 1}) {
            city.options.budget_visits = budget;
            const auto stage = make_stage(city.cells, city.options);
            const dispatch_outcome out = ask(stage, q, now);
            CHECK(out.visited <= budget);
            if (budget >= full.visited) {
                check_same(out, full);
                continue;
            }
            CHECK(out.end == search_end::budget);
            CHECK(out.visited == budget);
            check_reasons(out, now.units);
            check_same(ask(stage, q, now, record::none), out);
            bool says_so = false;
            for (const reason& each : out.reasons) {
                if (verdict(each) != unit_verdict::beyond_budget) { continue; }
                says_so = true;
                CHECK(each.is_group);
                CHECK(each.limit == budget);
            }
            CHECK(says_so);
        }
    }
    const hierarchy cells = square_city::make_cells(1, 1);
    const situation now{{},
                        {std::vector<engine>{{"A", {0, 0}, {{0}}, {}, {}}, {"B", {0, 0}, {{0}}, {}, {}}}, cells, 2}};
    const dispatch_outcome one = ask(make_stage(cells, {2, {}, 1}), at(cells, {0, 0}, {of(0, 2)}), now);
    CHECK(one.end == search_end::budget);
    CHECK(signs(one, now.units) == std::vector<std::string>{"A"});  // the one that could be looked at goes
    CHECK(one.shortfalls == std::vector<shortfall>{{{0}, 1, {}, 0, 0, 0}});
}

TEST_CASE("unit/tiered_dispatch: without a position it answers from the owner's post") {
    const hierarchy cells = square_city::make_cells(2, 2);
    const std::vector<engine> engines{{"A", {100, 100}, {{0}}, {}, {}}, {"B", {7'900'000, 3'900'000}, {{0}}, {}, {}}};
    const situation now{{}, {engines, cells, 2}};
    const auto stage = make_stage(cells);
    question q;
    q.needed.needs = {of(0, 1)};
    for (const cell_id owner : cells.cells(2)) {
        q.where = location{};
        q.where.owner = owner;  // as a caller's own locate stage may give it
        const dispatch_outcome out = ask(stage, q, now);
        CHECK(out.position_assumed);
        REQUIRE(out.assignments.size() == 1);
        const planar post = cells.representative_point(owner);
        CHECK(cells.locate(post).path[2] == owner);
        CHECK(out.assignments[0].arrival ==
              muster::straight_line_travel{}(now.units[out.assignments[0].unit.index].stands, post));
        if (now.units[0].cell == owner || now.units[1].cell == owner) { CHECK(out.assignments[0].step == 0); }
    }
    q.where = cells.locate_unknown();
    CHECK(ask(stage, q, now).assignments.size() == 1);
    q.where = location{};  // nobody was asked to locate it
    const dispatch_outcome lost = ask(stage, q, now);
    CHECK(lost.position_assumed);
    CHECK(lost.assignments.size() == 1);
    q.about.at = planar{7'900'000, 3'900'000};
    CHECK(signs(ask(stage, q, now), now.units) == std::vector<std::string>{"B"});
}

TEST_CASE("unit/tiered_dispatch: outside the city the search starts at the nearest community, whoever owns the case") {
    const hierarchy cells = square_city::make_cells(2, 2);
    const std::vector<engine> engines{{"near", {7'900'000, 3'900'000}, {{0}}, {}, {}},
                                      {"far", {100, 100}, {{0}}, {}, {}}};
    const situation now{{}, {engines, cells, 2}};
    const question q = at(cells, {9'000'000, 3'900'000}, {of(0, 1)});
    REQUIRE(q.where.status == muster::location_status::outside);
    const dispatch_outcome out = ask(make_stage(cells), q, now);
    CHECK(signs(out, now.units) == std::vector<std::string>{"near"});
    CHECK(out.assignments[0].step == 0);
    CHECK_FALSE(out.position_assumed);
}

TEST_CASE("unit/tiered_dispatch: a target from the call on counts the time that has passed") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const situation now{{500'000}, {std::vector<engine>{{"A", {0, 0}, {{0}}, 100_s, {}}}, cells, 2}};
    question q = at(cells, {0, 0}, {of(0, 1, 300_s, clock_anchor::received)});
    const auto arrival = [&](std::int64_t received_ms) {
        q.about.received = {received_ms};
        return ask(make_stage(cells), q, now);
    };
    CHECK(arrival(500'000).assignments[0].arrival == 100_s);
    CHECK(arrival(300'000).assignments[0].arrival == 300_s);
    CHECK(arrival(300'000).end == search_end::covered);
    CHECK(arrival(299'999).end == search_end::exhausted);
    CHECK(arrival(299'999).assignments[0].late_by() == 1_ms);
    CHECK(arrival(900'000).assignments[0].arrival == 100_s);  // a clock ahead of ours: no time has passed
    q.needed.needs = {of(0, 1, 300_s)};
    CHECK(arrival(0).assignments[0].arrival == 100_s);  // from the order on: what passed before does not count
}

TEST_CASE("unit/tiered_dispatch: any unit says why it does not go") {
    const hierarchy cells = square_city::make_cells(3, 2);
    const auto middle = [&cells](const char* key) { return cells.representative_point(cells.find(2, key)); };
    const std::vector<engine> engines{{"goes", middle("S0C0"), {{0}}, {}, {}},
                                      {"slower", middle("S0C0"), {{0}}, 60_s, {}},
                                      {"far", middle("S2C3"), {{0}}, {}, {}},
                                      {"busy", middle("S2C3"), {{0}}, {}, {}},
                                      {"held", middle("S2C3"), {{0}}, {}, muster::level_I},
                                      {"other", middle("S0C0"), {{1}}, {}, {}}};
    situation now{{}, {engines, cells, 2}};
    now.units.set_status(3, unit_status::committed);
    const auto stage = make_stage(cells);
    const question q = at(cells, middle("S0C0"), {of(0, 1, 600_s)});
    const auto why = [&](std::uint32_t number) {
        const muster::reason_list about = why_not(stage, now.units.handle_of(number), q, now);
        REQUIRE(about.size() == 1);
        CHECK(about[0].index == number);
        CHECK_FALSE(about[0].is_group);
        return about[0];
    };
    CHECK(verdict(why(0)) == unit_verdict::sent);
    CHECK(verdict(why(1)) == unit_verdict::slower);
    CHECK(why(1).actual == 60'000);
    CHECK(why(1).limit == 0);
    const reason far = why(2);
    CHECK(verdict(far) == unit_verdict::too_far);
    CHECK(far.actual == muster::straight_line_travel{}(engines[2].home, engines[0].home).ms);
    CHECK(far.limit == 0);  // who goes is there at once
    CHECK(verdict(why(3)) == unit_verdict::busy);
    CHECK(verdict(why(4)) == unit_verdict::held_reserve);
    CHECK(why(4).limit == 1);
    CHECK(verdict(why(5)) == unit_verdict::lacks_capability);

    // Held against those who go on the same clock, whatever has passed since the call.
    question old = q;
    old.about.received = {-100'000};
    old.needed.needs = {of(0, 1, 600_s, clock_anchor::received)};
    const muster::reason_list about = why_not(stage, now.units.handle_of(2), old, now);
    REQUIRE(about.size() == 1);
    CHECK(about[0].limit == 0);

    dice any{5};
    for (int round = 0; round < 150; ++round) {
        random_city city{any, false};
        if (any.chance(20)) { city.options.budget_visits = any.below(8); }
        const auto random_stage = make_stage(city.cells, city.options);
        const situation then = city.now(any);
        const question asked = city.ask(any);
        const dispatch_outcome out = ask(random_stage, asked, then);
        std::set<std::uint32_t> wanted;
        for (const need& each : asked.needed.needs) { wanted.insert(each.capability.index); }
        for (std::uint32_t i = 0; i < then.units.size(); ++i) {
            const muster::reason_list answers = why_not(random_stage, then.units.handle_of(i), asked, then);
            std::set<std::uint32_t> purposes;
            for (const reason& each : answers) {
                CHECK(each.index == i);
                CHECK_FALSE(each.is_group);
                CHECK(purposes.insert(each.purpose).second);
                CHECK((verdict(each) == unit_verdict::lacks_capability) == !then.units[i].can.contains({each.purpose}));
                const auto recorded = std::find_if(out.reasons.begin(), out.reasons.end(), [&](const reason& r) {
                    return !r.is_group && r.index == i && r.purpose == each.purpose;
                });
                if (recorded != out.reasons.end()) { CHECK(*recorded == each); }
                if (!then.units.is_free(i)) {
                    CHECK((verdict(each) == unit_verdict::busy || verdict(each) == unit_verdict::off_duty ||
                           verdict(each) == unit_verdict::lacks_capability));
                }
            }
            CHECK(purposes == wanted);  // one answer for everything that was asked for
        }
    }
}

TEST_CASE("unit/tiered_dispatch: rank gives the nearest whom the caller accepts") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const std::vector<engine> engines{{"A", {300, 0}, {{0}}, {}, {}},
                                      {"B", {100, 0}, {{0}}, {}, {}},
                                      {"C", {200, 0}, {{1}}, {}, {}},
                                      {"D", {100, 0}, {{0}}, {}, {}},
                                      {"E", {0, 0}, {{0}}, 10_s, {}}};
    const fleet units{engines, cells, 2};
    const auto stage = make_stage(cells);
    const auto everyone = [](std::uint32_t) { return true; };
    CHECK(stage.rank({0, 0}, {0}, 3, units, everyone) == std::vector<unit_handle>{{1, 0}, {3, 0}, {0, 0}});
    CHECK(stage.rank({0, 0}, {0}, 9, units, [](std::uint32_t n) { return n != 1; }) ==
          std::vector<unit_handle>{{3, 0}, {0, 0}, {4, 0}});
    CHECK(stage.rank({0, 0}, {5}, 3, units, everyone).empty());
}

TEST_CASE("unit/tiered_dispatch: another travel time is used, a lambda without a bound as well") {
    const hierarchy cells = square_city::make_cells(1, 2);
    const std::vector<engine> engines{{"A", {100, 100}, {{0}}, {}, {}}, {"B", {150, 150}, {{0}}, {}, {}}};
    const situation now{{}, {engines, cells, 2}};
    // The nearer one is behind a river.
    const auto river = [](const planar& from, const planar&) { return duration{from.east_mm < 120 ? 900'000 : 1'000}; };
    const muster::tiered_dispatch<planar, decltype(river)> stage{
        cells, square_city::make_types(), muster::three_response_levels(), {}, {}, river};
    CHECK(signs(ask(stage, at(cells, {0, 0}, {of(0, 1)}), now), now.units) == std::vector<std::string>{"B"});
}

TEST_CASE("unit/tiered_dispatch: scratch that has seen other cities changes nothing") {
    dice any{6};
    muster::workspace shared;
    for (int round = 0; round < 200; ++round) {
        const random_city city{any, false};
        const auto stage = make_stage(city.cells, city.options);
        const situation now = city.now(any);
        const question q = city.ask(any);
        dispatch_outcome reused;
        reused.position_assumed = true;
        reused.visited = 77;
        stage(q.about,
              muster::dispatch_context<situation>{q.where, q.what, q.how_serious, q.needed, now, now.now, shared,
                                                  record::all},
              reused);
        const dispatch_outcome fresh = ask(stage, q, now);
        check_same(reused, fresh);
        CHECK(reused.reasons == fresh.reasons);
    }
}

TEST_CASE("unit/tiered_dispatch: what cannot be configured is refused, by name") {
    const hierarchy cells = square_city::make_cells(1, 1);
    const auto with_tier = [&cells](const response_tier& tier) { (void)make_stage(cells, {}, {tier}); };
    CHECK_THROWS_WITH_AS(with_tier({{"ring"}, {0}, 1, {}, {}, {}}),
                         "response tier `ring` has no time; it is a time target", muster::error);
    CHECK_THROWS_WITH_AS(with_tier({{"ring"}, {0}, 1, within(60_s, clock_anchor::en_route), {}, {}}),
                         "response tier `ring` must run from received, classified, ordered or accepted to on scene",
                         muster::error);
    CHECK_THROWS_AS(with_tier({{"ring"}, {}, 1, within(60_s), {}, {}}), muster::error);
    CHECK_THROWS_AS(with_tier({{"ring"}, {0}, 0, within(60_s), {}, {}}), muster::error);
    CHECK_THROWS_AS(with_tier({{"ring"}, {0}, 1, within(60_s), {9}, {}}), muster::error);
    CHECK_THROWS_AS(with_tier({{"ring"}, {0}, 1, within(60_s), {}, {9}}), muster::error);
    CHECK_THROWS_WITH_AS((void)make_stage(cells, {3, {}, 1}),
                         "search tier 3: the hierarchy has 3 tiers, numbered from 0", muster::error);
    CHECK_THROWS_WITH_AS((void)make_stage(cells, {2, {{{64}, 1}}, 1}),
                         "tiered_dispatch: a minimum is for capability 64; they are numbered from 0 to 63",
                         muster::error);
    CHECK_THROWS_WITH_AS((void)make_stage(cells, {2, {{{1}, 1}, {{1}, 2}}, 1}),
                         "tiered_dispatch: capability 1 has two minimums", muster::error);
}
