#pragma once

#include <charconv>      // from_chars
#include <cstddef>       // size_t
#include <string_view>   // string_view
#include <system_error>  // errc

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Walks over a short text. What does not match moves nothing and says false.
class text_cursor {
public:
    constexpr explicit text_cursor(std::string_view words) noexcept : rest_{words} {}

    [[nodiscard]] constexpr bool done() const noexcept { return rest_.empty(); }

    constexpr bool skip(char expected) noexcept {
        if (rest_.empty() || rest_.front() != expected) { return false; }
        rest_.remove_prefix(1);
        return true;
    }

    /// A word of ASCII letters, in whatever case. @param lower  the word in lower case
    constexpr bool skip_word(std::string_view lower) noexcept {
        if (rest_.size() < lower.size()) { return false; }
        for (std::size_t i = 0; i < lower.size(); ++i) {
            const char c = rest_[i];
            if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != lower[i]) { return false; }
        }
        rest_.remove_prefix(lower.size());
        return true;
    }

    constexpr bool skip_blanks() noexcept {
        const std::size_t before = rest_.size();
        while (skip(' ') || skip('\t')) {}
        return rest_.size() != before;
    }

    /// A number of `fewest` to `most` digits, as many as there are; four at most, so that it always fits.
    constexpr bool number(std::size_t fewest, std::size_t most, int& value) noexcept {
        std::size_t digits = 0;
        int read = 0;
        for (; digits < most && digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
            read = read * 10 + (rest_[digits] - '0');
        }
        if (digits < fewest) { return false; }
        value = read;
        rest_.remove_prefix(digits);
        return true;
    }

    /// The digits of a fraction, cut after the third: `5` gives 500.
    constexpr bool thousandths(int& value) noexcept {
        int read = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
            if (digits < 3) { read = read * 10 + (rest_[digits] - '0'); }
        }
        if (digits == 0) { return false; }
        for (std::size_t missing = digits; missing < 3; ++missing) { read *= 10; }
        value = read;
        rest_.remove_prefix(digits);
        return true;
    }

    /// A decimal number, with or without an exponent, locale-free.
    bool real(double& value) noexcept {
        const std::from_chars_result read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (read.ec != std::errc{}) { return false; }
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        return true;
    }

private:
    [[nodiscard]] static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    std::string_view rest_;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
