#pragma once

#include "muster/core/error.hpp"                 // error
#include "muster/io/csv.hpp"                     // csv_reader
#include "muster/io/detail/criterion_lines.hpp"  // criterion_lines
#include "muster/io/detail/grading_columns.hpp"  // grading_columns, comparison_in, choice_in, stem_of
#include "muster/io/detail/level_word.hpp"       // level_in, find_columns
#include "muster/io/detail/limit_text.hpp"       // read_limit
#include "muster/io/detail/text.hpp"             // open_file, in_quotes
#include "muster/rules/grading_scheme.hpp"       // grading_definition

#include <cstddef>      // size_t
#include <fstream>      // ifstream
#include <istream>      // istream
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What a field of the caller's type is counted in.
struct field_unit {
    std::string column;
    std::string unit;
};

/// How a file of thresholds is read.
template <class Level>
struct grading_csv_options {
    label called{};                    ///< the scheme's name; empty: the file's, without folder and extension
    std::optional<Level> otherwise{};  ///< as in `grading_definition`
    /// What the caller's fields are counted in: a file that counts one of them in something else is refused. Nothing
    /// is converted, save multipliers as 万, 亿, million.
    std::vector<field_unit> units{};
};

/// Reads the thresholds of a scheme of levels from a CSV file: one line a threshold.
///
/// Columns, by their English or their Chinese name, in any order: `criterion` 指标 (lines of one name belong together),
/// `column` 字段 (the caller's field), `comparison` 比较, `limit` 限值 (a number with its unit: `5000万元`, `30 min`),
/// `level` 级别 (a name in either language, or the number that people use). Optional: `criterion_zh` 指标中文,
/// `aspect` 方面 (severity 严重程度, extent 涉及面), `harm` 危害 (known 造成, potential 可能造成), `unknown` 未知时 (the
/// level that an unknown value is taken for), `source` 来源, `note` 备注 (not read).
///
/// Comparisons: `at least` 以上 及以上 不少于 不低于 >= ≥ (the limit counts), `more than` 超过 大于 >, `at most` 及以下
/// 不超过 <= ≤ (the limit counts), `below` 以下 不足 小于 < (it does not: as in Order 493; laws that mean "up to and
/// including" by 以下 have to say 及以下 here).
///
/// A level may have one line, where it begins, or a second one, where it ends: `3人以上`, `10人以下`. Ends are checked, as
/// they say nothing new: each level has to end where the next more serious one begins, with neither a gap nor an
/// overlap, not even of the limit itself. The least serious level of the scale may have its end only.
///
/// @param scale      the levels that the file may name
/// @param file_name  what messages call it
/// @throws muster::error with file, line and column: as `csv_reader`; missing (a column, a name, a limit),
///         unknown_name (a column, a comparison, a level), syntax (a limit that is no number), out_of_range (beyond
///         10^15, a level that ends before it begins), type_mismatch (two units in one criterion, another unit than
///         the field's), duplicate (a level that begins or ends twice), contradiction (a more serious level with a
///         laxer limit, a gap, an overlap, criteria of one name on two fields or of two kinds)
/// @example examples/grading/order_493.csv
template <class Scheme>
[[nodiscard]] grading_definition<level<Scheme>> read_grading_csv(
    std::istream& in, const std::string& file_name, const level_scale<Scheme>& scale,
    const grading_csv_options<level<Scheme>>& options = {}) {
    using namespace io_detail;
    csv_reader file{in, file_name};
    const auto columns = find_columns(file.header(), grading_columns, 5);
    const auto field_of = [&](const csv_row& row, grading_at::place which) {
        return columns[which] ? trimmed(row[*columns[which]]) : std::string_view{};
    };
    std::vector<criterion_lines<level<Scheme>>> found;
    for (csv_row row; file.next(row);) {
        const auto needed = [&](grading_at::place which) {
            const std::string_view word = field_of(row, which);
            if (word.empty()) {
                throw error{errc::missing, file.where(row, *columns[which]),
                            "no " + std::string{grading_columns[which].en}};
            }
            return std::string{word};
        };
        level_criterion<level<Scheme>> head;
        head.criterion_name =
            label{needed(grading_at::criterion), std::string{field_of(row, grading_at::criterion_zh)}};
        head.column = needed(grading_at::column);
        head.where = file.where(row, *columns[grading_at::criterion]);
        head.source = std::string{field_of(row, grading_at::source)};
        if (columns[grading_at::aspect]) {
            head.looks_at = choice_in(file, row, *columns[grading_at::aspect], {"severity", "严重程度"},
                                      aspect::severity, {"extent", "涉及面"}, aspect::extent);
        }
        if (columns[grading_at::harm]) {
            head.counts = choice_in(file, row, *columns[grading_at::harm], {"known", "造成"}, harm::known,
                                    {"potential", "可能造成"}, harm::potential);
        }
        if (!field_of(row, grading_at::unknown).empty()) {
            head.assumed = level_in(file, row, *columns[grading_at::unknown], scale);
        }

        const std::string written = needed(grading_at::limit);
        const std::optional<limit_text> limit = read_limit(written);
        const source_position at_limit = file.where(row, *columns[grading_at::limit]);
        if (!limit) {
            throw error{errc::syntax, at_limit,
                        "no limit: " + in_quotes(written) + "; expected a number with its unit, as 5000万元 or 30 min"};
        }
        if (!(limit->number > -1e15 && limit->number < 1e15)) {
            throw error{errc::out_of_range, at_limit,
                        "the limit " + in_quotes(written) + " has to lie between -1e15 and 1e15"};
        }
        head.unit = limit->unit;
        for (const field_unit& each : options.units) {
            if (each.column == head.column && each.unit != head.unit) {
                throw error{errc::type_mismatch, at_limit,
                            "the limit " + in_quotes(written) + " is counted in " + in_quotes(head.unit) +
                                ", the field `" + head.column + "` in " + in_quotes(each.unit)};
            }
        }
        static_cast<void>(needed(grading_at::how));
        static_cast<void>(needed(grading_at::level));
        const level_threshold<level<Scheme>> line{level_in(file, row, *columns[grading_at::level], scale),
                                                  comparison_in(file, row, *columns[grading_at::how]), limit->number};
        std::size_t at = 0;
        while (at < found.size() && found[at].called() != head.criterion_name.en) { ++at; }
        if (at == found.size()) { found.emplace_back(head); }
        found[at].add(head, line, scale, file.where(row, *columns[grading_at::level]), at_limit);
    }
    if (found.empty()) { throw error{errc::empty, in_file(file_name), "no thresholds below the header"}; }
    grading_definition<level<Scheme>> made{options.called, scale, {}, options.otherwise};
    if (made.called.en.empty()) { made.called = label{stem_of(file_name)}; }
    for (const auto& each : found) { made.criteria.push_back(each.checked(scale)); }
    return made;
}

/// The same from a file. @throws muster::error file_not_found as well
template <class Scheme>
[[nodiscard]] grading_definition<level<Scheme>> read_grading_csv(
    const std::string& path, const level_scale<Scheme>& scale, const grading_csv_options<level<Scheme>>& options = {}) {
    std::ifstream in = io_detail::open_file(path);
    return read_grading_csv(in, path, scale, options);
}

}  // namespace v0
}  // namespace muster
