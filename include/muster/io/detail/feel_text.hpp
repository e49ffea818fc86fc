#pragma once

#include "muster/core/error.hpp"      // error, source_position
#include "muster/io/detail/text.hpp"  // in_quotes

#include <charconv>      // from_chars
#include <cstddef>       // size_t
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // errc

namespace muster {
inline namespace v0 {

/// Where a cell stands, for messages.
struct feel_place {
    source_position where{};  ///< of the cell's first character
    std::string who{};        ///< "decision `Approval`, rule `adults`, column `Age`"

    [[nodiscard]] std::string prefix() const { return who.empty() ? "" : who + ": "; }
};

/// The longest cell that is read, in bytes.
inline constexpr std::size_t longest_cell_bytes = 65'536;

namespace io_detail {

/// Walks over a FEEL text: blanks and comments, words, strings, numbers.
class feel_text {
public:
    feel_text(std::string_view cell, const feel_place& place) : all_{cell}, place_{place} {
        if (cell.size() > longest_cell_bytes) {
            throw error{errc::out_of_range, place.where, place.prefix() + "a cell of " + std::to_string(cell.size()) +
                                                             " bytes, more than " + std::to_string(longest_cell_bytes)};
        }
    }

    [[nodiscard]] std::size_t at() const noexcept { return at_; }
    void go_to(std::size_t at) noexcept { at_ = at; }
    [[nodiscard]] bool done() const noexcept { return at_ >= all_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < all_.size() ? all_[at_ + ahead] : '\0';
    }
    [[nodiscard]] std::string_view rest() const noexcept { return all_.substr(at_); }

    [[nodiscard]] error fault_at(std::size_t where, errc code, const std::string& message) const {
        return error{code, place_.where, place_.prefix() + in_quotes(all_) +
                                             (where == 0 ? "" : ", byte " + std::to_string(where + 1)) + ": " + message};
    }
    [[nodiscard]] error fault(errc code, const std::string& message) const {
        return fault_at(at_, code, message + ", found " + (done() ? "the end" : in_quotes(rest(), 20)));
    }
    /// What stands here is FEEL, maybe, but nothing that tables here hold: said by its name where it has one.
    [[nodiscard]] error unknown_expression(const std::string& expected, bool is_value_expected = true) const {
        constexpr std::string_view operators = "+-*/";
        for (const std::string_view word : {"if", "for", "some", "every", "function"}) {
            if (is_word(word)) {
                return fault_at(at_, errc::syntax, expected + ", found a `" + std::string{word} +
                                                       "` expression, which is outside what is read here");
            }
        }
        if (peek() == '{') { return fault(errc::syntax, expected + "; contexts are outside what is read here"); }
        if (peek() == '[') { return fault(errc::syntax, expected + "; lists are outside what is read here"); }
        if (!done() && operators.find(peek()) != std::string_view::npos) {
            return fault(errc::syntax, expected + "; arithmetic is outside what is read here");
        }
        std::size_t end = at_;
        while (end < all_.size() && is_name_part(all_[end])) { ++end; }
        if (end > at_ && !is_digit(peek())) {
            if (end < all_.size() && all_[end] == '(') {
                return fault_at(at_, errc::syntax, expected + ", found the function " +
                                                       in_quotes(all_.substr(at_, end - at_)) +
                                                       ", which is outside what is read here");
            }
            if (is_value_expected) {
                return fault_at(at_, errc::unknown_name,
                                expected + ", found " + in_quotes(all_.substr(at_)) +
                                    ", which is neither a literal nor the name of a fact");
            }
        }
        return fault(errc::syntax, expected);
    }

    /// Blanks, the no-break space included, and comments.
    void skip_blanks() {
        while (!done()) {
            if (is_blank(peek())) {
                ++at_;
            } else if (rest().substr(0, 2) == "\xC2\xA0") {
                at_ += 2;
            } else if (rest().substr(0, 2) == "//") {
                while (!done() && peek() != '\n') { ++at_; }
            } else if (rest().substr(0, 2) == "/*") {
                const std::size_t end = all_.find("*/", at_ + 2);
                if (end == std::string_view::npos) { throw fault(errc::syntax, "a comment that is not closed"); }
                at_ = end + 2;
            } else {
                break;
            }
        }
    }

    bool skip(char expected) noexcept {
        if (done() || peek() != expected) { return false; }
        ++at_;
        return true;
    }
    bool skip(std::string_view expected) noexcept {
        if (rest().substr(0, expected.size()) != expected) { return false; }
        at_ += expected.size();
        return true;
    }
    void expect(char expected) {
        skip_blanks();
        if (!skip(expected)) { throw fault(errc::syntax, std::string{"expected `"} + expected + "`"); }
    }
    void expect_end() {
        skip_blanks();
        if (!done()) { throw unknown_expression("expected the end of the cell", false); }
    }

    /// Whether a word stands here, and not the beginning of a longer one.
    [[nodiscard]] bool is_word(std::string_view word) const noexcept {
        return rest().substr(0, word.size()) == word && !is_name_part(peek(word.size()));
    }
    bool skip_word(std::string_view word) noexcept {
        if (!is_word(word)) { return false; }
        at_ += word.size();
        return true;
    }
    /// `word (`: any blanks between its words and before the bracket. Does not move when it is not there.
    bool skip_function(std::string_view word) {
        const std::size_t before = at_;
        while (!word.empty()) {
            const std::size_t space = word.find(' ');
            if (!skip_word(word.substr(0, space))) {
                at_ = before;
                return false;
            }
            word = space == std::string_view::npos ? std::string_view{} : word.substr(space + 1);
            skip_blanks();
        }
        if (skip('(')) { return true; }
        at_ = before;
        return false;
    }

    [[nodiscard]] bool is_number() const noexcept {
        const std::size_t sign = peek() == '-' ? 1 : 0;
        return is_digit(peek(sign)) || (peek(sign) == '.' && is_digit(peek(sign + 1)));
    }

    /// @pre is_number()
    [[nodiscard]] double read_number() {
        const std::size_t begin = at_;
        skip('-');
        const auto skip_digits = [this] {
            while (is_digit(peek())) { ++at_; }
        };
        skip_digits();
        if (peek() == '.' && is_digit(peek(1))) {  // not the dots of an interval
            ++at_;
            skip_digits();
        }
        if ((peek() == 'e' || peek() == 'E') &&
            (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
            at_ += 2;
            skip_digits();
        }
        std::string_view digits = all_.substr(begin, at_ - begin);
        double value = 0;
        std::string padded;
        const std::size_t point = digits.find('.');
        if (point == 0 || (point == 1 && digits[0] == '-')) {  // `.5`: a digit before the point for from_chars
            padded = (point == 0 ? "0" : "-0") + std::string{digits.substr(point)};
            digits = padded;
        }
        const std::from_chars_result read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) {
            throw fault_at(begin, errc::out_of_range, in_quotes(digits) + " is beyond what a double holds");
        }
        if (is_name_part(peek())) { throw fault(errc::syntax, "expected a number"); }
        return value + 0.0;
    }

    /// @pre peek() == '"'
    [[nodiscard]] std::string read_string() {
        const std::size_t begin = at_;
        ++at_;
        std::string value;
        while (!done() && peek() != '"') {
            if (peek() != '\\') {
                value += all_[at_++];
                continue;
            }
            const char what = peek(1);
            at_ += 2;
            switch (what) {
                case 'n': value += '\n'; break;
                case 'r': value += '\r'; break;
                case 't': value += '\t'; break;
                case '"':
                case '\'':
                case '\\': value += what; break;
                case 'u': append(value, read_code_point(4)); break;
                case 'U': append(value, read_code_point(6)); break;
                default: throw fault_at(at_ - 2, errc::syntax, "an escape that FEEL does not have");
            }
        }
        if (!skip('"')) { throw fault_at(begin, errc::syntax, "a string that is not closed"); }
        return value;
    }

    /// A text without quotes: up to a comma or a closing bracket, blanks around it left out.
    [[nodiscard]] std::string read_bare() {
        const std::size_t begin = at_;
        while (!done() && peek() != ',' && peek() != ')') { ++at_; }
        std::string_view word = all_.substr(begin, at_ - begin);
        while (!word.empty() && is_blank(word.back())) { word.remove_suffix(1); }
        if (word.empty()) { throw fault_at(begin, errc::syntax, "expected a text, found nothing"); }
        constexpr std::string_view reserved = "\"<>=()[]?@";
        if (word.find_first_of(reserved) != std::string_view::npos) {
            throw fault_at(begin, errc::syntax, in_quotes(word) + " has a sign of FEEL in it; put the text into quotes");
        }
        return std::string{word};
    }

    static constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
    static constexpr bool is_name_part(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    }

private:
    [[nodiscard]] unsigned long read_hex(std::size_t size) {
        unsigned long value = 0;
        const std::string_view digits = rest().substr(0, size);
        const std::from_chars_result read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != size || read.ptr != digits.data() + size) {
            throw fault(errc::syntax, "expected " + std::to_string(size) + " hexadecimal digits");
        }
        at_ += size;
        return value;
    }
    [[nodiscard]] unsigned long read_code_point(std::size_t size) {
        unsigned long value = read_hex(size);
        if (value >= 0xD800 && value < 0xDC00 && skip("\\u")) {  // a surrogate pair
            const unsigned long low = read_hex(4);
            if (low >= 0xDC00 && low < 0xE000) { value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00); }
        }
        if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
            throw fault_at(at_, errc::syntax, "an escape that is no character");
        }
        return value;
    }
    static void append(std::string& to, unsigned long code) {
        const auto byte = [&to](unsigned long value) { to += static_cast<char>(static_cast<unsigned char>(value)); };
        if (code < 0x80) {
            byte(code);
        } else if (code < 0x800) {
            byte(0xC0 | code >> 6U);
            byte(0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            byte(0xE0 | code >> 12U);
            byte(0x80 | (code >> 6U & 0x3F));
            byte(0x80 | (code & 0x3F));
        } else {
            byte(0xF0 | code >> 18U);
            byte(0x80 | (code >> 12U & 0x3F));
            byte(0x80 | (code >> 6U & 0x3F));
            byte(0x80 | (code & 0x3F));
        }
    }

    std::string_view all_;
    const feel_place& place_;
    std::size_t at_ = 0;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
