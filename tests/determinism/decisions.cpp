// Prints what must be the same bytes with every compiler, every flag and on every machine: random numbers, distances,
// the made-up district and its days, and decisions in full with their reasons. .ci/run builds this in several ways and
// compares what is printed.

#include "muster/core/arithmetic.hpp"
#include "muster/core/digest.hpp"
#include "muster/core/distributions.hpp"
#include "muster/core/random.hpp"
#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/governance/situation.hpp"
#include "muster/io/plan_json.hpp"
#include "muster/sim/day.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"
#include "muster/sim/scripted.hpp"
#include "muster/travel/straight_line_travel.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outside {

/// A call as a caller without the simulator would have it, in degrees.
struct call {
    std::string no;
    std::optional<muster::lon_lat> at;
    std::string what;
    int injured = 0;
};

/// A unit, likewise.
struct car {
    std::string no;
    muster::lon_lat at;
    muster::capability_set can;
};

}  // namespace outside

template <>
inline constexpr auto muster::fields<outside::call> = muster::map(muster::id = &outside::call::no,
                                                                  muster::position = &outside::call::at,
                                                                  muster::text = &outside::call::what,
                                                                  muster::field<"injured"> = &outside::call::injured);

template <>
inline constexpr auto muster::fields<outside::car> = muster::map(muster::id = &outside::car::no,
                                                                 muster::position = &outside::car::at,
                                                                 muster::capabilities = &outside::car::can,
                                                                 muster::turnout = muster::absent);

namespace {

void print(const std::string& words) { std::fwrite(words.data(), 1, words.size(), stdout); }

std::string hex(std::uint64_t value) {
    std::string digits(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4U) { digits[i] = "0123456789abcdef"[value & 15U]; }
    return digits;
}

/// All 64 bits, so that not even the last may differ.
std::string bits_of(double value) { return hex(std::bit_cast<std::uint64_t>(value)); }

void line(const std::string& what, const std::string& value) { print(what + ": " + value + "\n"); }

// ---- numbers ---------------------------------------------------------------------------------------------------------

void print_random() {
    muster::random generator{2026};
    std::vector<int> cards(52);
    for (std::size_t i = 0; i < cards.size(); ++i) { cards[i] = static_cast<int>(i); }
    muster::shuffle(generator, cards);
    muster::digest shuffled;
    for (const int each : cards) { shuffled.number(each); }
    line("shuffled", hex(shuffled.value()));
    const std::vector<std::uint32_t> weights{1, 5, 0, 17};
    muster::digest all;
    for (int i = 0; i < 10'000; ++i) {
        all.number(static_cast<std::int64_t>(generator()));
        all.number(static_cast<std::int64_t>(muster::uniform_below(generator, 1000)));
        all.number(muster::uniform_between(generator, -50, 50));
        all.number(std::bit_cast<std::int64_t>(muster::unit_interval(generator)));
        all.number(std::bit_cast<std::int64_t>(muster::exponential(generator, 3.7)));
        all.number(std::bit_cast<std::int64_t>(muster::normal(generator)));
        all.number(muster::poisson(generator, 12.25));
        all.number(static_cast<std::int64_t>(muster::weighted(generator, weights)));
        all.number(muster::chance(generator, 1, 3) ? 1 : 0);
    }
    line("10,000 draws of each kind", hex(all.value()));
    line("a stream by name", hex(generator.stream("arrivals")()));
}

/// Around a middle. The inputs, too, must not be rounded differently where the processor fuses products into sums.
double around(double middle, double reach, muster::random& generator) {
    return middle + muster::product(muster::unit_interval(generator) - 0.5, reach);
}

void print_arithmetic() {
    muster::random generator{7};
    muster::digest all;
    for (int i = 0; i < 20'000; ++i) {
        const double a = around(0, 1000, generator);
        const double b = around(0, 1000, generator);
        const double c = around(0, 1000, generator);
        all.number(std::bit_cast<std::int64_t>(muster::product(a, b) + c));
        all.number(muster::quantise(a, 0.001));
        all.number(static_cast<std::int64_t>(muster::integer_sqrt(generator())));
        all.number(std::bit_cast<std::int64_t>(muster::cosine_of_degrees(around(0, 180, generator))));
    }
    line("products, roots, cosines", hex(all.value()));
}

void print_distances() {
    muster::random generator{11};
    const muster::straight_line_travel driving;
    muster::digest all;
    for (int i = 0; i < 20'000; ++i) {
        const auto somewhere = [&](double reach) {
            return muster::lon_lat{around(114.05, reach, generator), around(22.55, reach, generator)};
        };
        const muster::lon_lat a = somewhere(i % 2 == 0 ? 0.4 : 60.0);
        const muster::lon_lat b = somewhere(i % 2 == 0 ? 0.4 : 60.0);
        const muster::lon_lat c = somewhere(0.4);
        const muster::lon_lat low{a.lon < b.lon ? a.lon : b.lon, a.lat < b.lat ? a.lat : b.lat};
        const muster::lon_lat high{a.lon < b.lon ? b.lon : a.lon, a.lat < b.lat ? b.lat : a.lat};
        all.number(muster::straight_line(a, b).mm);
        all.number(muster::straight_line_at_least(c, low, high).mm);
        all.number(driving(a, b).ms);
        if (i < 10) {
            line("distance " + bits_of(a.lon) + " " + bits_of(a.lat) + " to " + bits_of(b.lon) + " " + bits_of(b.lat),
                 std::to_string(muster::straight_line(a, b).mm) + " mm, " + std::to_string(driving(a, b).ms) + " ms");
        }
    }
    line("20,000 distances in degrees", hex(all.value()));
}

// ---- the district and its days ---------------------------------------------------------------------------------------

std::uint64_t digest_of(const muster::sim::district& made) {
    muster::digest all;
    const auto point = [&all](const muster::planar& at) { all.number(at.east_mm).number(at.north_mm); };
    const auto called = [&all](const muster::label& label) { all.words(label.en).words(label.zh); };
    for (const auto& tier : made.tiers) {
        called(tier.name);
        for (const auto& cell : tier.cells) {
            all.words(cell.key);
            called(cell.name);
            for (const auto& part : cell.area) {
                for (const muster::planar& each : part.outer) { point(each); }
                for (const auto& hole : part.holes) {
                    for (const muster::planar& each : hole) { point(each); }
                }
            }
        }
    }
    for (const muster::sim::building& each : made.buildings) {
        point(each.at);
        all.number(each.number).words(each.grid_key).number(static_cast<int>(each.use)).number(each.storeys);
    }
    for (const muster::sim::standby_post& each : made.posts) {
        point(each.at);
        called(each.name);
        all.number(each.number).number(static_cast<int>(each.category)).words(each.community_key);
    }
    for (const muster::sim::unit& each : made.units) {
        point(each.home);
        called(each.name);
        called(each.station);
        all.words(each.number).number(static_cast<int>(each.service)).words(each.community_key).number(each.turnout_s);
        all.number(each.post ? std::int64_t{*each.post} : -1).number(each.held_reserve ? 1 : 0);
    }
    return all.value();
}

std::uint64_t digest_of(const std::vector<muster::sim::call>& calls, muster::language in) {
    muster::digest all;
    for (const muster::sim::call& each : calls) {
        all.words(each.number).number(each.received.ms).words(in == muster::language::en ? each.what : each.what_zh);
        all.number(each.position ? each.position->east_mm : -1).number(each.position ? each.position->north_mm : -1);
        for (const auto& fact :
             {each.trapped, each.injured, each.dead, each.storeys, each.people_at_risk, each.area_m2}) {
            all.number(fact ? *fact : -1);
        }
        all.number(static_cast<int>(each.truth)).number(each.also ? static_cast<int>(*each.also) : -1);
        all.number(each.vague ? 1 : 0).words(each.grid_key);
    }
    return all.value();
}

template <class P>
std::uint64_t digest_of(const muster::hierarchy<P>& cells) {
    muster::digest all;
    const auto coordinate = [&all](auto value) {
        if constexpr (std::is_same_v<decltype(value), double>) {
            all.number(std::bit_cast<std::int64_t>(value));
        } else {
            all.number(value);
        }
    };
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
        const muster::cell_id cell{i};
        all.words(cells.key(cell)).number(cells.parent(cell).index);
        for (const muster::cell_id each : cells.neighbours(cell)) { all.number(each.index); }
        coordinate(cells.area_m2(cell));
        coordinate(x_of(cells.representative_point(cell)));
        coordinate(y_of(cells.representative_point(cell)));
    }
    return all.value();
}

// ---- decisions -------------------------------------------------------------------------------------------------------

void add(muster::digest& all, const muster::plan& plan) {
    all.words(plan.incident_key).number(static_cast<int>(plan.where.status)).number(plan.where.owner.index);
    all.number(plan.where.nearest.index).number(plan.where.distance.mm);
    all.number(plan.what.type.index).number(plan.what.rule.index);
    all.number(plan.how_serious.decided.rank)
        .number(plan.how_serious.lowest.rank)
        .number(plan.how_serious.highest.rank);
    for (const muster::assignment& each : plan.units.assignments) {
        all.number(each.unit.index).number(each.capability.index).number(each.arrival.ms).number(each.step);
    }
    for (const auto* list :
         {&plan.what.reasons, &plan.how_serious.reasons, &plan.needed.reasons, &plan.units.reasons}) {
        for (const muster::reason& each : *list) {
            all.number(each.actual).number(each.limit).number(each.index).number(each.purpose).number(each.verdict);
        }
    }
}

/// A day in the district: every call is decided and committed, units come back; every twentieth plan is printed.
void print_day(const muster::sim::district& ground, const muster::sim::reference_city& city,
               const std::vector<muster::sim::call>& calls, muster::language in) {
    const muster::governance decider{city.make_policy(), "district-g", 1};
    muster::situation<muster::planar> now{{}, {ground.units, city.cells, muster::sim::reference_city::search_tier}};
    muster::name_book names = decider.names();
    city.skills.write_names(names);
    now.units.write_names(names);
    const muster::random durations = muster::random{1}.stream("service");
    using release = std::pair<std::int64_t, std::uint32_t>;  // when, which unit
    std::priority_queue<release, std::vector<release>, std::greater<>> busy;
    muster::workspace scratch;
    muster::plan plan;
    muster::digest all;
    muster::digest whys;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        now.now = calls[i].received;
        for (; !busy.empty() && busy.top().first <= now.now.ms; busy.pop()) {
            now.units.set_status(busy.top().second, muster::unit_status::free);
        }
        const muster::sim::told_call told{&calls[i], in};
        decider.decide(told, now, scratch, plan);
        add(all, plan);
        if (i % 20 == 0) {
            print(to_text(plan, names, in) + "\n");
            line("as JSON", hex(muster::digest{}.bytes(to_json(plan, names).dump()).value()));
            const muster::dispatch_context<decltype(now)> asking{
                plan.where, plan.what, plan.how_serious, plan.needed, now, now.now, scratch, muster::record::all};
            for (std::uint32_t unit_number = 0; unit_number < now.units.size(); unit_number += 7) {
                for (const muster::reason& each : city.rings.why_not(now.units.handle_of(unit_number), told, asking)) {
                    whys.number(each.actual).number(each.limit).number(each.purpose).number(each.verdict);
                }
            }
        }
        if (commit(plan, now) != muster::commit_outcome::committed) { continue; }
        muster::random service = durations.stream(i);
        const muster::duration work = muster::sim::service_time(calls[i], service);
        for (const muster::assignment& each : plan.units.assignments) {
            busy.emplace((now.now + each.arrival + work).ms, each.unit.index);
        }
    }
    line("all decisions of the day", hex(all.value()));
    line("why not", hex(whys.value()));
}

/// All stages over the day and its script: modes, departments, experts, command, the static card.
void print_full_day(const muster::sim::district& ground, const muster::sim::reference_city& city,
                    std::vector<muster::sim::call> calls, muster::language in) {
    const muster::governance decider{city.make_full_policy(), "district-g", 2, muster::record::all, city.card};
    muster::situation<muster::planar> now = city.make_situation(ground);
    now.questions = muster::question_budget{12};
    const muster::name_book names = decider.names(city.skills, now.units, now.experts);
    line("policy", hex(decider.policy_digest()));
    const muster::sim::script script = muster::sim::make_script(ground);
    const std::size_t ordinary = calls.size();
    for (const muster::sim::scripted_call& each : script.calls) { calls.push_back(each.told); }
    using release = std::pair<std::int64_t, std::uint32_t>;  // when, which unit
    std::priority_queue<release, std::vector<release>, std::greater<>> busy;
    muster::workspace scratch;
    muster::plan plan;
    muster::digest all;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        now.now = calls[i].received;
        now.last_observed =
            script.unheard_from <= now.now && now.now < script.unheard_until ? script.unheard_from : now.now;
        for (; !busy.empty() && busy.top().first <= now.now.ms; busy.pop()) {
            now.units.set_status(busy.top().second, muster::unit_status::free);
        }
        decider.decide(muster::sim::told_call{&calls[i], in}, now, scratch, plan);
        const std::string words = to_text(plan, names, in);
        all.bytes(words);
        if (i % 100 == 0) { print(words + "\n"); }
        if (i >= ordinary) { print(to_text(plan, names, in, muster::telling::in_brief) + "\n"); }
        if (commit(plan, now) != muster::commit_outcome::committed) { continue; }
        for (const muster::assignment& each : plan.units.assignments) {
            busy.emplace((now.now + each.arrival).ms + 1'800'000, each.unit.index);
        }
        if (i % 3 != 0) {  // some stay on their case
            for (const muster::expert_panel::seat& each : plan.panel.seats) { (void)now.experts.release(each.expert); }
        }
        if (i % 20 == 0) { now.load.add(plan.where.owner, 0.7); }
    }
    line("all full decisions of the day", hex(all.value()));
}

muster::lon_lat in_degrees(const muster::planar& at) {
    return {114.0 + static_cast<double>(at.east_mm) / 102'700'000.0,
            22.5 + static_cast<double>(at.north_mm) / 110'800'000.0};
}

/// A small district carried over into degrees, decided by rules of its own.
void print_degrees() {
    const muster::sim::district ground = muster::sim::make_district(muster::sim::district_options::tiny());
    std::vector<muster::tier_drawing<muster::lon_lat>> tiers;
    for (const auto& tier : ground.tiers) {
        tiers.push_back({tier.name, {}});
        for (const auto& cell : tier.cells) {
            muster::cell_drawing<muster::lon_lat> drawn{cell.key, cell.name, {}};
            for (const auto& part : cell.area) {
                drawn.area.emplace_back();
                for (const muster::planar& each : part.outer) { drawn.area.back().outer.push_back(in_degrees(each)); }
            }
            tiers.back().cells.push_back(std::move(drawn));
        }
    }
    const muster::hierarchy<muster::lon_lat> cells{std::move(tiers)};
    line("hierarchy in degrees", hex(digest_of(cells)));

    const muster::type_tree types{{{"fire", {"fire", "火灾"}, ""}, {"other", {"other", "其他"}, ""}}};
    const muster::response_scale levels = muster::three_response_levels();
    const muster::rule_classifier<outside::call> rules{
        types,
        {{{"smoke"}, types.at("fire"), {muster::contains("smoke", "fire"), muster::lacks("drill")}, 0},
         {{"anything"}, types.at("other"), {muster::field<"injured"> >= 0}, 1}}};
    const muster::grading_table<outside::call> grades{
        types, levels, {{{"injured"}, "injured", {muster::at_least(2, muster::level_II)}, {}, {}, {}, {}}}};
    muster::need two_soon;
    two_soon.capability = {0};
    two_soon.amount = 2;
    two_soon.limit.within = {240'000};
    const muster::run_card_table cards{types, levels, {{{"all"}, {}, {}, {}, {two_soon}, false}}};
    const muster::tiered_dispatch<muster::lon_lat> nearest{cells, types, levels, {}, {2, {}, 1000}};
    const muster::governance decider{
        muster::policy{muster::stage::locate = cells, muster::stage::classify = rules, muster::stage::grade = grades,
                       muster::stage::require = cards, muster::stage::dispatch = nearest},
        "degrees", 1};

    std::vector<outside::car> cars;
    for (const muster::sim::unit& each : ground.units) { cars.push_back({each.number, in_degrees(each.home), {{0}}}); }
    const muster::situation<muster::lon_lat> now{{1'000}, {cars, cells, 2}};
    muster::name_book names = decider.names();
    now.units.write_names(names);
    muster::workspace scratch;
    std::size_t number = 0;
    for (const muster::sim::building& each : ground.buildings) {
        if (++number % 40 != 0) { continue; }
        muster::lon_lat at = in_degrees(each.at);
        if (number % 200 == 0) { at.lon -= 0.05; }  // outside
        const outside::call one{"B" + std::to_string(number), at, number % 80 == 0 ? "smoke" : "",
                                static_cast<int>(number % 3)};
        print(to_text(decider.decide(one, now, scratch), names));
    }
}

}  // namespace

int main() {
    print_random();
    print_arithmetic();
    print_distances();
    for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}}) {
        muster::sim::district_options options;
        options.seed = seed;
        const muster::sim::district ground = muster::sim::make_district(options);
        muster::sim::day_options wanted;
        wanted.seed = seed;
        const std::vector<muster::sim::call> calls = muster::sim::make_day(ground, wanted);
        line("district " + std::to_string(seed), hex(digest_of(ground)));
        line("its day in English", hex(digest_of(calls, muster::language::en)));
        line("its day in Chinese", hex(digest_of(calls, muster::language::zh)));
        if (seed != 1) { continue; }
        const muster::sim::reference_city city{ground};
        line("its hierarchy", hex(digest_of(city.cells)));
        print_day(ground, city, calls, muster::language::en);
        print_day(ground, city, calls, muster::language::zh);
        print_full_day(ground, city, calls, muster::language::en);
        print_full_day(ground, city, calls, muster::language::zh);
    }
    print_degrees();
}
