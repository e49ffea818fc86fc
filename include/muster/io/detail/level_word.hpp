#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/csv.hpp"          // csv_reader
#include "muster/io/detail/text.hpp"  // in_quotes
#include "muster/model/level.hpp"     // level_scale

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

/// `word` without spaces and tabs at its ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view word) noexcept {
    while (!word.empty() && (word.front() == ' ' || word.front() == '\t')) { word.remove_prefix(1); }
    while (!word.empty() && (word.back() == ' ' || word.back() == '\t')) { word.remove_suffix(1); }
    return word;
}

/// Whether a level's name may be written as `word`: in full, or as what stands before or in its brackets: `I (major)`
/// is also `I` and `major`, `Ⅰ级(重大)` also `Ⅰ级` and `重大`.
[[nodiscard]] constexpr bool is_called(std::string_view called, std::string_view word) noexcept {
    if (called == word) { return true; }
    const std::size_t open = called.find('(');
    if (open == std::string_view::npos || called.back() != ')') { return false; }
    return trimmed(called.substr(0, open)) == word || called.substr(open + 1, called.size() - open - 2) == word;
}

/// The level that a person means: by its name in either language or the number that people use; none when no level
/// or more than one is called so.
template <class Scheme>
[[nodiscard]] level<Scheme> find_level(const level_scale<Scheme>& scale, std::string_view word) noexcept {
    if (word.empty()) { return {}; }
    if (const level<Scheme> exact = scale.called(word)) { return exact; }
    level<Scheme> found{};
    for (std::size_t i = 0; i < scale.size(); ++i) {
        const label& each = scale.names()[i];
        if (!is_called(each.en, word) && (each.zh.empty() || !is_called(each.zh, word))) { continue; }
        if (found) { return {}; }
        found = {static_cast<std::uint8_t>(i + 1)};
    }
    if (found) { return found; }
    std::uint64_t number = 0;
    for (const char digit : word) {
        if (digit < '0' || digit > '9' || number > 200) { return {}; }
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return scale.numbered(number);
}

/// The levels of a scale, for messages.
template <class Scheme>
[[nodiscard]] std::string all_levels(const level_scale<Scheme>& scale) {
    std::string all;
    for (const label& each : scale.names()) {
        all += (all.empty() ? "" : ", ") + in_quotes(each.en) + (each.zh.empty() ? "" : " " + in_quotes(each.zh));
    }
    return all;
}

/// The level in a field. @throws error unknown_name, with those that there are
template <class Scheme>
[[nodiscard]] level<Scheme> level_in(const csv_reader& file, const csv_row& row, std::size_t column,
                                     const level_scale<Scheme>& scale) {
    const std::string_view word = trimmed(row[column]);
    if (const level<Scheme> found = find_level(scale, word)) { return found; }
    throw error{errc::unknown_name, file.where(row, column),
                "no level " + in_quotes(word) + "; the scale has " + all_levels(scale)};
}

/// A column that is called in one of two languages.
struct column_name {
    std::string_view en, zh;
};

/// The columns that a file has of those it may have, by their place in `may_have`.
/// @throws error missing (one of the first `needed`), unknown_name (a column of another name: a misspelt one would
/// be left out in silence), duplicate
template <std::size_t N>
[[nodiscard]] std::array<std::optional<std::size_t>, N> find_columns(const csv_header& header,
                                                                     const std::array<column_name, N>& may_have,
                                                                     std::size_t needed) {
    std::array<std::optional<std::size_t>, N> found{};
    std::string known;
    for (std::size_t i = 0; i < N; ++i) {
        const std::optional<std::size_t> en = header.find(may_have[i].en);
        const std::optional<std::size_t> zh = header.find(may_have[i].zh);
        if (en && zh && *en != *zh) {
            throw error{errc::duplicate, header.where(),
                        "columns " + in_quotes(may_have[i].en) + " and " + in_quotes(may_have[i].zh) + " are the same"};
        }
        found[i] = en ? en : zh;
        if (!found[i] && i < needed) {
            throw header.missing({"called " + in_quotes(may_have[i].en), "called " + in_quotes(may_have[i].zh)});
        }
        known += (known.empty() ? "" : ", ") + std::string{may_have[i].en} + " " + std::string{may_have[i].zh};
    }
    for (std::size_t column = 0; column < header.size(); ++column) {
        bool is_known = false;
        for (const auto& each : found) { is_known = is_known || each == column; }
        if (!is_known) {
            throw error{errc::unknown_name, header.where(),
                        "column " + std::to_string(column + 1) + " " + in_quotes(header.names()[column]) +
                            " means nothing here; there may be: " + known};
        }
    }
    return found;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
