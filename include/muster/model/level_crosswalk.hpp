#pragma once

#include "muster/core/digest.hpp"  // digest
#include "muster/core/error.hpp"   // error
#include "muster/model/level.hpp"  // level, level_scale

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// One line of a crosswalk. `to` may be none: the level has no counterpart, and someone said so.
template <class From, class To>
struct crosswalk_line {
    From from{};
    To to{};
    source_position where{};  ///< where it stands in its file, for messages
};

/// From the levels of one scheme to those of another: the only way between them.
///
/// Many to one, and total: every level of `From` has a line. Monotone: a more serious level never maps to a less
/// serious one, and never to none while a less serious one has a counterpart. Data, not arithmetic: a city says what
/// response an event grade asks for.
/// @throws error missing (levels without a line, all of them by name), duplicate (two lines for one level),
/// out_of_range (a level that a scale lacks), contradiction (not monotone)
/// @complexity a look-up. Deterministic: yes
template <class From, class To>
class level_crosswalk {
public:
    using from_scale = level_scale<typename From::scheme>;
    using to_scale = level_scale<typename To::scheme>;

    level_crosswalk(from_scale from, to_scale to, const std::vector<crosswalk_line<From, To>>& lines)
        : from_{std::move(from)}, to_{std::move(to)}, mapped_(from_.size()) {
        std::vector<bool> has_line(from_.size());
        for (const crosswalk_line<From, To>& each : lines) {
            if (!from_.contains(each.from)) { throw unknown(each, each.from.rank, "from", from_.size()); }
            if (each.to && !to_.contains(each.to)) { throw unknown(each, each.to.rank, "to", to_.size()); }
            const std::size_t at = each.from.rank - std::size_t{1};
            if (has_line[at]) {
                throw error{errc::duplicate, each.where,
                            "level_crosswalk: two lines for `" + from_[each.from].en + "`"};
            }
            has_line[at] = true;
            mapped_[at] = each.to;
        }
        check_total(has_line);
        for (std::size_t i = 1; i < mapped_.size(); ++i) {
            if (is_more_serious(mapped_[i], mapped_[i - 1])) { throw not_monotone(lines, i); }
        }
    }

    [[nodiscard]] const from_scale& from() const noexcept { return from_; }
    [[nodiscard]] const to_scale& to() const noexcept { return to_; }

    /// The counterpart; none when it has none, and for none. @pre the level is none or of the scale
    [[nodiscard]] To operator()(From each) const noexcept { return each ? mapped_[each.rank - std::size_t{1}] : To{}; }

    /// The levels that have no counterpart, most serious first.
    [[nodiscard]] std::vector<From> unmapped() const { return sources_of(To{}); }
    /// The levels that map to one, most serious first; several, as a crosswalk may merge levels.
    [[nodiscard]] std::vector<From> sources_of(To target) const {
        std::vector<From> found;
        for (std::size_t i = 0; i < mapped_.size(); ++i) {
            if (mapped_[i] == target) { found.push_back({static_cast<std::uint8_t>(i + 1)}); }
        }
        return found;
    }
    /// The levels of the other scheme that nothing maps to, most serious first.
    [[nodiscard]] std::vector<To> unreached() const {
        std::vector<To> found;
        for (std::size_t rank = 1; rank <= to_.size(); ++rank) {
            const To each{static_cast<std::uint8_t>(rank)};
            if (sources_of(each).empty()) { found.push_back(each); }
        }
        return found;
    }

    void write_digest(digest& into) const {
        from_.write_digest(into);
        to_.write_digest(into);
        for (const To each : mapped_) { into.number(each.rank); }
    }

private:
    [[nodiscard]] static error unknown(const crosswalk_line<From, To>& line, std::uint8_t rank, const char* side,
                                       std::size_t size) {
        return {errc::out_of_range, line.where,
                std::string{"level_crosswalk: a line goes "} + side + " rank " + std::to_string(rank) +
                    "; that scale has ranks 1 to " + std::to_string(size)};
    }

    void check_total(const std::vector<bool>& has_line) const {
        std::string open;
        for (std::size_t i = 0; i < has_line.size(); ++i) {
            if (has_line[i]) { continue; }
            open += (open.empty() ? "`" : ", `") + from_.names()[i].en + "`";
        }
        if (open.empty()) { return; }
        throw error{errc::missing, "level_crosswalk: no line for " + open +
                                       "; every level needs one, and one that goes to nothing says so"};
    }

    [[nodiscard]] error not_monotone(const std::vector<crosswalk_line<From, To>>& lines, std::size_t at) const {
        const auto shown = [this](To each) { return each ? "`" + to_[each].en + "`" : std::string{"nothing"}; };
        source_position where;
        for (const crosswalk_line<From, To>& each : lines) {
            if (each.from.rank == at + 1) { where = each.where; }
        }
        return {errc::contradiction, where,
                "level_crosswalk: `" + from_.names()[at].en + "` goes to " + shown(mapped_[at]) + ", but `" +
                    from_.names()[at - 1].en + "`, which is more serious, only to " + shown(mapped_[at - 1])};
    }

    from_scale from_;
    to_scale to_;
    std::vector<To> mapped_;  // by rank - 1
};

}  // namespace v0
}  // namespace muster
