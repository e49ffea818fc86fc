#pragma once

#include "program/progress.hpp"    // progress, stopwatch
#include "sf_city.hpp"     // load_hierarchy, learn_cards
#include "sf_engines.hpp"  // busy_calendar

#include "muster/governance/governance.hpp"  // governance
#include "muster/governance/situation.hpp"   // situation

#include <cstddef>   // size_t
#include <optional>  // optional
#include <span>      // span
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

/// San Francisco's past calls through the whole pipeline: what would have been decided, and how it compares.
namespace sf {

/// What the replay counts besides the scores of `sf_scores.hpp`.
struct replay_record {
    std::size_t decisions = 0;
    std::size_t located_right = 0;  ///< our neighbourhood is the label; outside, or a label `None`, is a miss
    std::size_t outside = 0;        ///< no neighbourhood of ours
    std::size_t label_none = 0;     ///< the label itself is `None` or empty
    std::size_t engines_asked = 0, engines_in_time = 0;  ///< of the first engines that we would send
    std::size_t ends[3] = {0, 0, 0};                     ///< by search_end
    std::size_t units_without_home = 0;                  ///< in the log, but not in our fleet
    double decide_s = 0;
    muster::plan shown;  ///< one decision in full
    muster::name_book names;
};

class replay {
public:
    /// @param known  all calls whose units, types and busy times are known: training and test
    replay(const std::string& data, std::span<const call> known, const home_table& homes, const busy_calendar& calendar)
        : cells_{load_hierarchy(data)},
          kinds_{known},
          types_{type_tree_of(known)},
          calendar_{calendar},
          now_{{}, {units_of(known, homes, kinds_), cells_, neighbourhood_tier}} {
        std::set<std::string> units;
        for (const call& c : known) {
            for (const unit_row& row : c.rows) { units.insert(row.unit); }
        }
        record_.units_without_home = units.size() - now_.units.size();
    }

    /// One fixed table decides every call of `test`.
    [[nodiscard]] replay_record run_fixed(std::span<const call> training, std::span<const call> test) {
        decide_all(test, learn_cards(training, types_, kinds_), test.size());
        return std::move(record_);
    }

    /// Rolling origin: each day is decided with what the days before it taught.
    [[nodiscard]] replay_record run_rolling(std::span<const call> log) {
        for (std::size_t from = 0; from < log.size();) {
            std::size_t to = from;
            while (to < log.size() && day_of(log[to].received) == day_of(log[from].received)) { ++to; }
            decide_all(log.subspan(from, to - from), learn_cards(log.first(from), types_, kinds_), log.size());
            from = to;
        }
        return std::move(record_);
    }

private:
    void decide_all(std::span<const call> calls, const muster::run_card_table& cards, std::size_t total) {
        const auto classify = [this](const call& c, const muster::classify_context&) {
            return types_.find(type_code(c));
        };
        const auto grade = [](const call& c, const muster::grade_context&) { return level_of(c); };
        const auto locate = [this](const call& c, const muster::locate_context& context) { return cells_(c, context); };
        const muster::tiered_dispatch<muster::lon_lat> nearest{
            cells_, types_, muster::three_response_levels(), {}, {neighbourhood_tier, {}, 1'000'000}};
        const muster::governance decider{
            muster::policy{muster::stage::locate = locate, muster::stage::classify = classify,
                           muster::stage::grade = grade, muster::stage::require = cards,
                           muster::stage::dispatch = nearest},
            "san-francisco-replay", 1};
        progress shown{"deciding", total};
        for (const call& c : calls) {
            set_busy(c);
            const stopwatch timer;
            decider.decide(c, now_, scratch_, plan_);
            record_.decide_s += timer.seconds();
            note(c);
            if (record_.shown.incident_key.empty() && !cards_are_empty(cards) && plan_.units.assignments.size() >= 3) {
                record_.shown = plan_;
                record_.names = names(decider);
            }
            shown.step(record_.decisions);
        }
    }

    [[nodiscard]] static bool cards_are_empty(const muster::run_card_table& cards) { return cards.size() == 0; }

    template <class Decider>
    [[nodiscard]] muster::name_book names(const Decider& decider) const {
        muster::name_book all = decider.names(cells_, types_, now_.units, capabilities_of(kinds_));
        const muster::response_scale levels = muster::three_response_levels();
        for (std::uint8_t rank = 1; rank <= levels.size(); ++rank) {
            all.set(muster::subject::level, rank, levels[muster::response_level{rank}]);
        }
        return all;
    }

    // Who was busy with another call when this one was ordered: what the log says, not what we would have sent.
    void set_busy(const call& c) {
        now_.now = c.rows.empty() ? c.received : first_dispatch(c);
        for (std::uint32_t i = 0; i < now_.units.size(); ++i) {
            const bool busy = calendar_.busy(now_.units[i].key, now_.now, c.number);
            if (busy == now_.units.is_free(i)) {
                now_.units.set_status(i, busy ? muster::unit_status::committed : muster::unit_status::free);
            }
        }
    }

    void note(const call& c) {
        ++record_.decisions;
        ++record_.ends[static_cast<std::size_t>(plan_.units.end)];
        const bool has_label = !c.neighbourhood.empty() && c.neighbourhood != "None";
        const bool is_in =
            plan_.where.status == muster::location_status::inside ||
            (plan_.where.status == muster::location_status::gap && plan_.where.depth > neighbourhood_tier);
        record_.label_none += has_label ? 0U : 1U;
        record_.outside += is_in ? 0U : 1U;
        if (has_label && is_in && cells_.name(plan_.where.path[neighbourhood_tier]).en == c.neighbourhood) {
            ++record_.located_right;
        }
        for (const muster::assignment& each : plan_.units.assignments) {
            if (each.limit.within.ms == 0) { continue; }
            ++record_.engines_asked;
            record_.engines_in_time += each.late_by().ms <= 0 ? 1U : 0U;
        }
    }

    muster::hierarchy<muster::lon_lat> cells_;
    unit_types kinds_;
    muster::type_tree types_;
    const busy_calendar& calendar_;
    muster::situation<muster::lon_lat> now_;
    muster::workspace scratch_;
    muster::plan plan_;
    replay_record record_;
};

}  // namespace sf
