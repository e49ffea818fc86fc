// The nine stages together: removing an input changes exactly what its listed term says.
#include "muster/governance/governance.hpp"

#include "governance/plan_promises.hpp"
#include "governance/random_city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using muster::cell_id;
using muster::department_handle;
using muster::plan;
using muster::planar;
using muster::record;
using muster::score_terms;
using muster::type_id;
using random_city::adviser;
using random_city::city;
using random_city::for_each_plan;
using random_city::report;
using random_city::situation;

// The contexts that a stage saw when a plan was made: to ask it again with one input changed.
muster::consult_context<situation> consulted(const plan& made, const situation& now, muster::workspace& scratch) {
    return {made.where, made.what, made.how_serious, made.needed, made.group, now, now.now, scratch, record::all};
}
muster::dispatch_context<situation> dispatched(const plan& made, const situation& now, muster::workspace& scratch) {
    return {made.where, made.what, made.how_serious, made.needed, now, now.now, scratch, record::all};
}
muster::mode_measures measured(const city& here, const report& about, const plan& made,
                               const muster::requirement& needed, const situation& now) {
    muster::workspace scratch;
    return here
        .modes(about, muster::gauge_context<situation>{made.where, made.what, made.how_serious, needed, now, scratch,
                                                       record::none})
        .measured;
}

// ---- experts ---------------------------------------------------------------------------------------------------------

/// The registry of these advisers, each doing what one of the same key does in another.
muster::expert_registry<planar> registry_of(const city& here, const std::vector<adviser>& advisers,
                                            const muster::expert_registry<planar>& like) {
    muster::expert_registry<planar> made{advisers, here.law.pools, here.law.cells};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
        const std::uint32_t before = like.find(made[i].key).index;
        made.set_status(i, like[before].status);
        made.set_open_cases(i, like[before].open_cases);
    }
    return made;
}

/// A panel by the keys of its people.
auto by_key(const muster::expert_panel& panel, const muster::expert_registry<planar>& experts) {
    using seat =
        std::tuple<std::string, bool, muster::duration, muster::capability_id, muster::expertise, std::int64_t>;
    std::vector<seat> seats;
    for (const auto& each : panel.seats) {
        seats.emplace_back(experts[each.expert.index].key, each.on_scene, each.arrival, each.field, each.qualified_by,
                           each.score);
    }
    return std::make_tuple(seats, panel.asked, panel.uncovered, panel.cause, panel.holds_further_action);
}

bool is_seated(const muster::expert_panel& panel, std::uint32_t number) {
    return std::any_of(panel.seats.begin(), panel.seats.end(),
                       [number](const auto& each) { return each.expert.index == number; });
}

}  // namespace

TEST_CASE("governance/full_pipeline: without an expert who was not seated the panel is the same") {
    std::size_t removed = 0;
    for_each_plan(1, 150, 40, [&](const city& here, const situation& now, const report& about, const plan& made) {
        if (!made.was_asked(muster::stage_id::consult) || made.panel.seats.empty()) { return; }
        situation without = now;
        muster::workspace scratch;
        for (std::uint32_t k = 0; k < now.experts.size(); ++k) {
            if (is_seated(made.panel, k)) { continue; }
            std::vector<adviser> others = here.law.advisers;
            others.erase(others.begin() + k);
            without.experts = registry_of(here, others, now.experts);
            const muster::expert_panel again = here.panel(about, consulted(made, without, scratch));
            REQUIRE(by_key(again, without.experts) == by_key(made.panel, now.experts));
            ++removed;
        }
    });
    CHECK(removed > 2000);
}

TEST_CASE("governance/full_pipeline: an expert's score loses exactly the term of what is taken away") {
    std::size_t licences = 0, years = 0, cases = 0, ways = 0;
    const muster::score_points points{};
    for_each_plan(2, 500, 40, [&](const city& here, const situation& now, const report& about, const plan& made) {
        if (!made.was_asked(muster::stage_id::consult) || made.panel.asked.empty()) { return; }
        muster::workspace scratch;
        const auto explain = [&](std::uint32_t who, const situation& in) {
            return here.panel.explain(in.experts.handle_of(who), about, consulted(made, in, scratch));
        };
        for (const auto& each : made.panel.seats) { REQUIRE(each.score == explain(each.expert.index, now).total()); }
        const auto asked =
            here.panel.needs().look_up(made.what.type, made.how_serious.decided,
                                       !made.what.type || made.needed.cards.empty(), !made.group.clashes.empty());
        situation changed = now;
        for (std::uint32_t k = 0; k < now.experts.size(); ++k) {
            const score_terms before = explain(k, now);
            if (before == score_terms{}) { continue; }  // could not be called
            score_terms expected = before;

            changed.experts = now.experts;
            changed.experts.set_open_cases(k, now.experts.open_cases(k) + 1);
            expected.load -= points.open_case;
            REQUIRE(explain(k, changed) == expected);
            ++cases;

            changed.experts = now.experts;
            changed.experts.move(k, muster::unknown);
            expected = before;
            expected.presence = 0;
            REQUIRE(explain(k, changed) == expected);
            ways += before.presence != 0 ? 1U : 0U;

            std::vector<adviser> all = here.law.advisers;
            const adviser as_is = all[k];
            if (as_is.years >= 2) {
                --all[k].years;
                changed.experts = registry_of(here, all, now.experts);
                expected = before;
                if (before.local_years != 0 && as_is.years <= muster::score_points::most_years) {
                    expected.local_years -= points.local_year;
                    ++years;
                }
                REQUIRE(explain(k, changed) == expected);
                all[k] = as_is;
            }
            for (std::uint32_t f = 0; f < random_city::knowledge; ++f) {
                const muster::capability_id field{random_city::functions + f};
                if (!as_is.licensed.contains(field)) { continue; }
                all[k].licensed = {};
                for (std::uint32_t other = 0; other < random_city::knowledge; ++other) {
                    const muster::capability_id kept{random_city::functions + other};
                    if (other != f && as_is.licensed.contains(kept)) { all[k].licensed.insert(kept); }
                }
                changed.experts = registry_of(here, all, now.experts);
                all[k] = as_is;
                expected = before;
                bool is_condition = false;  // without it the field itself is lost, and with it more than one term
                for (const muster::asked_field& each : asked.fields) {
                    if (each.field != field || each.axis == muster::expertise::local) { continue; }
                    is_condition = each.licensed_only;
                    expected.licences -= points.licence;
                    licences += is_condition ? 0U : 1U;
                }
                if (!is_condition) { REQUIRE(explain(k, changed) == expected); }
            }
        }
    });
    CHECK(licences > 500);
    CHECK(years > 200);
    CHECK(cases > 2000);
    CHECK(ways > 1000);
}

// ---- departments -----------------------------------------------------------------------------------------------------

namespace {

/// What was learned, with one department's past forgotten.
struct forgetful {
    const muster::affinity& learned;
    department_handle whose;

    [[nodiscard]] std::int64_t score_thousandths(type_id type, department_handle which) const {
        return which == whose ? 0 : learned.score_thousandths(type, which);
    }
};

using member = std::tuple<std::string, muster::capability_id, muster::participation>;
using clash_of = std::tuple<std::string, std::string, std::string, muster::duration, muster::duration>;

/// A group by the keys of its departments, without one of them.
struct group_by_key {
    std::string owner, receiver;
    muster::referral passes;
    std::vector<member> members;
    std::vector<muster::capability_id> uncovered;
    std::vector<clash_of> clashes;

    group_by_key(const muster::joint_action_group& group, const muster::department_directory& of,
                 const std::string& without)
        : owner{of[group.case_owner.index].key},
          receiver{of[group.received_by.index].key},
          passes{group.passes},
          uncovered{group.uncovered} {
        for (const auto& each : group.members) {
            const std::string& key = of[each.department.index].key;
            if (key != without) { members.emplace_back(key, each.function, each.part); }
        }
        for (const auto& each : group.clashes) {
            const std::string& one = of[each.one.index].key;
            const std::string& other = of[each.other.index].key;
            if (one == without || other == without) { continue; }
            clashes.emplace_back(one, other, of.resources()[each.over.index].en, each.from, each.until);
        }
        std::sort(clashes.begin(), clashes.end());
    }
    friend bool operator==(const group_by_key&, const group_by_key&) = default;
};

muster::joint_action_group matched(const muster::joint_matcher& by, const plan& made, const std::string& taken_by) {
    muster::joint_action_group out;
    by.match(made.what.type, made.how_serious.decided, made.needed.needs, taken_by, record::all, out);
    return out;
}

bool has_declined(const muster::joint_action_group& group) {
    return std::any_of(group.reasons.begin(), group.reasons.end(), [](const muster::reason& each) {
        return each.about == muster::subject::department &&
               each.verdict_as<muster::match_verdict>() == muster::match_verdict::beyond_joiners;
    });
}

/// The city without one department: no duty, case, claim nor past of it.
muster::joint_matcher without_department(const city& here, const std::string& key) {
    std::vector<random_city::bureau> others;
    for (const auto& each : here.law.bureaus) {
        if (each.key != key) { others.push_back(each); }
    }
    muster::department_rules rules;
    rules.first_receiver = here.law.duties.first_receiver;
    for (const auto& each : here.law.duties.duties) {
        if (each.department != key) { rules.duties.push_back(each); }
    }
    for (const auto& each : here.law.duties.owners) {
        if (each.department != key) { rules.owners.push_back(each); }
    }
    for (const auto& each : here.law.duties.claims) {
        if (each.department != key) { rules.claims.push_back(each); }
    }
    const muster::department_directory directory{others, here.law.types, here.law.levels, rules};
    return {directory, muster::affinity{here.law.types, directory, here.law.past, here.law.learning}, here.law.joining};
}

}  // namespace

TEST_CASE("governance/full_pipeline: without a department that came for its past, only it goes") {
    std::size_t forgotten = 0, removed = 0, replaced = 0;
    for_each_plan(3, 300, 40, [&](const city& here, const situation&, const report& about, const plan& made) {
        for (std::uint32_t k = 0; k < here.departments.size(); ++k) {
            const department_handle who = here.departments.handle_of(k);
            if (!plan_promises::is_joiner(made, who)) { continue; }
            const std::string& key = here.departments[k].key;
            const group_by_key expected{made.group, here.departments, key};

            const muster::joint_matcher forgets{here.departments, forgetful{here.learned, who}, here.law.joining};
            const muster::joint_action_group again = matched(forgets, made, about.taken_by);
            if (has_declined(made.group)) {  // the next one takes its place, and nothing else changes
                REQUIRE(again.members.size() == made.group.members.size());
                ++replaced;
                continue;
            }
            group_by_key found{again, here.departments, key};
            found.passes = expected.passes;  // when it took the call itself, it now hands it on
            REQUIRE(found == expected);
            REQUIRE(again.members.size() == found.members.size());
            ++forgotten;

            if (who == made.group.case_owner || who == made.group.received_by ||
                key == here.law.duties.first_receiver || about.taken_by == "unheard of") {
                continue;
            }
            const muster::joint_matcher smaller = without_department(here, key);
            REQUIRE(group_by_key{matched(smaller, made, about.taken_by), smaller.directory(), key} == expected);
            ++removed;
        }
    });
    CHECK(forgotten > 500);
    CHECK(removed > 200);
    CHECK(replaced > 20);
}

namespace {

/// The score as it is stated, from the lines of a log: `(1000 x together + strength x wider) / (incidents + strength)`.
std::int64_t stated_score(const city& here, const std::vector<muster::co_response>& log, type_id type,
                          const std::string& department) {
    std::int64_t incidents = 0;
    std::int64_t together = 0;
    for (const muster::co_response& line : log) {
        const type_id of = here.law.types.find(line.type);
        if (line.type.empty() ? static_cast<bool>(type) : !of || !type || !here.law.types.is_a(of, type)) { continue; }
        incidents += line.count;
        const bool is_there =
            std::find(line.departments.begin(), line.departments.end(), department) != line.departments.end();
        together += is_there ? line.count : 0;
    }
    const type_id parent = type ? here.law.types.parent(type) : type_id::none();
    const std::int64_t wider = parent ? stated_score(here, log, parent, department) : 0;
    return muster::affinity::shrunk(together, incidents, here.law.learning.strength, wider);
}

}  // namespace

TEST_CASE("governance/full_pipeline: without a line of the log every score is the stated formula of the rest") {
    dice any{4};
    std::size_t changed = 0;
    for (int c = 0; c < 200; ++c) {
        CAPTURE(c);
        const city here{random_city::any_laws(any)};
        for (std::size_t k = 0; k <= here.law.past.size(); ++k) {  // the last: nothing is removed
            std::vector<muster::co_response> log = here.law.past;
            if (k < log.size()) { log.erase(log.begin() + static_cast<std::ptrdiff_t>(k)); }
            const muster::affinity learned{here.law.types, here.departments, log, here.law.learning};
            for (std::uint32_t t = 0; t <= here.law.types.size(); ++t) {
                const type_id type = t < here.law.types.size() ? type_id{t} : type_id::none();
                for (std::uint32_t d = 0; d < here.departments.size(); ++d) {
                    const department_handle who = here.departments.handle_of(d);
                    const std::int64_t found = learned.score_thousandths(type, who);
                    REQUIRE(found == stated_score(here, log, type, here.departments[d].key));
                    changed += found != here.learned.score_thousandths(type, who) ? 1U : 0U;
                }
            }
        }
    }
    CHECK(changed > 1000);
}

// ---- units -----------------------------------------------------------------------------------------------------------

namespace {

using order = std::tuple<std::string, muster::capability_id, std::uint32_t, muster::time_limit, muster::duration, int>;

auto by_key(const muster::dispatch_outcome& units, const square_city::fleet& of) {
    std::vector<order> orders;
    for (const auto& each : units.assignments) {
        orders.emplace_back(of[each.unit.index].key, each.capability, each.position_in_need, each.limit, each.arrival,
                            each.step);
    }
    std::vector<std::tuple<muster::capability_id, std::uint32_t, muster::duration>> gaps;
    for (const auto& each : units.shortfalls) { gaps.emplace_back(each.capability, each.missing, each.late_by); }
    return std::make_tuple(orders, gaps, units.end);
}

/// Whether a donor's minimum counts the unit among those that it keeps: then it is an input, though it stays.
bool is_kept(const city& here, const square_city::fleet::entry& unit) {
    return unit.status == muster::unit_status::free &&
           std::any_of(here.law.dispatching.minimums.begin(), here.law.dispatching.minimums.end(),
                       [&unit](const auto& each) { return unit.can.contains(each.capability); });
}

}  // namespace

TEST_CASE("governance/full_pipeline: without a unit that was not sent the same units go") {
    std::size_t removed = 0;
    for_each_plan(5, 150, 20, [&](const city& here, const situation& now, const report& about, const plan& made) {
        if (!made.was_asked(muster::stage_id::dispatch) || made.units.end == muster::search_end::budget) { return; }
        if (made.units.assignments.empty() && made.units.shortfalls.empty()) { return; }
        muster::workspace scratch;
        situation without = now;
        for (std::uint32_t k = static_cast<std::uint32_t>(about.no % 3); k < now.units.size(); k += 3) {
            const auto& orders = made.units.assignments;
            const bool is_sent =
                std::any_of(orders.begin(), orders.end(), [k](const auto& each) { return each.unit.index == k; });
            if (is_sent || is_kept(here, now.units[k])) { continue; }
            std::vector<random_city::engine> others = here.law.engines;
            others.erase(others.begin() + k);
            without.units = {others, here.law.cells, here.law.dispatching.search_tier};
            for (std::uint32_t i = 0; i < without.units.size(); ++i) {
                without.units.set_status(i, now.units[i < k ? i : i + 1].status);
            }
            const muster::dispatch_outcome again = here.rings(about, dispatched(made, without, scratch));
            REQUIRE(by_key(again, without.units) == by_key(made.units, now.units));
            ++removed;
        }
    });
    CHECK(removed > 3000);
}

// ---- the mode --------------------------------------------------------------------------------------------------------

namespace {

/// The fewest departments that together can do all that anybody can do of `asked`, by trying every set of them.
std::uint32_t fewest(const muster::department_directory& of, std::uint64_t asked) {
    const auto can = [&of](std::uint32_t set) {
        std::uint64_t all = 0;
        for (std::uint32_t i = 0; i < of.size(); ++i) { all |= ((set >> i) & 1U) != 0 ? of.can(i).bits() : 0; }
        return all;
    };
    const std::uint32_t everybody = (1U << of.size()) - 1U;
    std::uint32_t least = static_cast<std::uint32_t>(of.size());
    for (std::uint32_t set = 0; set <= everybody; ++set) {
        if ((asked & can(everybody) & ~can(set)) == 0) {
            least = std::min(least, static_cast<std::uint32_t>(std::popcount(set)));
        }
    }
    return least;
}

std::int64_t capacity_of(const city& here, cell_id cell) {
    for (const muster::cell_capacity& each : here.law.capacities) {
        if (each.cell == here.law.cells.key(cell)) { return static_cast<std::int64_t>(each.work) * 1000; }
    }
    return 0;
}

/// The numbers that a recommendation rests on, from what the city and the situation say. @pre the path is known
muster::mode_measures by_hand(const city& here, const situation& now, const report& about, const plan& made) {
    const muster::mode_options& options = here.law.modes;
    muster::mode_measures found;
    const auto work = static_cast<std::int64_t>(options.work_of_an_incident) * 1000;
    std::int64_t most = -1;
    for (std::size_t i = 0; i < made.where.depth; ++i) {
        const cell_id cell = made.where.path[i];
        const std::int64_t capacity = capacity_of(here, cell);
        if (capacity == 0) { continue; }
        const std::int64_t load = now.load.load(cell) + work;
        const std::int64_t utilisation = (load * 1000 + capacity - 1) / capacity;
        if (utilisation <= most) { continue; }
        most = utilisation;
        found.busiest = cell;
        found.load_thousandths = load;
        found.capacity_thousandths = capacity;
    }
    std::uint64_t asked = 0;
    for (const muster::need& each : made.needed.needs) { asked |= std::uint64_t{1} << each.capability.index; }
    const plan_promises::laid_down by{here.law.cells,   here.law.types, here.departments, here.law.duties,
                                      here.law.command, here.command,   here.law.tiers};
    const department_handle owner = plan_promises::owner_of_case(by, made.what.type);
    const std::uint64_t alone = asked & here.departments.can(owner.index).bits();
    found.needs_asked = static_cast<std::uint32_t>(std::popcount(asked));
    found.needs_by_owner = static_cast<std::uint32_t>(std::popcount(alone));
    found.departments_needed = alone == asked ? (asked == 0 ? 0U : 1U) : fewest(here.departments, asked);
    muster::incident_nature nature = made.what.type ? options.otherwise : options.unclassified;
    bool is_given = false;
    for (type_id type = made.what.type; type && !is_given; type = here.law.types.parent(type)) {
        for (const muster::type_nature& each : options.natures) {
            if (each.type != type) { continue; }
            is_given = true;
            nature = each.kind;
            found.time_left = each.time_left;
        }
    }
    if (found.time_left.ms == 0) { found.time_left = options.time_left; }
    if (found.time_left.ms > 0 && now.now > about.received) {
        found.time_left = std::max(found.time_left - (now.now - about.received), muster::duration{1});
    }
    found.is_sudden = nature == muster::incident_nature::sudden;
    found.has_rule = made.what.type && !made.needed.cards.empty();
    found.time_to_assemble = options.assemble;
    found.time_to_mobilise = options.mobilise;
    found.cost = options.cost_per_department * (found.departments_needed > 1 ? found.departments_needed : 1);
    if (!options.expected_loss.empty()) {
        found.expected_loss = options.expected_loss[made.how_serious.decided.rank - std::size_t{1}];
    }
    return found;
}

/// Whether `b` is at least as busy as `a`, exactly.
bool is_no_less_busy(const muster::mode_measures& a, const muster::mode_measures& b) {
    if (!a.busiest) { return true; }
    return a.load_thousandths * b.capacity_thousandths <= b.load_thousandths * a.capacity_thousandths;
}

}  // namespace

TEST_CASE("governance/full_pipeline: the mode's numbers are those of the inputs, and each input moves its own") {
    std::size_t asked = 0, loaded = 0;
    dice any{7};
    for_each_plan(6, 250, 40, [&](const city& here, const situation& now, const report& about, const plan& made) {
        if (!made.was_asked(muster::stage_id::gauge) || made.where.depth == 0) { return; }
        ++asked;
        const muster::mode_measures& before = made.advised.measured;
        REQUIRE(before == by_hand(here, now, about, made));

        // Without the run card only the rule is missing.
        muster::requirement no_card = made.needed;
        no_card.cards.clear();
        muster::mode_measures expected = before;
        expected.has_rule = false;
        REQUIRE(measured(here, about, made, no_card, now) == expected);

        // Without the load only what is said of the load goes.
        situation unloaded = now;
        unloaded.load = {};
        expected = before;
        expected.busiest = {};
        expected.load_thousandths = expected.capacity_thousandths = 0;
        REQUIRE(measured(here, about, made, made.needed, unloaded) == expected);

        // Reported earlier, less time is left, and nothing else moves.
        report earlier = about;
        earlier.received = about.received - muster::duration{60'000};
        expected = before;
        if (before.time_left.ms > 0 && about.received <= now.now) {
            expected.time_left = std::max(before.time_left - muster::duration{60'000}, muster::duration{1});
        }
        REQUIRE(measured(here, earlier, made, made.needed, now) == expected);

        // More work anywhere: never less busy, and nothing else moves.
        situation busier = now;
        busier.load.add({any.below(here.law.cells.size())}, any.below(30) * 0.25);
        const muster::mode_measures after = measured(here, about, made, made.needed, busier);
        REQUIRE(is_no_less_busy(before, after));
        loaded += after != before ? 1U : 0U;
        expected = before;
        expected.busiest = after.busiest;
        expected.load_thousandths = after.load_thousandths;
        expected.capacity_thousandths = after.capacity_thousandths;
        REQUIRE(after == expected);
    });
    CHECK(asked > 5000);
    CHECK(loaded > 1000);
}
