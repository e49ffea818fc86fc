#pragma once

#include "muster/core/error.hpp"                 // error
#include "muster/io/csv.hpp"                     // csv_reader, csv_row
#include "muster/io/detail/made_up_names.hpp"    // made_up_name, make_up_names
#include "muster/io/detail/table_csv_head.hpp"   // table_csv_head, read_column_head
#include "muster/io/detail/table_csv_write.hpp"  // table_csv_writer
#include "muster/io/detail/text.hpp"             // read_file
#include "muster/io/feel.hpp"                    // parse_feel_test, parse_feel_value
#include "muster/rules/loaded_table.hpp"         // loaded_table
#include "muster/rules/table_model.hpp"          // table_model

#include <cstddef>      // size_t
#include <optional>     // optional
#include <sstream>      // istringstream
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Reads a table from CSV; see `parse_table_csv`.
class table_csv_reader {
public:
    table_csv_reader(std::string_view content, std::string file) : file_{std::move(file)} {
        if (content.substr(0, byte_order_mark.size()) == byte_order_mark) { content.remove_prefix(byte_order_mark.size()); }
        check_text(content);
        made_.file = file_;
        made_.name = base_name(file_);
        head_end_ = read_first_line(content);
        content_ = content;
    }

    [[nodiscard]] table_model read() {
        // A blank line in place of the first one keeps the count of lines.
        std::istringstream in{(head_end_ == 0 ? "" : "\n") + std::string{content_.substr(head_end_)}};
        csv_reader rows{in, file_};
        read_header(rows);
        csv_row row;
        while (rows.next(row)) { read_row(rows, row); }
        make_up_names(made_.rules, is_unnamed_);
        static_cast<void>(loaded_table{made_});  // refuses what is wrong with the whole
        return std::move(made_);
    }

private:
    void check_text(std::string_view content) const {
        if (content.size() > largest_csv_bytes) {
            throw error{errc::out_of_range, in_file(file_), std::to_string(content.size()) + " bytes, more than " +
                                                                std::to_string(largest_csv_bytes)};
        }
        for (std::size_t at = 0; at < content.size();) {
            const utf8_step step = first_utf8(content.substr(at));
            if (!step.valid || content[at] == '\0') {
                const text_place place = place_of(content, at);
                throw error{errc::syntax, at_line(file_, place.line, place.column), "not UTF-8 text"};
            }
            at += step.size;
        }
    }
    [[nodiscard]] static std::string base_name(const std::string& path) {
        const std::size_t folder = path.find_last_of("/\\");
        const std::string base = folder == std::string::npos ? path : path.substr(folder + 1);
        const std::string stem = base.substr(0, base.find_last_of('.'));
        return stem.empty() ? "table" : stem;
    }

    // `table,NAME,policy,unique`, if the file begins with it. Says where the rest begins.
    [[nodiscard]] std::size_t read_first_line(std::string_view content) {
        std::size_t end = content.find_first_of("\r\n");
        end = end == std::string_view::npos ? content.size() : end;
        const std::string_view line = content.substr(0, end);
        if (line.substr(0, 6) != "table," && line.substr(0, 8) != "\"table\",") { return 0; }
        std::istringstream in{std::string{line}};
        const csv_reader reader{in, file_};
        std::vector<std::string> cells = reader.header().names();
        while (cells.size() > 2 && trimmed_cell(cells.back()).empty()) { cells.pop_back(); }  // as spreadsheets pad
        const source_position where = at_line(file_, 1);
        made_.name = trimmed_cell(cells[1]);
        if (made_.name.empty()) { throw error{errc::missing, where, "the table has no name"}; }
        if (cells.size() > 2) {
            if (cells.size() != 4 || trimmed_cell(cells[2]) != "policy") {
                throw error{errc::syntax, where, "expected `table,NAME` or `table,NAME,policy,POLICY`"};
            }
            const std::optional<hit_policy> found = find_hit_policy(trimmed_cell(cells[3]));
            if (!found) {
                throw error{errc::unknown_name, where, "no hit policy is called " + in_quotes(cells[3]) +
                                                           "; unique, any, priority, first, rule order, output order, "
                                                           "collect, collect sum, min, max or count"};
            }
            made_.policy = *found;
        }
        return end == content.size() ? end : end + line_end_size(content, end);
    }

    void read_header(const csv_reader& rows) {
        const std::vector<std::string>& cells = rows.header().names();
        const source_position where = rows.header().where();
        if (trimmed_cell(cells[0]) != "rule") {
            throw error{errc::missing, where, "expected `rule` as the first column, found " + in_quotes(cells[0])};
        }
        for (std::size_t i = 1; i < cells.size(); ++i) {
            const bool is_last = i + 1 == cells.size();
            if (is_last && trimmed_cell(cells[i]) == "note") {
                has_notes_ = true;
                break;
            }
            const feel_place place{where, "table `" + made_.name + "`, column " + std::to_string(i + 1)};
            table_csv_head head = read_column_head(cells[i], place);
            if (head.is_output) {
                made_.outputs.push_back(std::move(head.output));
            } else if (!made_.outputs.empty()) {
                throw error{errc::syntax, where, place.prefix() + "an input after an output"};
            } else {
                made_.inputs.push_back(std::move(head.input));
            }
        }
        if (made_.outputs.empty()) {
            throw error{errc::missing, where, "table `" + made_.name + "` has no output; a column `=> NAME : KIND` is one"};
        }
    }

    void read_row(const csv_reader& rows, const csv_row& row) {
        std::string called = trimmed_cell(row[0]);
        if (called == "otherwise") { return read_otherwise(rows, row); }
        if (has_otherwise_) {
            throw error{errc::syntax, rows.where(row, 0), "a rule after the row `otherwise`, which is the last one"};
        }
        model_rule& rule = made_.rules.emplace_back();
        is_unnamed_.push_back(called.empty());
        if (called.empty()) {
            called = made_up_name(made_.rules.size());
        } else if (called.front() == '"') {
            std::optional<value_kind> kind = value_kind::string;
            called = parse_feel_value(called, kind, {rows.where(row, 0), "the rule's name"}).text;
        }
        rule.name = called;
        rule.where = rows.where(row, 0);
        const std::string who = "table `" + made_.name + "`, rule `" + rule.name + "`, column `";
        std::size_t at = 1;
        for (const input_clause& each : made_.inputs) {
            const feel_place place{rows.where(row, at), who + each.name.en + "`"};
            std::optional<value_kind> kind = each.kind;
            rule.when.push_back(parse_feel_test(row[at++], kind, feel_scope{}, place, true).entry);
        }
        for (const output_clause& each : made_.outputs) {
            rule.then.push_back(read_outcome(row[at], each.kind, {rows.where(row, at), who + each.name + "`"}));
            ++at;
        }
        if (has_notes_) { rule.note = std::string{row[at]}; }
    }
    [[nodiscard]] static table_value read_outcome(std::string_view cell, value_kind of, const feel_place& place) {
        if (trimmed_cell(cell).empty() || trimmed_cell(cell) == "-") {
            throw error{errc::missing, place.where, place.prefix() + "no outcome; every rule says one"};
        }
        std::optional<value_kind> kind = of;
        return parse_feel_value(cell, kind, place, true);
    }

    // What holds when no rule does: nothing is asked in it.
    void read_otherwise(const csv_reader& rows, const csv_row& row) {
        if (has_otherwise_) { throw error{errc::duplicate, rows.where(row, 0), "a second row `otherwise`"}; }
        has_otherwise_ = true;
        std::size_t at = 1;
        for (const input_clause& each : made_.inputs) {
            const std::string asked = trimmed_cell(row[at]);
            if (!asked.empty() && asked != "-") {
                throw error{errc::syntax, rows.where(row, at), "the row `otherwise` asks for " + in_quotes(asked) +
                                                                   " in column `" + each.name.en +
                                                                   "`; it asks nothing. (A rule of that name stands in "
                                                                   "quotes.)"};
            }
            ++at;
        }
        for (output_clause& each : made_.outputs) {
            const std::string_view cell = row[at];
            const feel_place place{rows.where(row, at), "table `" + made_.name + "`, otherwise, column `" + each.name + "`"};
            ++at;
            if (!trimmed_cell(cell).empty()) { each.otherwise = read_outcome(cell, each.kind, place); }
        }
    }

    std::string file_;
    std::string_view content_;
    std::size_t head_end_ = 0;
    table_model made_;
    std::vector<bool> is_unnamed_;  ///< one a rule
    bool has_notes_ = false;
    bool has_otherwise_ = false;
};

}  // namespace io_detail

/// A decision table from a CSV text, as people keep it in a spreadsheet. Needs libcsv (`-lcsv`).
///
///     table,fire level,policy,first
///     rule,storeys : number in [1..200],use : text,people inside : boolean?,=> level : text,=> engines : number,note
///     tower,>=30,,true,I,12,ask the district
///     school,,"school, kindergarten",,I,8,
///     other,<30,not(school),,III,2,
///     otherwise,,,,II,4,
///
/// The first line may be left out: the table then has the file's name and the policy `unique`. Of the second line the
/// first column is `rule`; then the inputs, `NAME : KIND`; then the outputs, `=> NAME : KIND`; last, maybe, `note`.
/// Kinds: `boolean`, `whole number`, `number`, `text`, `weekday` (1 Monday to 7), `date`, `time`, `date and time`, `days and
/// time duration`, `years and months duration`. Behind a kind may stand: `?`, the value may be unknown; `margin 0.5`, a
/// number nearer than this to a limit is a thin margin; `in ...`, the allowed values, of an output in the order of
/// priority. A second name behind a bar is the Chinese one: `storeys | 层数 : number`. A name with `:` or `|` in it stands
/// in quotes. Cells are FEEL unary tests (`parse_feel_test`); in columns of text a word may stand without quotes. An
/// empty cell passes everything. A rule without a name is `rule 3` by its place, or
/// has the next number that no rule has. The row `otherwise` says what holds when no rule does.
/// @param file  what messages call it
/// @throws error with file, line, column of the file, rule and column of the table: syntax, missing, empty, duplicate,
/// out_of_range, type_mismatch, unknown_name, contradiction; what `csv_reader` and `loaded_table` refuse
/// @complexity O(bytes), and that of `loaded_table`
[[nodiscard]] inline table_model parse_table_csv(std::string_view csv, std::string file) {
    return io_detail::table_csv_reader{csv, std::move(file)}.read();
}

/// A decision table from a CSV file, as `parse_table_csv`. @throws error file_not_found as well
[[nodiscard]] inline table_model read_table_csv(const std::string& path) {
    return parse_table_csv(io_detail::read_file(path), path);
}

/// A table as CSV that `parse_table_csv` reads back to the same logic.
/// @throws error contradiction, out_of_range (a cell that FEEL cannot say, see `write_feel_test`), syntax (a NUL or text that is
/// not UTF-8)
/// @complexity O(cells). Deterministic: the same table gives the same bytes.
[[nodiscard]] inline std::string write_table_csv(const table_model& table) {
    return io_detail::table_csv_writer{table}.write();
}

}  // namespace v0
}  // namespace muster
