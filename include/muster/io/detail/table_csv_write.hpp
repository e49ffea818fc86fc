#pragma once

#include "muster/core/error.hpp"                // error
#include "muster/io/detail/table_csv_head.hpp"  // trimmed_cell
#include "muster/io/detail/text.hpp"            // in_quotes
#include "muster/io/feel_write.hpp"             // write_feel_test, write_feel_text
#include "muster/io/utf8.hpp"                   // is_valid_utf8
#include "muster/rules/table_model.hpp"         // table_model

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {
namespace io_detail {

/// Writes a table as CSV.
class table_csv_writer {
public:
    explicit table_csv_writer(const table_model& table) : table_{table} {}

    [[nodiscard]] std::string write() {
        if (table_.name.find_first_of("\r\n") != std::string::npos) {
            throw error{errc::syntax, "the table name " + in_quotes(table_.name) + " covers several lines"};
        }
        add("table");
        add(table_.name);
        add("policy");
        add(std::string{to_string(table_.policy)});
        end_row();
        bool has_notes = false;
        bool has_otherwise = false;
        for (const model_rule& each : table_.rules) { has_notes = has_notes || !each.note.empty(); }
        for (const output_clause& each : table_.outputs) { has_otherwise = has_otherwise || each.otherwise.has_value(); }
        write_header(has_notes);
        for (const model_rule& each : table_.rules) { write_rule(each, has_notes); }
        if (has_otherwise) { write_otherwise(has_notes); }
        if (!is_valid_utf8(out_) || out_.find('\0') != std::string::npos) {
            throw error{errc::syntax, "table `" + table_.name + "` has a text that is not UTF-8, or a NUL in one"};
        }
        return std::move(out_);
    }

private:
    void add(std::string_view cell) {
        if (!is_row_begin_) { out_ += ','; }
        is_row_begin_ = false;
        const bool has_blanks = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos && !has_blanks) {
            out_ += cell;
            return;
        }
        out_ += '"';
        for (const char each : cell) {
            if (each == '"') { out_ += '"'; }
            out_ += each;
        }
        out_ += '"';
    }
    void end_row() {
        out_ += '\n';
        is_row_begin_ = true;
    }

    // In quotes when it would be read as something else.
    [[nodiscard]] static std::string name_text(const std::string& words) {
        const bool is_plain = !words.empty() && trimmed_cell(words) == words && words.front() != '"' &&
                              words.find_first_of("|:\r\n\\") == std::string::npos && words.substr(0, 2) != "=>" &&
                              words.substr(0, 3) != "\xE2\x86\x92";
        return is_plain ? words : write_feel(text_value(words));
    }

    void write_header(bool has_notes) {
        add("rule");
        for (const input_clause& each : table_.inputs) {
            std::string cell = name_text(each.name.en);
            if (!each.name.zh.empty()) { cell += " | " + name_text(each.name.zh); }
            cell += " : " + std::string{to_string(each.kind)} + (each.may_be_unknown ? "?" : "");
            if (each.thin_margin != 0) { cell += " margin " + detail::shortest(each.thin_margin); }
            if (!each.allowed.is_any) { cell += " in " + write_feel_test(each.allowed, each.kind, true); }
            add(cell);
        }
        for (const output_clause& each : table_.outputs) {
            std::string cell = "=> " + name_text(each.name) + " : " + std::string{to_string(each.kind)};
            for (std::size_t i = 0; i < each.values.size(); ++i) {
                cell += (i == 0 ? " in " : ", ") + value_text(each.values[i]);
            }
            add(cell);
        }
        if (has_notes) { add("note"); }
        end_row();
    }

    [[nodiscard]] static std::string value_text(const table_value& value) {
        const bool is_word = value.is_known && value.kind == value_kind::string;
        return is_word ? write_feel_text(value.text, true) : write_feel(value);
    }

    void write_rule(const model_rule& rule, bool has_notes) {
        const bool is_plain = trimmed_cell(rule.name) == rule.name && !rule.name.empty() && rule.name.front() != '"' &&
                              rule.name != "otherwise" && rule.name.find_first_of("\r\n") == std::string::npos;
        add(is_plain ? rule.name : write_feel(text_value(rule.name)));
        for (std::size_t i = 0; i < rule.when.size(); ++i) {
            if (rule.when[i].is_any) {
                add("-");  // not empty: a row of nothing but commas is easily lost
                continue;
            }
            try {
                add(write_feel_test(rule.when[i], table_.inputs[i].kind, true));
            } catch (const error& fault) {
                throw error{fault.code(), "table `" + table_.name + "`, rule `" + rule.name + "`, column `" +
                                              table_.inputs[i].name.en + "`: " + fault.what()};
            }
        }
        for (const table_value& each : rule.then) { add(value_text(each)); }
        if (has_notes) { add(rule.note); }
        end_row();
    }

    void write_otherwise(bool has_notes) {
        add("otherwise");
        for (std::size_t i = 0; i < table_.inputs.size(); ++i) { add(""); }
        for (const output_clause& each : table_.outputs) { add(each.otherwise ? value_text(*each.otherwise) : ""); }
        if (has_notes) { add(""); }
        end_row();
    }

    const table_model& table_;
    std::string out_;
    bool is_row_begin_ = true;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
