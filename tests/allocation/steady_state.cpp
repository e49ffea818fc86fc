// Counts every allocation of the program: once warm, a decision makes none.
#include "muster/department/affinity.hpp"
#include "muster/department/joint_matcher.hpp"
#include "muster/expert/panel_selector.hpp"
#include "muster/governance/governance.hpp"
#include "muster/governance/lightning_assembly.hpp"
#include "muster/governance/mode_gauge.hpp"
#include "muster/governance/situation.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "allocation/counter.hpp"
#include "dice.hpp"
#include "expert/advisers.hpp"
#include "unit/square_city.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <vector>

namespace {

std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
    ++allocations;
    const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
    if (void* memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded)) { return memory; }
    throw std::bad_alloc{};
}

}  // namespace

std::size_t allocations_so_far() noexcept { return allocations; }

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new[](std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t by) { return counted(size, static_cast<std::size_t>(by)); }
void* operator new[](std::size_t size, std::align_val_t by) { return counted(size, static_cast<std::size_t>(by)); }
// Sanitizers bring a nothrow form of their own, which would not match our delete.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace steady {

struct bureau {
    std::string key;
    muster::capability_set can;
};

}  // namespace steady

template <>
inline constexpr auto muster::fields<steady::bureau> = muster::map(muster::id = &steady::bureau::key,
                                                                   muster::capabilities = &steady::bureau::can);

namespace {

using muster::plan;
using muster::record;
using square_city::call;
using square_city::engine;
using square_city::situation;
using steady::bureau;
namespace stage = muster::stage;
using namespace muster::literals;

muster::time_limit within(muster::duration span, muster::clock_anchor from = muster::clock_anchor::ordered) {
    return {from, muster::clock_anchor::on_scene, span};
}

struct city {
    square_city::hierarchy cells = square_city::make_cells(3, 3, {4, 13});
    muster::type_tree types = square_city::make_types();
    muster::response_scale levels = muster::three_response_levels();
    muster::rule_classifier<call> rules{
        types,
        {{{"flames"}, types.at("fire"), {muster::contains("fire", "着火"), muster::lacks("drill")}},
         {{"tall"}, types.at("high-rise"), {muster::contains("fire"), muster::contains("storey", "楼")}},
         {{"smell"}, types.at("gas"), {muster::has_word("gas"), muster::field<"trapped"> >= 1}},
         {{"gas"}, types.at("gas"), {muster::has_word("gas")}, 1}}};
    muster::grading_table<call> grades{
        types,
        levels,
        {{{"trapped"}, "trapped", {muster::at_least(1, muster::level_II), muster::at_least(3, muster::level_I)}}},
        {{types.at("high-rise"), muster::level_II}}};
    muster::run_card_table cards{
        types,
        levels,
        {{{"fire card"}, types.at("fire"), {}, {}, {{{0}, 2, within(300_s), {}}, {{1}, 1, within(300_s), {}}}},
         {{"major"}, {}, {}, muster::level_I, {{{0}, 6, {}, {}}, {{2}, 3, within(600_s), {}}}},
         {{"gas card"}, types.at("gas"), {}, {}, {{{2}, 1, {}, {}}}}}};
    muster::tiered_dispatch<muster::planar> rings{
        cells,
        types,
        levels,
        {{{"15 minutes"}, {0}, 1, within(900_s, muster::clock_anchor::received), {}, {}}},
        {2, {{{0}, 1}, {{1}, 1}}, 1'000'000}};

    muster::department_directory departments{
        std::vector<bureau>{{"fire", {{0}, {1}}}, {"health", {{2}}}, {"police", {{0}, {2}}}, {"works", {{1}}}},
        types,
        levels,
        {{{"fire", {0}, types.at("fire"), {}},
          {"fire", {1}, types.at("fire"), {}},
          {"health", {2}, {}, {}},
          {"works", {1}, types.at("gas"), {}},
          {"police", {0}, {}, muster::level_II, muster::participation::supporting}},
         {{"fire", types.at("fire")}, {"works", types.at("gas")}},
         {{"fire", {"the road"}, types.at("fire"), {}, {}, 600_s}, {"police", {"the road"}, {}, {}, 300_s, 900_s}},
         "police"}};
    muster::affinity past{
        types, departments,
        std::vector<muster::co_response>{
            {"high-rise", {"fire", "works"}, 40}, {"gas", {"fire", "works", "police"}, 9}, {"", {"police"}, 3}}};
    muster::mode_gauge modes{types, levels, departments, mode_options()};
    muster::joint_matcher group{departments, past};
    muster::panel_selector<muster::planar> panel{
        cells,
        types,
        levels,
        {{{3}, types.at("fire"), {}},
         {{4}, {}, {}, muster::expert_cause::rule_gap},
         {{5}, {}, {}, muster::expert_cause::clash},
         {{4}, types.at("high-rise"), {}, muster::expert_cause::type_asks, muster::expertise::local}}};
    muster::lightning_assembly command{cells, types, levels, command_rules()};

    /// Fires are sudden.
    [[nodiscard]] muster::mode_options mode_options() const {
        muster::mode_options made;
        made.natures.push_back({types.at("fire"), muster::incident_nature::sudden, 3600_s});
        return made;
    }
    /// Three tiers that compete for few people.
    [[nodiscard]] muster::command_rules command_rules() const {
        muster::command_rules made;
        made.roles = {{{"commander"}, true, true, true, {}},
                      {{"dispatch"}, false, true, true, {}},
                      {{"support"}, false, false, false, muster::level_II}};
        made.activations = {{0, muster::level_I}, {1, muster::level_II}, {2, {}}};
        for (std::uint32_t i = 0; i < cells.size(); ++i) {
            for (const char* role : {"commander", "dispatch", "support"}) {
                for (const char* who : {" A", " B"}) {
                    made.roster.push_back({cells.key({i}), role, role + std::string{who}, {}});
                }
            }
        }
        for (std::size_t tier = 0; tier < 3; ++tier) {
            made.checklist.push_back({{"close the road"}, "dispatch", tier, types.at("fire"), {}, 300_s});
            made.checklist.push_back({{"report"}, "commander", tier, {}, {}, {}});
        }
        return made;
    }

    /// All nine stages.
    [[nodiscard]] auto policy() const {
        return muster::policy{stage::locate = std::cref(cells),    stage::classify = std::cref(rules),
                              stage::grade = std::cref(grades),    stage::require = std::cref(cards),
                              stage::gauge = std::cref(modes),     stage::match = std::cref(group),
                              stage::consult = std::cref(panel),   stage::dispatch = std::cref(rings),
                              stage::assemble = std::cref(command)};
    }
};

muster::planar any_place(dice& any) {
    const auto east = static_cast<std::int32_t>(any.between(-500'000, 18'500'000));
    return {east, static_cast<std::int32_t>(any.between(-500'000, 6'500'000))};
}

situation make_situation(const city& ground, dice& any) {
    std::vector<engine> engines;
    for (int i = 0; i < 60; ++i) {
        engine each{"unit " + std::to_string(i), {}, {{any.below(3)}}, {any.below(120) * 1000}, {}};
        each.home = any_place(any);
        if (any.chance(20)) { each.can.insert({any.below(3)}); }
        if (any.chance(10)) { each.held = muster::level_I; }
        engines.push_back(each);
    }
    std::vector<advisers::adviser> experts;
    for (int i = 0; i < 40; ++i) {
        advisers::adviser each{"expert " + std::to_string(i), {{3 + any.below(3)}}};
        each.pool = any.any_of(advisers::pools()).key;
        each.at = any_place(any);
        each.home = ground.cells.key({any.below(ground.cells.size())});
        each.years = static_cast<int>(any.below(30));
        if (any.chance(30)) { each.fields.insert({3 + any.below(3)}); }
        experts.push_back(each);
    }
    situation made{{1'000'000},
                   {engines, ground.cells, 2},
                   {experts, advisers::pools(), ground.cells},
                   muster::load_board::per_tier(ground.cells, {{0, 200}, {1, 40}, {2, 3}})};
    made.questions = muster::question_budget{5};
    for (std::uint32_t i = 0; i < ground.command.roster().size(); i += 3) { made.absent.push_back({i}); }
    return made;
}

call random_call(dice& any) {
    static const std::vector<std::string> words{"fire ",   "gas ",   "on the 5th storey ",
                                                "着火了 ", "drill ", "nothing much "};
    call made;
    made.no = static_cast<int>(any.bits() >> 33);
    if (any.chance(85)) {
        made.at = muster::planar{static_cast<std::int32_t>(any.between(-2'000'000, 20'000'000)),
                                 static_cast<std::int32_t>(any.between(-2'000'000, 8'000'000))};
    }
    for (std::uint32_t i = any.below(4); i > 0; --i) { made.what += any.any_of(words); }
    if (any.chance(60)) { made.trapped = static_cast<int>(any.below(5)); }
    made.received = {1'000'000 - static_cast<std::int64_t>(any.below(100'000))};
    return made;
}

void stays_quiet(record recording) {
    const city ground;
    dice any{recording == record::all ? 1U : 2U};
    situation now = make_situation(ground, any);
    const muster::governance rule{ground.policy(), "a policy with a name that does not fit into a short string", 1,
                                  recording};
    muster::workspace scratch;
    plan out;
    std::vector<call> warm_up;
    std::vector<call> measured;
    for (int i = 0; i < 1000; ++i) { warm_up.push_back(random_call(any)); }
    for (int i = 0; i < 1000; ++i) { measured.push_back(random_call(any)); }
    // The most that can be asked for, too late for anybody: all are looked at when all are free, and missing when none is.
    const call worst{2'147'483'647, muster::planar{40'000'000, 1'000'000}, "fire on the 5th storey", 9, {}};
    const auto set_all = [&now](muster::unit_status to, muster::expert_status experts) {
        for (std::uint32_t i = 0; i < now.units.size(); ++i) { now.units.set_status(i, to); }
        for (std::uint32_t i = 0; i < now.experts.size(); ++i) { now.experts.set_status(i, experts); }
    };
    rule.decide(worst, now, scratch, out);
    set_all(muster::unit_status::off_duty, muster::expert_status::away);
    rule.decide(worst, now, scratch, out);
    set_all(muster::unit_status::free, muster::expert_status::free);
    for (const call& each : warm_up) { rule.decide(each, now, scratch, out); }
    const std::size_t before = allocations;
    std::size_t orders = 0, posts = 0, seats = 0, members = 0, clashes = 0, modes[3]{}, ends[3]{};
    for (const call& each : measured) {
        rule.decide(each, now, scratch, out);
        orders += out.units.assignments.size();
        posts += out.called.posts.size();
        seats += out.panel.seats.size();
        members += out.group.members.size();
        clashes += out.group.clashes.size();
        ++modes[static_cast<std::size_t>(out.advised.recommended)];
        ++ends[static_cast<std::size_t>(out.units.end)];
        if (any.chance(20)) { (void)commit(out, now); }
        const std::uint32_t changed = any.below(now.units.size());
        now.units.set_status(changed, any.chance(85) ? muster::unit_status::free : muster::unit_status::off_duty);
        now.experts.set_status(any.below(now.experts.size()), muster::expert_status::free);
        now.load.set_load({any.below(now.load.size())}, any.below(4));
        now.now = now.now + 1_s;
    }
    const std::size_t made = allocations - before;
    CHECK(made == 0);
    CHECK(orders > 500);  // it did decide
    CHECK(posts > 1000);
    CHECK(seats > 200);
    CHECK(members > 1000);
    CHECK(clashes > 50);
    CHECK(modes[0] > 50);  // routine
    CHECK(modes[1] > 50);  // convergent
    CHECK(ends[0] > 50);   // covered
    CHECK(ends[1] > 50);   // exhausted
}

}  // namespace

TEST_CASE("allocation/steady_state: the counter counts") {
    const std::size_t before = allocations;
    std::vector<int>* list = new std::vector<int>(100, 1);
    delete list;
    CHECK(allocations == before + 2);
}

TEST_CASE("allocation/steady_state: 1,000 decisions without an allocation, reasons and all") {
    stays_quiet(record::all);
}

TEST_CASE("allocation/steady_state: 1,000 decisions without an allocation, outcomes only") {
    stays_quiet(record::none);
}
