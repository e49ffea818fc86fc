#pragma once

#include "muster/core/distributions.hpp"  // weighted, uniform_below
#include "muster/core/random.hpp"         // random
#include "muster/sim/day.hpp"             // day_options
#include "muster/sim/detail/facts.hpp"    // draw_facts, class_profiles
#include "muster/sim/detail/telling.hpp"  // tell, tell_facts
#include "muster/sim/detail/text.hpp"     // padded
#include "muster/sim/detail/units.hpp"    // building_in
#include "muster/sim/district_model.hpp"  // district
#include "muster/sim/script.hpp"          // script

#include <algorithm>    // stable_sort
#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace sim::detail {

/// What callers say, with `{place}` and `{road}`; the facts are told after it.
struct scene_words {
    std::string english;
    std::string chinese;
};

/// How many calls the surge has, and in how many minutes.
inline constexpr std::uint32_t surge_calls = 60;
inline constexpr std::uint32_t surge_minutes = 40;

/// Writes a script: one day's scenes at their hours.
class script_writer {
public:
    explicit script_writer(const day_options& day)
        : start_{midnight(day.date, day.utc_offset_min)}, generator_{random{day.seed}.stream("script")} {}

    [[nodiscard]] instant at(std::int64_t hour, std::int64_t minute) const noexcept {
        return start_ + duration{(hour * 60 + minute) * 60'000};
    }
    [[nodiscard]] random stream(std::string_view scene) const noexcept { return generator_.stream(scene); }

    /// Adds a call; its facts are in `one` already, its text is made of `words` and of them.
    void add(const char* scene, instant received, const building& place, const scene_words& words, call one) {
        one.received = received;
        one.position = place.at;
        one.grid_key = place.grid_key;
        const label called = place_of(place);
        one.what = filled(words.english, called.en, road_of(place).english);
        one.what_zh = filled(words.chinese, called.zh, road_of(place).chinese);
        tell_facts(one, 0, one.what, one.what_zh);
        one.what += '.';
        one.what_zh += "。";
        made_.calls.push_back({scene, std::move(one)});
    }
    void add(const char* scene, call one) { made_.calls.push_back({scene, std::move(one)}); }

    void nothing_heard(instant from, instant until) noexcept {
        made_.unheard_from = from;
        made_.unheard_until = until;
    }

    /// In the order of arrival, and numbered: "S-20260301-001".
    [[nodiscard]] script finish(const calendar_date& date) {
        std::vector<scripted_call>& calls = made_.calls;
        std::stable_sort(calls.begin(), calls.end(), [](const scripted_call& a, const scripted_call& b) {
            return a.told.received < b.told.received;
        });
        for (std::size_t i = 0; i < calls.size(); ++i) {
            std::string& number = calls[i].told.number;
            number = "S-";
            number += compact(date);
            number += '-';
            number += padded(i + 1, 3);
        }
        return std::move(made_);
    }

private:
    instant start_;
    random generator_;
    script made_;
};

/// A call of a class that says nothing yet.
[[nodiscard]] inline call call_of(incident_class truth) {
    call one;
    one.truth = truth;
    return one;
}

/// A rain storm over one street: sudden incidents of four kinds, drawn as those of a day are.
inline void add_surge(script_writer& writer, const district& where, instant from) {
    constexpr std::array kinds{incident_class::flooding, incident_class::power_failure, incident_class::obstruction,
                               incident_class::slope_failure};
    constexpr std::array<std::uint32_t, kinds.size()> weights{45, 26, 24, 5};
    random generator = writer.stream("surge");
    const std::vector<cell_drawing<planar>>& streets = where.tiers[1].cells;
    const std::string street = streets[uniform_below(generator, streets.size())].key;
    for (std::uint32_t i = 0; i < surge_calls; ++i) {
        random drawing = generator.stream(i);
        call one = call_of(kinds[weighted(drawing, weights)]);
        const std::size_t use = weighted(drawing, class_profiles[static_cast<std::size_t>(one.truth)].at);
        const building& place = building_in(where, street, static_cast<building_use>(use), drawing);
        // Evenly spread with some play: a storm does not call in step.
        const std::int64_t step_ms = std::int64_t{surge_minutes} * 60'000 / surge_calls;
        one.received = from + duration{i * step_ms + uniform_between(drawing, std::int64_t{0}, step_ms - 1)};
        one.position = place.at;
        one.grid_key = place.grid_key;
        draw_facts(one, place.storeys, drawing);
        tell(one, place_of(place), road_of(place), {}, drawing);
        writer.add("surge", std::move(one));
    }
}

}  // namespace sim::detail
}  // namespace v0
}  // namespace muster
