#pragma once

#include "muster/core/error.hpp"               // error
#include "muster/io/csv.hpp"                   // csv_reader
#include "muster/io/detail/level_word.hpp"     // column_name, trimmed
#include "muster/io/detail/text.hpp"           // in_quotes
#include "muster/rules/grading_criterion.hpp"  // comparison

#include <array>        // array
#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The columns of a file of thresholds, by their place in `grading_columns`; the first five are needed.
struct grading_at {
    // clang-format off
    enum place : std::size_t {
        criterion, column, how, limit, level,
        criterion_zh, aspect, harm, unknown, source, note,
    };
    // clang-format on
};

inline constexpr std::array<column_name, 11> grading_columns{{{"criterion", "指标"},
                                                              {"column", "字段"},
                                                              {"comparison", "比较"},
                                                              {"limit", "限值"},
                                                              {"level", "级别"},
                                                              {"criterion_zh", "指标中文"},
                                                              {"aspect", "方面"},
                                                              {"harm", "危害"},
                                                              {"unknown", "未知时"},
                                                              {"source", "来源"},
                                                              {"note", "备注"}}};

struct comparison_word {
    std::string_view word;
    comparison how;
};

inline constexpr std::array<comparison_word, 24> comparison_words{{
    {"at least", comparison::at_least},
    {"from", comparison::at_least},
    {"以上", comparison::at_least},
    {"及以上", comparison::at_least},
    {"不少于", comparison::at_least},
    {"不低于", comparison::at_least},
    {">=", comparison::at_least},
    {"≥", comparison::at_least},
    {"more than", comparison::more},
    {"above", comparison::more},
    {"超过", comparison::more},
    {"大于", comparison::more},
    {">", comparison::more},
    {"at most", comparison::at_most},
    {"及以下", comparison::at_most},
    {"不超过", comparison::at_most},
    {"<=", comparison::at_most},
    {"≤", comparison::at_most},
    {"below", comparison::less},
    {"less than", comparison::less},
    {"以下", comparison::less},
    {"不足", comparison::less},
    {"小于", comparison::less},
    {"<", comparison::less},
}};

/// One of two words of a field, each in two languages; the first when the field is empty.
template <class Choice>
[[nodiscard]] Choice choice_in(const csv_reader& file, const csv_row& row, std::size_t column, column_name first,
                               Choice is_first, column_name second, Choice is_second) {
    const std::string_view word = trimmed(row[column]);
    if (word.empty() || word == first.en || word == first.zh) { return is_first; }
    if (word == second.en || word == second.zh) { return is_second; }
    throw error{errc::unknown_name, file.where(row, column),
                "no " + in_quotes(word) + " here; expected " + in_quotes(first.en) + " " + in_quotes(first.zh) +
                    " or " + in_quotes(second.en) + " " + in_quotes(second.zh)};
}

[[nodiscard]] inline comparison comparison_in(const csv_reader& file, const csv_row& row, std::size_t column) {
    const std::string_view word = trimmed(row[column]);
    std::string known;
    for (const comparison_word& each : comparison_words) {
        if (each.word == word) { return each.how; }
        known += (known.empty() ? "" : ", ") + std::string{each.word};
    }
    throw error{errc::unknown_name, file.where(row, column),
                "no comparison " + in_quotes(word) + "; there are: " + known};
}

/// The file's name without folder and extension.
[[nodiscard]] inline std::string stem_of(const std::string& file) {
    const std::size_t folder = file.find_last_of("/\\");
    const std::string base = folder == std::string::npos ? file : file.substr(folder + 1);
    return base.substr(0, base.find_last_of('.'));
}

}  // namespace io_detail

}  // namespace v0
}  // namespace muster
