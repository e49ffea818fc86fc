#pragma once

#include "muster/core/label.hpp"  // language

#include <array>        // array
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// Whether the rules that a stage asked leave the case to people, and why. A rule gap is a reason to ask an expert.
enum class gap_kind : std::uint8_t {
    none,          ///< the rules decide, and would decide the same nearby
    no_rule,       ///< no rule holds
    thin_margin,   ///< decided, but a value lies close to where the decision changes
    out_of_range,  ///< a value outside the range that the rules were written for
    clash,         ///< rules that contradict one another hold
};

namespace detail {
inline constexpr std::array<std::string_view, 5> gap_kind_names{"none", "no_rule", "thin_margin", "out_of_range",
                                                                "clash"};
inline constexpr std::array<std::string_view, 5> gap_kind_words{
    "decided by the rules", "no rule holds", "close to where the decision changes",
    "outside the range that the rules were written for", "rules contradict one another"};
inline constexpr std::array<std::string_view, 5> gap_kind_words_zh{"规则已决定", "没有规则适用", "接近决策改变的界限",
                                                                   "超出规则适用范围", "规则相互矛盾"};
}  // namespace detail

/// `none`, `no_rule`, `thin_margin` ...
[[nodiscard]] constexpr std::string_view to_string(gap_kind which) noexcept {
    return detail::gap_kind_names[static_cast<std::uint8_t>(which)];
}

/// The same in words for people.
[[nodiscard]] constexpr std::string_view to_text(gap_kind which, language in = language::en) noexcept {
    const auto at = static_cast<std::uint8_t>(which);
    return in == language::en ? detail::gap_kind_words[at] : detail::gap_kind_words_zh[at];
}

}  // namespace v0
}  // namespace muster
