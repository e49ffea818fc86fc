#pragma once

#include "muster/io/detail/feel_set.hpp"  // join, intersect, complement
#include "muster/io/feel_name.hpp"        // feel_name, feel_scope
#include "muster/io/feel_value.hpp"       // feel_literal, take_kind
#include "muster/rules/input_entry.hpp"   // input_entry

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <limits>       // infinity
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Reads one cell of unary tests; see `parse_feel_test`.
class feel_test_reader {
public:
    feel_test_reader(std::string_view cell, std::optional<value_kind>& kind, const feel_scope& names,
                     const feel_place& place, bool bare_words)
        : text_{cell, place}, kind_{kind}, names_{names}, bare_words_{bare_words} {}

    [[nodiscard]] feel_test read() {
        text_.skip_blanks();
        if (text_.done()) { return {}; }
        const std::size_t begin = text_.at();
        if (text_.skip('-')) {
            text_.skip_blanks();
            if (text_.done()) { return {}; }
            text_.go_to(begin);
        }
        feel_test test;
        if (text_.skip_function("not")) {
            test = read_list();
            text_.expect(')');
            test = negated(std::move(test), begin);
        } else {
            test = read_list();
        }
        text_.expect_end();
        return test;
    }

private:
    // An end of an interval, or what is compared with: a literal or the name of a fact.
    struct operand {
        table_value literal{};
        std::string fact{};
        std::size_t begin = 0;
        [[nodiscard]] bool is_fact() const noexcept { return !fact.empty(); }
    };
    enum class order { less, at_most, equal, not_equal, at_least, more };

    [[nodiscard]] feel_test read_list() {
        feel_test all = read_choice();
        for (text_.skip_blanks(); text_.skip(','); text_.skip_blanks()) {
            text_.skip_blanks();
            const std::size_t begin = text_.at();
            all = either(std::move(all), read_choice(), begin);
        }
        return all;
    }

    // Tests of `?` joined by `or`; `and` binds more tightly. Any other test stands alone.
    [[nodiscard]] feel_test read_choice() {
        text_.skip_blanks();
        const bool is_joinable = is_question();
        feel_test all = read_both(is_joinable);
        for (text_.skip_blanks(); is_joinable && text_.skip_word("or"); text_.skip_blanks()) {
            text_.skip_blanks();
            const std::size_t begin = text_.at();
            all = either(std::move(all), read_both(true), begin);
        }
        return all;
    }
    [[nodiscard]] feel_test read_both(bool is_joinable) {
        feel_test all = read_simple();
        for (text_.skip_blanks(); is_joinable && text_.skip_word("and"); text_.skip_blanks()) {
            text_.skip_blanks();
            const std::size_t begin = text_.at();
            if (!is_question()) { throw text_.unknown_expression("expected a test of `?`"); }
            all = both(std::move(all), read_simple(), begin);
        }
        return all;
    }
    [[nodiscard]] bool is_question() const noexcept {
        return text_.peek() == '?' || text_.is_word("starts");
    }

    [[nodiscard]] feel_test read_simple() {
        text_.skip_blanks();
        const std::size_t begin = text_.at();
        if (text_.skip_function("starts with")) { return read_prefix(begin); }
        if (text_.skip('?')) { return read_question(begin); }
        if (const std::optional<order> how = read_order()) { return compared(*how, read_operand(), begin); }
        if (is_interval()) { return read_interval(); }
        return compared(order::equal, read_operand(), begin);
    }

    [[nodiscard]] feel_test read_question(std::size_t begin) {
        text_.skip_blanks();
        if (text_.skip_word("in")) {
            text_.skip_blanks();
            if (text_.peek() != '(' || has_dots()) { return read_simple(); }
            text_.skip('(');
            feel_test all = read_list();
            text_.expect(')');
            return all;
        }
        if (text_.skip_word("between")) {
            const operand low = read_operand();
            text_.skip_blanks();
            if (!text_.skip_word("and")) { throw text_.fault(errc::syntax, "expected `and`"); }
            return interval(low, true, read_operand(), true, begin);
        }
        const std::optional<order> how = read_order();
        if (!how) { throw text_.unknown_expression("expected a comparison after `?`"); }
        return compared(*how, read_operand(), begin);
    }

    [[nodiscard]] feel_test read_prefix(std::size_t begin) {
        text_.expect('?');
        text_.expect(',');
        text_.skip_blanks();
        if (text_.peek() != '"') { throw text_.fault(errc::syntax, "expected a string in quotes"); }
        table_value prefix = text_value(text_.read_string());
        take_kind(prefix, kind_, text_, begin);
        text_.expect(')');
        feel_test made;
        made.entry = {{}, {}, {std::move(prefix.text)}, false, false, false};
        return made;
    }

    [[nodiscard]] std::optional<order> read_order() {
        if (text_.skip("<=")) { return order::at_most; }
        if (text_.skip(">=")) { return order::at_least; }
        if (text_.skip("!=")) { return order::not_equal; }
        if (text_.skip('<')) { return order::less; }
        if (text_.skip('>')) { return order::more; }
        if (text_.skip('=')) { return order::equal; }
        return std::nullopt;
    }

    // Whether the bracket at hand is an interval's: two dots come before a comma, before it closes and before an interval
    // begins within it, as in `([1..2], 5)`.
    [[nodiscard]] bool has_dots() const noexcept {
        std::size_t depth = 0;
        bool is_string = false;
        for (const std::string_view rest = text_.rest(); const char& each : rest) {
            if (is_string) {
                is_string = each != '"' || *(&each - 1) == '\\';
                continue;
            }
            is_string = each == '"';
            if (each == '[' || each == ']') { return false; }
            if (each == '(') { ++depth; }
            if (each == ')' && --depth == 0) { return false; }
            if (each == ',' && depth == 1) { return false; }
            if (each == '.' && depth == 1 && *(&each - 1) == '.') { return true; }
        }
        return false;
    }
    // `[`, `]` and `(` open one.
    [[nodiscard]] bool is_interval() const noexcept {
        return text_.peek() == '[' || text_.peek() == ']' || text_.peek() == '(';
    }
    [[nodiscard]] feel_test read_interval() {
        const std::size_t begin = text_.at();
        const bool includes_low = text_.peek() == '[';
        text_.go_to(begin + 1);
        const operand low = read_operand();
        text_.skip_blanks();
        if (!text_.skip("..")) {
            throw text_.fault(errc::syntax, "expected `..` of an interval; lists and brackets are outside what is read here");
        }
        const operand high = read_operand();
        text_.skip_blanks();
        const bool includes_high = text_.peek() == ']';
        if (!includes_high && text_.peek() != '[' && text_.peek() != ')') {
            throw text_.fault(errc::syntax, "expected the interval to close with `]`, `)` or `[`");
        }
        text_.go_to(text_.at() + 1);
        return interval(low, includes_low, high, includes_high, begin);
    }

    [[nodiscard]] operand read_operand() {
        text_.skip_blanks();
        operand read;
        read.begin = text_.at();
        const bool is_null = text_.is_word("null");
        if (bare_words_ && kind_ == value_kind::string && text_.peek() != '"' && !is_null) {
            read.literal = text_value(text_.read_bare());
            return read;
        }
        if (const feel_name* const found = name_at()) {
            if (text_.peek() == '(') {
                text_.go_to(read.begin);
                throw text_.unknown_expression("expected a literal or the name of a fact");
            }
            if (found->is_list) {
                throw text_.fault_at(read.begin, errc::type_mismatch,
                                     "`" + found->fact + "` is a list or a structure; expected one value");
            }
            if (!kind_) { kind_ = found->kind; }
            if (found->kind && kind_ && !is_same_kind(*found->kind, *kind_)) {
                throw text_.fault_at(read.begin, errc::type_mismatch,
                                     "`" + found->fact + "` is a " + std::string{to_string(*found->kind)} +
                                         ", the column holds a " + std::string{to_string(*kind_)});
            }
            read.fact = found->fact;
        } else {
            std::optional<table_value> literal = feel_literal{text_, kind_}.read();
            if (!literal) { throw text_.unknown_expression("expected a literal or the name of a fact"); }
            take_kind(*literal, kind_, text_, read.begin);
            read.literal = std::move(*literal);
        }
        const std::size_t end = text_.at();
        text_.skip_blanks();
        constexpr std::string_view operators = "+-*/";
        if (!text_.done() && operators.find(text_.peek()) != std::string_view::npos) {
            throw text_.unknown_expression("expected the end of the test", false);
        }
        text_.go_to(end);
        return read;
    }
    // A literal is never taken for a name, whatever facts are called.
    [[nodiscard]] const feel_name* name_at() {
        if (text_.peek() == '"' || text_.peek() == '@' || text_.is_number()) { return nullptr; }
        const std::size_t begin = text_.at();
        const bool is_literal = text_.is_word("true") || text_.is_word("false") || text_.is_word("null");
        const feel_name* const found = names_.longest_at(text_);
        if (!is_literal || text_.at() > begin + 5) { return found; }
        text_.go_to(begin);
        return nullptr;
    }
    static bool is_same_kind(value_kind a, value_kind b) noexcept {
        return is_literal_of(a, b) || is_literal_of(b, a);
    }

    [[nodiscard]] bool is_ordered() const noexcept {
        return kind_ != value_kind::string && kind_ != value_kind::boolean;
    }
    void expect_order(order how, std::size_t begin) const {
        if (how == order::equal || how == order::not_equal || is_ordered()) { return; }
        throw text_.fault_at(begin, errc::type_mismatch,
                             "a " + std::string{to_string(*kind_)} + " is neither less nor more here; only `=`, lists, "
                                                                     "`not(...)` and `starts with(?, ...)`");
    }

    [[nodiscard]] feel_test compared(order how, const operand& with, std::size_t begin) {
        feel_test made;
        if (with.is_fact()) {
            if (!kind_) {
                throw text_.fault_at(begin, errc::type_mismatch, "the kind of `" + with.fact + "` is not known");
            }
            expect_order(how, begin);
            made.against.push_back({with.fact, signs_of(how)});
            return made;
        }
        if (!with.literal.is_known) {
            if (how != order::equal && how != order::not_equal) {
                throw text_.fault_at(begin, errc::type_mismatch, "nothing is less or more than null");
            }
            made.entry = how == order::equal ? is_unknown() : except(is_unknown());
            return made;
        }
        expect_order(how, begin);
        const double limit = with.literal.number;
        switch (how) {
            case order::less: made.entry = below(limit); break;
            case order::at_most: made.entry = at_most(limit); break;
            case order::equal: made.entry = is(with.literal); break;
            case order::not_equal: made.entry = except(is(with.literal)); break;
            case order::at_least: made.entry = at_least(limit); break;
            case order::more: made.entry = more_than(limit); break;
        }
        return made;
    }

    // Of what is compared with another fact: bit 0 less, bit 1 equal, bit 2 more. Without an order "not equal" is more.
    [[nodiscard]] std::uint8_t signs_of(order how) const noexcept {
        constexpr std::uint8_t of[] = {1, 3, 2, 5, 6, 4};
        const std::uint8_t signs = of[static_cast<std::size_t>(how)];
        return is_ordered() ? signs : static_cast<std::uint8_t>(signs & 6U);
    }

    [[nodiscard]] feel_test interval(const operand& low, bool includes_low, const operand& high, bool includes_high,
                                     std::size_t begin) {
        if ((!low.is_fact() && !low.literal.is_known) || (!high.is_fact() && !high.literal.is_known)) {
            throw text_.fault_at(begin, errc::type_mismatch, "an interval does not end at null");
        }
        if (!low.is_fact() && !high.is_fact()) {
            expect_order(order::less, begin);
            if (!(low.literal.number <= high.literal.number)) {
                throw text_.fault_at(begin, errc::out_of_range,
                                     "the interval from " + to_string(low.literal) + " to " + to_string(high.literal) +
                                         " has its ends swapped");
            }
            feel_test made;
            made.entry = detail::range_entry({low.literal.number, high.literal.number, includes_low, includes_high});
            return made;
        }
        return both(compared(includes_low ? order::at_least : order::more, low, low.begin),
                    compared(includes_high ? order::at_most : order::less, high, high.begin), begin);
    }

    [[nodiscard]] feel_test both(feel_test a, feel_test b, std::size_t begin) const {
        for (feel_comparison& each : b.against) {
            bool is_new = true;
            for (feel_comparison& other : a.against) {
                if (other.fact != each.fact) { continue; }
                other.signs = static_cast<std::uint8_t>(other.signs & each.signs);
                is_new = false;
            }
            if (is_new) { a.against.push_back(std::move(each)); }
        }
        if (b.entry.is_any) { return a; }
        if (a.entry.is_any) {
            a.entry = std::move(b.entry);
            return a;
        }
        if (kind_ == value_kind::string) {
            throw text_.fault_at(begin, errc::syntax, "`and` between tests of a text is outside what is read here");
        }
        a.entry = intersection(a.entry, b.entry);
        return a;
    }

    [[nodiscard]] feel_test either(feel_test a, feel_test b, std::size_t begin) const {
        if (a.against.empty() && b.against.empty()) {
            if (a.entry.is_any || b.entry.is_any) { return {}; }
            if (kind_ == value_kind::string && (a.entry.is_negated || b.entry.is_negated)) {
                throw text_.fault_at(begin, errc::syntax, "a choice with `!=` of a text is outside what is read here; "
                                                          "`not(...)` around the whole cell is not");
            }
            feel_test made;
            made.entry = union_of(a.entry, b.entry);
            return made;
        }
        const bool is_one_fact = a.entry.is_any && b.entry.is_any && a.against.size() == 1 && b.against.size() == 1 &&
                                 a.against[0].fact == b.against[0].fact;
        if (!is_one_fact) {
            throw text_.fault_at(begin, errc::syntax,
                                 "a choice between comparisons with different facts is outside what is read here; make "
                                 "it two rules");
        }
        a.against[0].signs = static_cast<std::uint8_t>(a.against[0].signs | b.against[0].signs);
        return a;
    }

    [[nodiscard]] feel_test negated(feel_test test, std::size_t begin) const {
        if (test.against.empty()) {
            if (!test.entry.is_any) { test.entry = except(std::move(test.entry)); }
            return test;
        }
        if (test.against.size() > 1 || !test.entry.is_any) {
            throw text_.fault_at(begin, errc::syntax,
                                 "`not` of comparisons with several facts is outside what is read here");
        }
        const unsigned all = is_ordered() ? 7U : 6U;
        test.against[0].signs = static_cast<std::uint8_t>(~unsigned{test.against[0].signs} & all);
        return test;
    }

    feel_text text_;
    std::optional<value_kind>& kind_;
    const feel_scope& names_;
    bool bare_words_;
};

}  // namespace io_detail

/// What a cell of FEEL unary tests passes.
///
/// Read are: `-` and the empty cell; comparisons `< <= > >= = !=`; intervals `[a..b]`, `(a..b)`, `]a..b[` and mixes;
/// lists of these, with commas; `not(...)` around the whole; `null`; the same said of `?`: `? > 5 and ? < 9`,
/// `? in (1, 2)`, `? in ([1..2], 5)`, `? between 1 and 2`, `starts with(?, "43")`. An end is a literal (see `parse_feel_values`) or the name
/// of a fact, which gives a comparison. Names may hold blanks and signs; the longest one in scope counts. Anything else
/// is refused by name.
/// Deviations: an unknown value passes neither a negation nor a comparison with an unknown fact; texts and booleans
/// have no order; a choice between comparisons with different facts is refused.
/// @param kind        of the column; when it is none, the first literal or fact says it
/// @param names       the facts that the cell may name
/// @param bare_words  whether a text may stand without quotes: for tables that people type
/// @throws error syntax, type_mismatch, out_of_range (ends swapped, a number beyond a double, no such date, a cell that
/// is too long), unknown_name
/// @complexity O(bytes), and O(names) for each name in the cell
/// @source OMG DMN 1.5, 7.3 (unary tests) and 10.3
[[nodiscard]] inline feel_test parse_feel_test(std::string_view cell, std::optional<value_kind>& kind,
                                               const feel_scope& names, const feel_place& place,
                                               bool bare_words = false) {
    return io_detail::feel_test_reader{cell, kind, names, place, bare_words}.read();
}

}  // namespace v0
}  // namespace muster
