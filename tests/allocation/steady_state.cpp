// Counts every allocation of the program: once warm, a decision makes none.
#include "muster/governance/governance.hpp"
#include "muster/governance/situation.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"

#include "dice.hpp"
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

namespace {

using muster::plan;
using muster::record;
using square_city::call;
using square_city::engine;
using square_city::situation;
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

    /// Every stage is bound; those that fill lists use the list that they are given.
    [[nodiscard]] auto policy() const {
        return muster::policy{
            stage::locate = std::cref(cells),
            stage::classify = std::cref(rules),
            stage::grade = std::cref(grades),
            stage::require = std::cref(cards),
            stage::gauge = [](const auto&, const auto&) { return muster::mode::routine; },
            stage::match =
                [](const auto&, const auto&, muster::joint_action_group& out) {
                    out.case_owner = {0, 0};
                    out.members.assign(3, {{1, 0}, {0}, muster::participation::supporting});
                },
            stage::consult = [](const auto&, const auto&, muster::expert_panel& out) { out.seats.assign(2, {}); },
            stage::dispatch = std::cref(rings)};
    }
};

situation make_situation(const city& ground, dice& any) {
    std::vector<engine> engines;
    for (int i = 0; i < 60; ++i) {
        engine each{"unit " + std::to_string(i), {}, {{any.below(3)}}, {any.below(120) * 1000}, {}};
        each.home = {static_cast<std::int32_t>(any.between(-500'000, 18'500'000)),
                     static_cast<std::int32_t>(any.between(-500'000, 6'500'000))};
        if (any.chance(20)) { each.can.insert({any.below(3)}); }
        if (any.chance(10)) { each.held = muster::level_I; }
        engines.push_back(each);
    }
    return {{1'000'000}, {engines, ground.cells, 2}};
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
    for (int i = 0; i < 100; ++i) { warm_up.push_back(random_call(any)); }
    for (int i = 0; i < 1000; ++i) { measured.push_back(random_call(any)); }
    // The most that can be asked for, too late for anybody: all are looked at when all are free, and missing when none is.
    const call worst{2'147'483'647, muster::planar{40'000'000, 1'000'000}, "fire on the 5th storey", 9, {}};
    const auto set_all = [&now](muster::unit_status to) {
        for (std::uint32_t i = 0; i < now.units.size(); ++i) { now.units.set_status(i, to); }
    };
    rule.decide(worst, now, scratch, out);
    set_all(muster::unit_status::off_duty);
    rule.decide(worst, now, scratch, out);
    set_all(muster::unit_status::free);
    for (const call& each : warm_up) { rule.decide(each, now, scratch, out); }
    const std::size_t before = allocations;
    std::size_t orders = 0;
    std::size_t ends[3]{};
    for (const call& each : measured) {
        rule.decide(each, now, scratch, out);
        orders += out.units.assignments.size();
        ++ends[static_cast<std::size_t>(out.units.end)];
        if (any.chance(20)) { (void)commit(out, now); }
        const std::uint32_t changed = any.below(now.units.size());
        now.units.set_status(changed, any.chance(85) ? muster::unit_status::free : muster::unit_status::off_duty);
    }
    const std::size_t made = allocations - before;
    CHECK(made == 0);
    CHECK(orders > 500);  // it did decide
    CHECK(ends[0] > 50);  // covered
    CHECK(ends[1] > 50);  // exhausted
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
