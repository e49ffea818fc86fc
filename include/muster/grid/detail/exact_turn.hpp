#pragma once

#include <array>    // array
#include <bit>      // bit_cast
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t

namespace muster {
inline namespace v0 {
namespace detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// A sum of products of doubles without any rounding: a fixed-point number as wide as all of them.
///
/// Positive and negative products are added up apart, in units of 2^-2148, the square of the least double. So there
/// is nothing to borrow, to normalise or to overflow. Up to 2^40 products of doubles below 2^100 in size.
class exact_sum {
public:
    /// Adds `a * b`, or takes it off. Zero has no sign here. @pre both are finite and below 2^100
    constexpr void add(double a, double b, bool negated) noexcept {
        const parts x = parts_of(a);
        const parts y = parts_of(b);
        if (x.mantissa == 0 || y.mantissa == 0) { return; }
        auto& words = (x.is_negative != y.is_negative) != negated ? negative_ : positive_;
        const unsigned shift = x.exponent + y.exponent;
        const uint128 whole = uint128{x.mantissa} * y.mantissa;  // below 2^106
        const unsigned within = shift % 64;
        const std::uint64_t pieces[3] = {static_cast<std::uint64_t>(whole << within),
                                         static_cast<std::uint64_t>((whole << within) >> 64),
                                         within == 0 ? 0 : static_cast<std::uint64_t>(whole >> (128 - within))};
        std::uint64_t carry = 0;
        for (std::size_t i = 0, at = shift / 64; i < 3 || carry != 0; ++i, ++at) {
            const uint128 sum = uint128{words[at]} + (i < 3 ? pieces[i] : 0) + carry;
            words[at] = static_cast<std::uint64_t>(sum);
            carry = static_cast<std::uint64_t>(sum >> 64);
        }
    }

    [[nodiscard]] constexpr int sign() const noexcept {
        for (std::size_t i = word_count; i-- > 0;) {
            if (positive_[i] != negative_[i]) { return positive_[i] > negative_[i] ? 1 : -1; }
        }
        return 0;
    }

private:
    struct parts {  // mantissa * 2^(exponent - 1074)
        std::uint64_t mantissa;
        unsigned exponent;
        bool is_negative;
    };
    [[nodiscard]] static constexpr parts parts_of(double value) noexcept {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const std::uint64_t fraction = bits & 0xf'ffff'ffff'ffffU;
        const auto biased = static_cast<unsigned>(bits >> 52) & 0x7ffU;
        const bool is_normal = biased != 0;
        return {is_normal ? fraction | 0x10'0000'0000'0000U : fraction, is_normal ? biased - 1 : 0U, bits >> 63 != 0};
    }

    static constexpr std::size_t word_count = 40;  // 2148 bits below the point, 200 and some above

    std::array<std::uint64_t, word_count> positive_{};
    std::array<std::uint64_t, word_count> negative_{};
};

/// The sign of (to - from) x (at - from), of the doubles as they are: what no sum of rounded numbers decides.
///
/// The six products of the cross product, of which the two of `from` with itself cancel. About 100 ns.
[[nodiscard]] constexpr int exact_turn(double from_x, double from_y, double to_x, double to_y, double at_x,
                                       double at_y) noexcept {
    exact_sum sum;
    sum.add(to_x, at_y, false);
    sum.add(to_x, from_y, true);
    sum.add(from_x, at_y, true);
    sum.add(to_y, at_x, true);
    sum.add(to_y, from_x, false);
    sum.add(from_y, at_x, false);
    return sum.sign();
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
