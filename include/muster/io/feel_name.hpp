#pragma once

#include "muster/io/detail/feel_text.hpp"  // feel_text
#include "muster/rules/input_entry.hpp"    // input_entry
#include "muster/rules/table_value.hpp"    // value_kind

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A name that a FEEL cell may use.
struct feel_name {
    std::string fact{};
    std::optional<value_kind> kind{};  ///< none: not declared
    bool is_list = false;              ///< a list or a structure: known, but no one value
};

/// How the column's value compares with a fact: bit 0 less, bit 1 equal, bit 2 more (without an order: not equal).
struct feel_comparison {
    std::string fact{};
    std::uint8_t signs = 7;

    friend bool operator==(const feel_comparison&, const feel_comparison&) = default;
};

/// What a cell passes: values that `entry` holds, when every comparison holds too.
struct feel_test {
    input_entry entry = any_value;
    std::vector<feel_comparison> against{};

    friend bool operator==(const feel_test&, const feel_test&) = default;
};

/// The names in scope of a cell.
class feel_scope {
public:
    feel_scope() = default;
    explicit feel_scope(std::vector<feel_name> names) : names_{std::move(names)} {}

    void add(feel_name found) { names_.push_back(std::move(found)); }
    [[nodiscard]] const std::vector<feel_name>& names() const noexcept { return names_; }

    /// Says the kind of a name that has none yet.
    void set_kind(std::string_view wanted, value_kind kind) {
        for (feel_name& each : names_) {
            if (each.fact == wanted && !each.kind) { each.kind = kind; }
        }
    }

    /// The name itself, blanks within it counted as one. Null when it is not in scope.
    [[nodiscard]] const feel_name* find(std::string_view wanted) const {
        const feel_place nowhere;
        io_detail::feel_text words{wanted, nowhere};
        const feel_name* const found = longest_at(words);
        words.skip_blanks();
        return words.done() ? found : nullptr;
    }

    /// The longest name that stands at the text's place, and moves behind it; null, without moving, when there is none.
    [[nodiscard]] const feel_name* longest_at(io_detail::feel_text& words) const {
        const std::string_view rest = words.rest();
        const feel_name* best = nullptr;
        std::size_t longest = 0;
        for (const feel_name& each : names_) {
            const std::size_t size = size_at(each.fact, rest);
            if (size > longest) {
                longest = size;
                best = &each;
            }
        }
        words.go_to(words.at() + longest);
        return best;
    }

private:
    // The bytes of `rest` that are the name: any blanks where the name has one; no letter may follow. 0: another text.
    [[nodiscard]] static std::size_t size_at(std::string_view wanted, std::string_view rest) {
        using io_detail::feel_text;
        std::size_t at = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (feel_text::is_blank(wanted[i])) {
                if (at >= rest.size() || !feel_text::is_blank(rest[at])) { return 0; }
                while (at < rest.size() && feel_text::is_blank(rest[at])) { ++at; }
                while (i + 1 < wanted.size() && feel_text::is_blank(wanted[i + 1])) { ++i; }
                continue;
            }
            if (at >= rest.size() || rest[at] != wanted[i]) { return 0; }
            ++at;
        }
        const bool goes_on = at < rest.size() && !wanted.empty() && feel_text::is_name_part(wanted.back()) &&
                             (feel_text::is_name_part(rest[at]) ||
                              (rest[at] == '.' && at + 1 < rest.size() && feel_text::is_name_part(rest[at + 1])));
        return goes_on ? 0 : at;
    }

    std::vector<feel_name> names_;
};

}  // namespace v0
}  // namespace muster
