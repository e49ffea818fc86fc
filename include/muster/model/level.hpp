#pragma once

#include "muster/core/digest.hpp"  // digest
#include "muster/core/error.hpp"   // error
#include "muster/core/label.hpp"   // label

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view
#include <type_traits>  // is_same_v
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A level of one scheme: rank 1 is the most serious (I, 重大). Rank 0 is no level at all.
///
/// Levels have no `<`: "lower" means the opposite in neighbouring schemes. Ask `is_more_serious`. Levels of
/// different schemes are different types: they are never compared, a `level_crosswalk` maps one to the other.
template <class Scheme>
struct level {
    using scheme = Scheme;

    std::uint8_t rank = 0;

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return rank != 0; }
    friend constexpr bool operator==(level, level) = default;
};

/// How strongly a city responds: I, II, III (响应级别). Never compared with an event grade or an alarm level.
using response_level = level<struct response_level_scheme>;

/// How grave an event was, or is taken to be, by law: I extremely grave 特别重大 to IV ordinary 一般 (事件分级).
using event_grade = level<struct event_grade_scheme>;

/// How large a fire is for the brigade (火警等级). Counted the other way: the highest number is the most serious.
using alarm_level = level<struct alarm_level_scheme>;

/// Whether `a` is more serious than `b`. Any level is more serious than none.
template <class Scheme>
[[nodiscard]] constexpr bool is_more_serious(level<Scheme> a, level<Scheme> b) noexcept {
    return a.rank != 0 && (b.rank == 0 || a.rank < b.rank);
}
/// The more serious of two.
template <class Scheme>
[[nodiscard]] constexpr level<Scheme> more_serious(level<Scheme> a, level<Scheme> b) noexcept {
    return is_more_serious(b, a) ? b : a;
}
/// The less serious of two.
template <class Scheme>
[[nodiscard]] constexpr level<Scheme> less_serious(level<Scheme> a, level<Scheme> b) noexcept {
    return is_more_serious(b, a) ? a : b;
}

// Levels of different schemes: which is "higher" has no answer. The error lands on the line that says so.
// clang-format off
template <class A, class B> bool is_more_serious(level<A>, level<B>) = delete;  // two schemes: use a level_crosswalk
template <class A, class B> level<A> more_serious(level<A>, level<B>) = delete; // two schemes: use a level_crosswalk
template <class A, class B> level<A> less_serious(level<A>, level<B>) = delete; // two schemes: use a level_crosswalk
template <class A, class B> requires(!std::is_same_v<A, B>)
bool operator==(level<A>, level<B>) = delete;                                   // two schemes: use a level_crosswalk
// clang-format on

/// Which of the numbers that people use for the levels of a scheme is the most serious one.
enum class level_numbering : std::uint8_t {
    first_is_most_serious,  ///< I before II: the number is the rank
    last_is_most_serious,   ///< a five-alarm fire is worse than a one-alarm fire
};

/// The levels of a scheme with their names, most serious first, and the numbers that people use for them.
///
/// Ranks are for programs: 1 is the most serious in every scheme. Numbers are for people and go either way.
/// @throws error empty or out_of_range, unless it has between 1 and 200 levels
template <class Scheme>
class level_scale {
public:
    explicit level_scale(std::vector<label> most_serious_first,
                         level_numbering numbering = level_numbering::first_is_most_serious)
        : names_{std::move(most_serious_first)}, numbering_{numbering} {
        if (names_.empty()) { throw error{errc::empty, "level_scale: no levels; at least one is needed"}; }
        if (names_.size() > 200) { throw error{errc::out_of_range, "level_scale: more than 200 levels"}; }
    }

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] level<Scheme> most_serious() const noexcept { return {1}; }
    [[nodiscard]] level<Scheme> least_serious() const noexcept { return {static_cast<std::uint8_t>(names_.size())}; }
    [[nodiscard]] bool contains(level<Scheme> each) const noexcept {
        return each.rank >= 1 && each.rank <= names_.size();
    }
    /// @pre contains(each)
    [[nodiscard]] const label& operator[](level<Scheme> each) const { return names_[each.rank - std::size_t{1}]; }
    [[nodiscard]] const std::vector<label>& names() const noexcept { return names_; }

    [[nodiscard]] level_numbering numbering() const noexcept { return numbering_; }
    /// The number that people use: 1 to `size()`. @pre contains(each)
    [[nodiscard]] std::uint32_t number_of(level<Scheme> each) const noexcept { return flipped(each.rank); }
    /// The level with a number that people use; none when the scale has no such number.
    [[nodiscard]] level<Scheme> numbered(std::uint64_t number) const noexcept {
        if (number < 1 || number > names_.size()) { return {}; }
        return {static_cast<std::uint8_t>(flipped(static_cast<std::uint32_t>(number)))};
    }
    /// The level with a name, in either language, byte by byte; none when there is no such name.
    [[nodiscard]] level<Scheme> called(std::string_view wanted) const noexcept {
        for (std::size_t i = 0; i < names_.size() && !wanted.empty(); ++i) {
            if (names_[i].en == wanted || names_[i].zh == wanted) { return {static_cast<std::uint8_t>(i + 1)}; }
        }
        return {};
    }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(names_.size())).number(static_cast<std::int64_t>(numbering_));
    }

private:
    [[nodiscard]] std::uint32_t flipped(std::uint32_t either) const noexcept {
        return numbering_ == level_numbering::first_is_most_serious
                   ? either
                   : static_cast<std::uint32_t>(names_.size()) + 1 - either;
    }

    std::vector<label> names_;
    level_numbering numbering_;
};

using response_scale = level_scale<response_level_scheme>;
using event_scale = level_scale<event_grade_scheme>;
using alarm_scale = level_scale<alarm_level_scheme>;

/// The three levels of the case study: I major 重大, II larger 较大, III ordinary 一般.
[[nodiscard]] inline response_scale three_response_levels() {
    return response_scale{{{"I (major)", "Ⅰ级(重大)"}, {"II (larger)", "Ⅱ级(较大)"}, {"III (ordinary)", "Ⅲ级(一般)"}}};
}

/// The four grades of emergencies in China. @source Emergency Response Law of the PRC (2007), article 3
[[nodiscard]] inline event_scale four_event_grades() {
    return event_scale{{{"I (extremely grave)", "特别重大"},
                        {"II (grave)", "重大"},
                        {"III (larger)", "较大"},
                        {"IV (ordinary)", "一般"}}};
}

/// Five levels of fire alarms, the fifth the most serious. @source GA/T 1340-2016
[[nodiscard]] inline alarm_scale five_alarm_levels() {
    return alarm_scale{{{"alarm level 5", "五级火警"},
                        {"alarm level 4", "四级火警"},
                        {"alarm level 3", "三级火警"},
                        {"alarm level 2", "二级火警"},
                        {"alarm level 1", "一级火警"}},
                       level_numbering::last_is_most_serious};
}

/// The levels of `three_response_levels`, by name.
inline constexpr response_level level_I{1};
inline constexpr response_level level_II{2};
inline constexpr response_level level_III{3};

/// The grades of `four_event_grades`, by name.
inline constexpr event_grade grade_I{1};
inline constexpr event_grade grade_II{2};
inline constexpr event_grade grade_III{3};
inline constexpr event_grade grade_IV{4};

}  // namespace v0
}  // namespace muster
