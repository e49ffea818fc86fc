#pragma once

#include "case_value.hpp"
#include "loading.hpp"

#include "muster/core/error.hpp"           // error
#include "muster/io/csv.hpp"               // csv_reader
#include "muster/rules/case_facts.hpp"     // case_facts
#include "muster/rules/decision_model.hpp" // model_fact
#include "muster/rules/table_value.hpp"    // table_value

#include <cstddef>      // size_t
#include <istream>      // istream
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace decision_table {

/// What a case expects of one output: its values in order; none: no value.
struct expectation {
    std::size_t output = 0;
    std::vector<muster::table_value> values{};
};

/// One row of a case file.
struct golden_case {
    std::string title{};  ///< its column `case`; without one `case 1`, `case 2` ...
    muster::source_position where{};
    muster::case_facts facts{};
    std::vector<expectation> expected{};
    std::string group{};  ///< what stands in the column that was asked for with --by
};

/// The cases of a file.
struct case_file {
    std::vector<golden_case> cases{};
    std::vector<std::string> unstated{};  ///< facts that the decision reads and no column states: unknown in every case
};

/// Whether a case file may lack columns for facts of the decision.
enum class lacking_facts {
    refused,  ///< golden cases: a misspelt column must not pass for unknown values
    unknown,  ///< a log is older than a version that asks for one fact more; one fact at least is stated
};

/// Reads cases for one decision from CSV, every value checked against its fact's or output's kind.
/// @throws muster::error with file, line and column: missing, duplicate (columns), unknown_name (an output that there
///         is not), type_mismatch, syntax (not UTF-8), empty (no case)
class case_reader {
public:
    case_reader(const loaded_model& model, lacking_facts how, std::string by = {})
        : model_{model}, how_{how}, by_{std::move(by)} {}

    [[nodiscard]] case_file read(const std::string& path) const {
        muster::csv_reader in{path};
        return read(in);
    }
    /// The same from memory. @param called what messages call it
    [[nodiscard]] case_file read(std::istream& from, const std::string& called) const {
        muster::csv_reader in{from, called};
        return read(in);
    }

private:
    struct fact_column {
        std::size_t column = 0;
        muster::model_fact fact{};
    };
    struct output_column {
        std::size_t column = 0;
        std::size_t output = 0;
    };
    struct columns {
        std::optional<std::size_t> title{};
        std::optional<std::size_t> group{};
        std::vector<fact_column> facts{};
        std::vector<output_column> outputs{};
        std::vector<std::string> unstated{};
    };

    [[nodiscard]] case_file read(muster::csv_reader& in) const {
        columns there = find_columns(in.header());
        std::vector<golden_case> all;
        muster::csv_row row;
        while (in.next(row)) {
            if (in.replaced_utf8() != 0) {
                throw muster::error{muster::errc::syntax, in.where(row, 0), "this record is not UTF-8"};
            }
            golden_case& made = all.emplace_back();
            made.where = in.where(row, 0);
            made.title = there.title ? std::string{row[*there.title]} : "case " + std::to_string(all.size());
            if (there.group) { made.group = row[*there.group]; }
            for (const fact_column& each : there.facts) {
                const std::string_view cell = row[each.column];
                if (cell.empty()) { continue; }  // unknown
                made.facts.set(each.fact.name, read_value(cell, each.fact.kind, in.where(row, each.column)));
            }
            for (const output_column& each : there.outputs) {
                made.expected.push_back(
                    {each.output, read_expected(each, row[each.column], in.where(row, each.column))});
            }
        }
        if (all.empty()) { throw muster::error{muster::errc::empty, in.header().where(), "no case below the header"}; }
        return {std::move(all), std::move(there.unstated)};
    }

    [[nodiscard]] columns find_columns(const muster::csv_header& header) const {
        columns found;
        found.title = header.find("case");
        if (!by_.empty()) { found.group = header.column(by_); }
        std::vector<std::string> lacking;
        for (const muster::model_fact& each : model_.model.facts_of(model_.decision)) {
            // A fact may itself be called "case".
            const std::optional<std::size_t> column = header.find(each.name);
            if (!column) {
                found.unstated.push_back(each.name);
                lacking.push_back("called `" + each.name + "`");
                continue;
            }
            if (found.title == column) { found.title.reset(); }
            found.facts.push_back({*column, each});
        }
        const bool is_refused = how_ == lacking_facts::refused || found.facts.empty();
        if (!lacking.empty() && is_refused) { throw header.missing(lacking); }
        if (how_ == lacking_facts::unknown) { return found; }
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::optional<std::size_t> output = output_of(header, i);
            if (!output) { continue; }
            for (const output_column& each : found.outputs) {
                if (each.output == *output) {
                    throw muster::error{muster::errc::duplicate, header.where(),
                                        "two columns expect `" + table().outputs[*output].name + "`"};
                }
            }
            found.outputs.push_back({i, *output});
        }
        if (found.outputs.empty()) {
            throw muster::error{muster::errc::missing, header.where(),
                                "no column says what is expected: `=> " + table().outputs.front().name + "`"};
        }
        return found;
    }

    // `=> level`, or `=>` when there is one output.
    [[nodiscard]] std::optional<std::size_t> output_of(const muster::csv_header& header, std::size_t column) const {
        std::string_view title = header.names()[column];
        if (title.substr(0, 2) != "=>") { return std::nullopt; }
        title.remove_prefix(2);
        while (!title.empty() && title.front() == ' ') { title.remove_prefix(1); }
        const std::vector<muster::output_clause>& outputs = table().outputs;
        if (title.empty() && outputs.size() == 1) { return 0; }
        std::string there;
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            if (outputs[i].name == title || (outputs.size() == 1 && model_.decision == title)) { return i; }
            there += (i == 0 ? "`" : ", `") + outputs[i].name + "`";
        }
        throw muster::error{muster::errc::unknown_name, header.where(),
                            "column " + std::to_string(column + 1) + " expects `" + std::string{title} +
                                "`; the outputs are " + there};
    }

    [[nodiscard]] std::vector<muster::table_value> read_expected(const output_column& wanted, std::string_view cell,
                                                                 const muster::source_position& where) const {
        std::vector<muster::table_value> values;
        if (cell.empty()) { return values; }
        const muster::hit_policy policy = table().policy;
        const muster::value_kind kind = policy == muster::hit_policy::collect_count
                                            ? muster::value_kind::whole_number
                                            : table().outputs[wanted.output].kind;
        const bool is_list = !is_single(policy) && policy <= muster::hit_policy::collect;
        if (!is_list) { return {read_value(cell, kind, where)}; }
        while (true) {
            const std::size_t end = cell.find(';');
            std::string_view one = cell.substr(0, end);
            while (!one.empty() && one.front() == ' ') { one.remove_prefix(1); }
            while (!one.empty() && one.back() == ' ') { one.remove_suffix(1); }
            values.push_back(read_value(one, kind, where));
            if (end == std::string_view::npos) { return values; }
            cell.remove_prefix(end + 1);
        }
    }

    [[nodiscard]] const muster::table_model& table() const noexcept { return model_.table().model(); }

    const loaded_model& model_;
    lacking_facts how_;
    std::string by_;
};

}  // namespace decision_table
