#pragma once

#include <charconv>  // to_chars
#include <cmath>     // abs, isfinite
#include <cstddef>   // size_t
#include <cstdint>   // int64_t
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// A double as people wrote it: `digits` times ten to the power of `exponent`, no trailing zeros.
struct decimal {
    std::int64_t digits = 0;
    int exponent = 0;

    /// The shortest decimal that reads back as `number`. @pre number is finite
    [[nodiscard]] static decimal of(double number) noexcept {
        char written[32];
        const auto end = std::to_chars(written, written + sizeof written, number, std::chars_format::scientific).ptr;
        decimal made;
        const char* at = written;
        const bool is_negative = *at == '-';
        if (is_negative) { ++at; }
        int places = 0;
        for (bool is_fraction = false; at != end && *at != 'e'; ++at) {
            if (*at == '.') {
                is_fraction = true;
                continue;
            }
            made.digits = made.digits * 10 + (*at - '0');
            if (is_fraction) { ++places; }
        }
        if (at != end) { ++at; }
        const bool is_small = at != end && *at == '-';
        for (++at; at < end; ++at) { made.exponent = made.exponent * 10 + (*at - '0'); }
        made.exponent = (is_small ? -made.exponent : made.exponent) - places;
        while (made.digits != 0 && made.digits % 10 == 0) {
            made.digits /= 10;
            ++made.exponent;
        }
        if (made.digits == 0) { made.exponent = 0; }
        if (is_negative) { made.digits = -made.digits; }
        return made;
    }
};

/// Sums of a table's outcomes as people expect them: 0.1 and 0.2 make 0.3.
///
/// The outcomes, as decimals, are brought to one power of ten when the table is built; a sum is then a sum of whole
/// numbers and one correctly rounded division. Where the outcomes span too many digits for that, or a sum grows beyond
/// 2^53 of the smallest place, doubles are added with Neumaier's correction in the order of the table.
/// Deterministic: yes. Allocates and throws nothing when summing.
/// @source A. Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen
class decimal_sums {
public:
    decimal_sums() = default;
    explicit decimal_sums(std::vector<double> numbers) : numbers_{std::move(numbers)} { bring_to_one_power(); }

    /// A sum that is being made; terms are told by their place among the numbers of the constructor.
    class running {
    public:
        explicit running(const decimal_sums& of) noexcept : of_{&of} {}

        void add(std::size_t term) noexcept {
            const double number = of_->numbers_[term];
            const double grown = total_ + number;
            lost_ += std::abs(total_) >= std::abs(number) ? (total_ - grown) + number : (number - grown) + total_;
            total_ = grown;
            if (!is_exact_) { return; }
            scaled_ += of_->scaled_.empty() ? 0 : of_->scaled_[term];
            is_exact_ = !of_->scaled_.empty() && scaled_ <= most && scaled_ >= -most;
        }
        [[nodiscard]] double value() const noexcept {
            if (!is_exact_) { return std::isfinite(lost_) ? total_ + lost_ : total_; }
            return static_cast<double>(scaled_) / of_->power_ + 0.0;
        }

    private:
        const decimal_sums* of_;
        double total_ = 0, lost_ = 0;
        std::int64_t scaled_ = 0;
        bool is_exact_ = true;
    };

private:
    // Whole numbers up to here, and powers of ten up to 10^22, are doubles: their quotient is rounded once.
    static constexpr std::int64_t most = std::int64_t{1} << 53;
    static constexpr int most_power = 22;

    void bring_to_one_power() {
        std::vector<decimal> decimals;
        for (const double each : numbers_) {
            decimals.push_back(decimal::of(each));
            if (decimals.back().exponent < exponent_) { exponent_ = decimals.back().exponent; }
        }
        if (exponent_ < -most_power) { return; }
        for (int i = 0; i < -exponent_; ++i) { power_ *= 10; }
        for (const decimal& each : decimals) {
            std::int64_t digits = each.digits;
            for (int i = exponent_; i < each.exponent; ++i) {
                if (digits > most / 10 || digits < -most / 10) {
                    scaled_.clear();
                    return;
                }
                digits *= 10;
            }
            scaled_.push_back(digits);
        }
    }

    std::vector<double> numbers_;
    std::vector<std::int64_t>
        scaled_;        // numbers_[i] is scaled_[i] times ten to the power of exponent_; empty: too wide
    int exponent_ = 0;  // never above 0
    double power_ = 1;  // ten to the power of -exponent_, exact
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
