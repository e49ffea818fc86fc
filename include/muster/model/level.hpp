#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/label.hpp"  // label

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A level of one scheme: rank 1 is the most serious (I, 重大). Rank 0 is no level at all.
///
/// Levels have no `<`: "lower" means the opposite in neighbouring schemes. Ask `is_more_serious`. Levels of
/// different schemes are different types.
template <class Scheme>
struct level {
    std::uint8_t rank = 0;

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return rank != 0; }
    friend constexpr bool operator==(level, level) = default;
};

/// How strongly a city responds: I, II, III (响应级别). Never compared with an event grade or an alarm level.
using response_level = level<struct response_level_scheme>;

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

/// The levels of a scheme with their names, most serious first.
///
/// @throws error empty or out_of_range, unless it has between 1 and 200 levels
template <class Scheme>
class level_scale {
public:
    explicit level_scale(std::vector<label> most_serious_first) : names_{std::move(most_serious_first)} {
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

private:
    std::vector<label> names_;
};

using response_scale = level_scale<response_level_scheme>;

/// The three levels of the case study: I major 重大, II larger 较大, III ordinary 一般.
[[nodiscard]] inline response_scale three_response_levels() {
    return response_scale{{{"I (major)", "Ⅰ级(重大)"}, {"II (larger)", "Ⅱ级(较大)"}, {"III (ordinary)", "Ⅲ级(一般)"}}};
}

/// The levels of `three_response_levels`, by name.
inline constexpr response_level level_I{1};
inline constexpr response_level level_II{2};
inline constexpr response_level level_III{3};

}  // namespace v0
}  // namespace muster
