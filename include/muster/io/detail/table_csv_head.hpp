#pragma once

#include "muster/core/error.hpp"          // error
#include "muster/io/detail/feel_text.hpp"  // feel_text, feel_place
#include "muster/io/feel.hpp"             // parse_feel_test
#include "muster/rules/kind_name.hpp"     // find_value_kind
#include "muster/rules/table_model.hpp"   // input_clause, output_clause

#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// The largest CSV table that is read, in bytes.
inline constexpr std::size_t largest_csv_bytes = std::size_t{1} << 24U;

namespace io_detail {

[[nodiscard]] inline std::string trimmed_cell(std::string_view words) {
    while (!words.empty() && feel_text::is_blank(words.front())) { words.remove_prefix(1); }
    while (!words.empty() && feel_text::is_blank(words.back())) { words.remove_suffix(1); }
    return std::string{words};
}

/// A column as the header of a CSV table describes it.
struct table_csv_head {
    bool is_output = false;
    input_clause input{};
    output_clause output{};
};

/// Reads `storeys | 层数 : number? margin 0.5 in [1..200]` or `=> level : text in "I", "II"`.
class table_csv_head_reader {
public:
    table_csv_head_reader(std::string_view cell, const feel_place& place) : cell_{cell}, place_{place}, text_{cell, place} {}

    [[nodiscard]] table_csv_head read() {
        table_csv_head made;
        blanks();
        made.is_output = text_.skip("=>") || text_.skip("\xE2\x86\x92");  // an arrow: spreadsheets take `=` for a formula
        made.input.may_be_unknown = false;
        made.input.name.en = name_part();
        if (text_.skip('|')) { made.input.name.zh = name_part(); }
        if (made.input.name.en.empty()) { throw fault(errc::missing, "a column without a name"); }
        if (!text_.skip(':')) {
            throw fault(errc::missing, "expected `: KIND` behind the name, such as `: number` or `: text`");
        }
        made.input.kind = kind();
        if (text_.skip('?')) { made.input.may_be_unknown = true; }
        blanks();
        if (text_.skip_word("margin")) {
            blanks();
            if (!text_.is_number()) { throw text_.fault(errc::syntax, "expected a number"); }
            made.input.thin_margin = text_.read_number();
            if (!(made.input.thin_margin >= 0)) { throw fault(errc::out_of_range, "a margin below 0"); }
            blanks();
        }
        if (text_.skip_word("in")) { read_allowed(made); }
        blanks();
        if (!text_.done()) { throw text_.fault(errc::syntax, "expected `?`, `margin`, `in` or the end"); }
        if (made.is_output) { finish_output(made); }
        return made;
    }

private:
    [[nodiscard]] error fault(errc code, const std::string& message) const {
        return {code, place_.where, place_.prefix() + in_quotes(cell_) + ": " + message};
    }
    void blanks() noexcept {
        while (feel_text::is_blank(text_.peek())) { text_.go_to(text_.at() + 1); }
    }

    // In quotes, or up to a bar or a colon.
    [[nodiscard]] std::string name_part() {
        blanks();
        std::string words;
        if (text_.peek() == '"') {
            words = text_.read_string();
        } else {
            const std::size_t end = text_.rest().find_first_of("|:");
            words = trimmed_cell(text_.rest().substr(0, end));
            text_.go_to(end == std::string_view::npos ? cell_.size() : text_.at() + end);
        }
        blanks();
        return words;
    }

    [[nodiscard]] value_kind kind() {
        blanks();
        const std::string_view rest = text_.rest();
        std::string_view longest;
        for (const std::string_view each : detail::kind_names) {
            if (rest.substr(0, each.size()) == each && each.size() > longest.size()) { longest = each; }
        }
        const std::optional<value_kind> found = find_value_kind(longest);
        text_.go_to(text_.at() + longest.size());
        if (!found || feel_text::is_name_part(text_.peek())) {
            std::string all;
            for (const std::string_view each : detail::kind_names) { all += (all.empty() ? "" : ", ") + std::string{each}; }
            throw fault(errc::unknown_name, "no such kind of values; there are: " + all);
        }
        return *found;
    }

    void read_allowed(table_csv_head& made) {
        std::optional<value_kind> kind = made.input.kind;
        made.input.allowed = parse_feel_test(text_.rest(), kind, feel_scope{}, place_, true).entry;
        text_.go_to(cell_.size());
    }

    void finish_output(table_csv_head& made) const {
        made.output.name = made.input.name.en;
        made.output.kind = made.input.kind;
        const input_entry& allowed = made.input.allowed;
        if (allowed.is_any) { return; }
        bool is_list = !allowed.is_negated && allowed.prefixes.empty() && !allowed.accepts_unknown;
        for (const number_range& each : allowed.ranges) {
            is_list = is_list && each.low == each.high && each.includes_low && each.includes_high;
        }
        if (!is_list) { throw fault(errc::syntax, "the values of an output are a list of literals"); }
        for (const std::string& each : allowed.texts) { made.output.values.push_back(text_value(each)); }
        for (const number_range& each : allowed.ranges) {
            made.output.values.push_back(number_value(each.low, made.output.kind));
        }
    }

    std::string_view cell_;
    const feel_place& place_;
    feel_text text_;
};

[[nodiscard]] inline table_csv_head read_column_head(std::string_view cell, const feel_place& place) {
    return table_csv_head_reader{cell, place}.read();
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
