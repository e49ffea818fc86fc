#pragma once

#include "district_workload.hpp"  // district_workload
#include "owner_raster.hpp"       // owner_raster
#include "word_automaton.hpp"     // word_automaton

#include "muster/model/run_card.hpp"      // run_card_table
#include "muster/unit/response_tier.hpp"  // as_cards

#include <algorithm>  // min, max
#include <array>      // array
#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <limits>     // numeric_limits
#include <optional>   // optional
#include <vector>     // vector

namespace bench {

/// What `decide_floor` decides.
struct floor_answer {
    static constexpr std::uint8_t no_type = 0xff;

    std::uint16_t cell = 0;
    std::uint8_t type = no_type;
    std::uint8_t level = 0;
    std::uint8_t unit_count = 0;
    std::array<std::uint16_t, 31> units{};
};

/// The lookups of a decision on bare arrays, without reasons: about the least that a decision can cost.
///
/// A raster gives the cell, an automaton and masks the type, thresholds the level, a table the needs; for each need
/// the nearest free units are found by scanning those that have the capability. Left out besides the reasons: exact
/// borders, turnout and travel time, widening and its minimums, reserves, targets, everything that explains a gap.
class decide_floor {
public:
    explicit decide_floor(const district_workload& day)
        : raster_{day.city.cells}, fallback_{static_cast<std::uint16_t>(day.city.cells.fallback_owner().index)} {
        take_rules(day.city);
        take_grades(day.city);
        take_needs(day.city);
        take_units(day);
    }

    void decide(const muster::sim::call& call, floor_answer& out) const noexcept {
        out.cell = call.position ? raster_.find(*call.position) : owner_raster::nowhere;
        if (out.cell == owner_raster::nowhere) { out.cell = fallback_; }
        out.type = type_of(words_.run(call.what), call.what);
        const std::size_t row = out.type == floor_answer::no_type ? types_ : out.type;
        out.level = level_of(call, thresholds_[row]);
        out.unit_count = 0;
        const muster::planar at = call.position.value_or(post_);
        const need_range needs = needs_[row * 3 + out.level - 1];
        for (std::uint32_t i = needs.first; i < needs.last; ++i) { send(all_needs_[i], at, out); }
    }

private:
    struct rule {
        std::uint32_t has = 0;
        std::uint32_t lacks = 0;
        std::uint8_t type = 0;
        int rank = 0;
    };
    struct grade_row {
        std::uint8_t base = 3;
        std::array<std::int32_t, 6> two{}, one{};  // from these values on, level II and I
    };
    struct need_range {
        std::uint32_t first = 0, last = 0;
    };
    struct need {
        std::uint8_t capability = 0;
        std::uint8_t amount = 0;
    };
    struct unit_columns {
        std::vector<std::int32_t> east, north;
        std::vector<std::uint8_t> free;
        std::vector<std::uint16_t> number;
    };

    void take_rules(const muster::sim::reference_city& city) {
        types_ = city.types.size();
        unsigned bit = 0;
        for (std::uint32_t i = 0; i < city.rules.size(); ++i) {
            const muster::type_rule& each = city.rules[{i}];
            rule made;
            made.type = static_cast<std::uint8_t>(each.type.index);
            made.rank = each.rank;
            for (const muster::condition& when : each.when) {
                (when.what == muster::condition::kind::lacks ? made.lacks : made.has) |= std::uint32_t{1} << bit;
                for (const std::string& word : when.words) {
                    words_.add(word, bit);
                    if (when.what == muster::condition::kind::word) { whole_words_.push_back({word, bit}); }
                }
                if (when.what == muster::condition::kind::word) { whole_word_bits_ |= std::uint32_t{1} << bit; }
                ++bit;
            }
            rules_.push_back(made);
        }
        words_.finish();
        for (std::uint32_t a = 0; a < types_; ++a) {
            for (std::uint32_t b = 0; b < types_; ++b) {
                is_a_.push_back(city.types.is_a({a}, {b}) ? std::uint8_t{1} : std::uint8_t{0});
            }
        }
    }

    void take_grades(const muster::sim::reference_city& city) {
        constexpr std::array<std::string_view, 6> facts{"trapped", "injured",        "dead",
                                                        "storeys", "people_at_risk", "area_m2"};
        const std::vector<muster::base_level> bases = muster::sim::detail::district_base_levels(city.types);
        for (std::uint32_t t = 0; t <= types_; ++t) {
            const muster::type_id type = t < types_ ? muster::type_id{t} : muster::type_id::none();
            grade_row made;
            made.two.fill(std::numeric_limits<std::int32_t>::max());
            made.one = made.two;
            for (const muster::base_level& each : bases) {
                if (city.types.is_a(type, each.type)) { made.base = std::min(made.base, each.at_least.rank); }
            }
            for (std::uint32_t i = 0; i < city.grades.size(); ++i) {
                const muster::grading_criterion& each = city.grades[{i}];
                if (each.only_for && type && !city.types.is_a(type, each.only_for)) { continue; }
                const auto fact =
                    static_cast<std::size_t>(std::find(facts.begin(), facts.end(), each.column) - facts.begin());
                for (const muster::threshold& line : each.thresholds) {
                    const auto from =
                        static_cast<std::int32_t>(line.limit) + (line.how == muster::comparison::more ? 1 : 0);
                    (line.reached == muster::level_I ? made.one : made.two)[fact] = from;
                }
            }
            thresholds_.push_back(made);
        }
    }

    void take_needs(const muster::sim::reference_city& city) {
        const muster::run_card_table tiers{city.types, city.levels,
                                           muster::detail::as_cards(muster::sim::detail::district_tiers(city.types))};
        muster::requirement found;
        for (std::uint32_t t = 0; t <= types_; ++t) {
            const muster::type_id type = t < types_ ? muster::type_id{t} : muster::type_id::none();
            for (std::uint8_t rank = 1; rank <= 3; ++rank) {
                std::array<std::uint8_t, muster::capability_set::limit> amounts{};
                for (const muster::run_card_table* table : {&city.cards, &tiers}) {
                    table->look_up(type, {rank}, muster::record::none, found);
                    for (const muster::need& each : found.needs) {
                        std::uint8_t& amount = amounts[each.capability.index];
                        amount = std::max(amount, static_cast<std::uint8_t>(each.amount));
                    }
                }
                need_range made{static_cast<std::uint32_t>(all_needs_.size()), 0};
                for (std::uint8_t c = 0; c < amounts.size(); ++c) {
                    if (amounts[c] != 0) { all_needs_.push_back({c, amounts[c]}); }
                }
                made.last = static_cast<std::uint32_t>(all_needs_.size());
                needs_.push_back(made);
            }
        }
    }

    void take_units(const district_workload& day) {
        for (std::uint32_t c = 0; c < units_.size(); ++c) {
            for (const std::uint32_t number : day.midday.units.with({c})) {
                const auto& each = day.midday.units[number];
                units_[c].east.push_back(each.stands.east_mm);
                units_[c].north.push_back(each.stands.north_mm);
                units_[c].free.push_back(each.status == muster::unit_status::free ? 1 : 0);
                units_[c].number.push_back(static_cast<std::uint16_t>(number));
            }
        }
        post_ = day.city.cells.representative_point(day.city.cells.fallback_owner());
    }

    [[nodiscard]] std::uint8_t type_of(std::uint32_t hits, std::string_view message) const noexcept {
        if ((hits & whole_word_bits_) != 0) { hits = checked_words(hits, message); }
        const rule* decided = nullptr;
        std::uint8_t type = floor_answer::no_type;
        for (const rule& each : rules_) {
            if ((hits & each.has) != each.has || (hits & each.lacks) != 0) { continue; }
            if (decided == nullptr) {
                decided = &each;
                type = each.type;
            } else if (each.rank != decided->rank) {
                break;
            } else if (is_a_[type * types_ + each.type] == 0) {
                if (is_a_[each.type * types_ + type] == 0) { return floor_answer::no_type; }  // a tie
                type = each.type;
            }
        }
        return type;
    }

    // Rare: a word that must stand alone occurs.
    [[nodiscard]] std::uint32_t checked_words(std::uint32_t hits, std::string_view message) const noexcept {
        const auto is_letter = [](char each) {
            return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
        };
        const auto touch = [&](char one, std::size_t at) {
            return is_letter(one) && at < message.size() && is_letter(message[at]);
        };
        hits &= ~whole_word_bits_;
        for (const auto& [word, bit] : whole_words_) {
            for (std::size_t at = message.find(word); at != std::string_view::npos; at = message.find(word, at + 1)) {
                if (!touch(word.front(), at - 1) && !touch(word.back(), at + word.size())) {
                    hits |= std::uint32_t{1} << bit;
                }
            }
        }
        return hits;
    }

    [[nodiscard]] static std::uint8_t level_of(const muster::sim::call& call, const grade_row& grades) noexcept {
        const std::array<const std::optional<int>*, 6> facts{&call.trapped, &call.injured,        &call.dead,
                                                             &call.storeys, &call.people_at_risk, &call.area_m2};
        std::uint8_t level = grades.base;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (!*facts[i]) { continue; }
            const std::uint8_t reached = **facts[i] >= grades.one[i] ? 1 : **facts[i] >= grades.two[i] ? 2 : 3;
            level = std::min(level, reached);
        }
        return level;
    }

    void send(const need& asked, const muster::planar& at, floor_answer& out) const noexcept {
        constexpr std::size_t most = 4;
        std::array<std::int64_t, most> best{};
        std::array<std::uint16_t, most> who{};
        std::size_t found = 0;
        const unit_columns& units = units_[asked.capability];
        for (std::size_t i = 0; i < units.number.size(); ++i) {
            if (units.free[i] == 0) { continue; }
            const std::int64_t east = std::int64_t{units.east[i]} - at.east_mm;
            const std::int64_t north = std::int64_t{units.north[i]} - at.north_mm;
            const std::int64_t squared = east * east + north * north;
            if (found == asked.amount && squared >= best[found - 1]) { continue; }
            if (is_sent(out, units.number[i])) { continue; }
            if (found < asked.amount) { ++found; }
            std::size_t place = found - 1;
            for (; place > 0 && squared < best[place - 1]; --place) {
                best[place] = best[place - 1];
                who[place] = who[place - 1];
            }
            best[place] = squared;
            who[place] = units.number[i];
        }
        for (std::size_t i = 0; i < found; ++i) { out.units[out.unit_count++] = who[i]; }
    }

    [[nodiscard]] static bool is_sent(const floor_answer& out, std::uint16_t number) noexcept {
        for (std::size_t i = 0; i < out.unit_count; ++i) {
            if (out.units[i] == number) { return true; }
        }
        return false;
    }

    struct whole_word {
        std::string word;
        unsigned bit;
    };

    owner_raster raster_;
    std::uint16_t fallback_;
    std::size_t types_ = 0;
    word_automaton words_;
    std::vector<whole_word> whole_words_;
    std::uint32_t whole_word_bits_ = 0;
    std::vector<rule> rules_;
    std::vector<std::uint8_t> is_a_;
    std::vector<grade_row> thresholds_;  // by type, the last for none
    std::vector<need_range> needs_;      // by type, then by level
    std::vector<need> all_needs_;
    std::array<unit_columns, muster::capability_set::limit> units_;
    muster::planar post_;
};

}  // namespace bench
