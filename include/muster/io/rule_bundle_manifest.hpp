#pragma once

#include "muster/core/error.hpp"            // error
#include "muster/io/detail/json_text.hpp"   // parse_json
#include "muster/io/detail/text.hpp"        // in_quotes, read_file
#include "muster/io/instant_text.hpp"       // parse_iso_time
#include "muster/rules/bundle_heading.hpp"  // bundle_heading, bundle_options

#include <cstddef>           // size_t
#include <cstdint>           // uint64_t
#include <initializer_list>  // initializer_list
#include <optional>          // optional
#include <string>            // string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

namespace muster {
inline namespace v0 {

/// One file of a bundle: a table as CSV, or a DMN model with any number of them.
struct manifest_table {
    enum class format : bool { csv, dmn };

    std::string file{};  ///< relative to the manifest's folder
    format as = format::csv;
    std::optional<std::string> name{};  ///< the table that the file has to have
    std::string pointer{};              ///< JSON pointer of the entry
};

/// What a manifest says about a bundle: the files are not read yet.
struct bundle_manifest {
    bundle_heading heading{};
    bundle_options options{};
    std::vector<manifest_table> tables{};
    std::optional<std::uint64_t> digest{};  ///< what `rule_bundle::rules_digest` has to be
};

namespace io_detail {

class manifest_reader {
public:
    manifest_reader(const json& document, const std::string& file) : document_{document}, file_{file} {}

    [[nodiscard]] bundle_manifest read() const {
        expect(document_.is_object(), "", "an object");
        known(document_, "",
              {"schema", "schema_version", "name", "version", "owner", "effective_from", "effective_until", "require",
               "digest", "tables"});
        if (words(document_, "", "schema") != "muster.rule_bundle") {
            refuse(errc::unknown_name, "/schema",
                   in_quotes(words(document_, "", "schema")) + " is not \"muster.rule_bundle\"");
        }
        const json& schema = member(document_, "", "schema_version");
        if (!schema.is_number_integer() || schema.get<std::int64_t>() != 1) {
            refuse(errc::out_of_range, "/schema_version", "expected 1, the one version there is");
        }
        bundle_manifest made;
        made.heading.file = file_;
        made.heading.name = words(document_, "", "name");
        made.heading.version = words(document_, "", "version");
        made.heading.owner = words(document_, "", "owner");
        made.heading.effective_from = day("effective_from");
        if (document_.contains("effective_until") && !document_["effective_until"].is_null()) {
            made.heading.effective_until = day("effective_until");
        }
        if (document_.contains("require")) { read_requirements(document_["require"], made.options); }
        if (document_.contains("digest")) { made.digest = read_digest(); }
        read_tables(made);
        return made;
    }

private:
    [[noreturn]] void refuse(errc code, const std::string& pointer, const std::string& message) const {
        source_position where;
        where.file = file_;
        where.pointer = pointer;
        throw error{code, std::move(where), message};
    }
    void expect(bool is_so, const std::string& pointer, const std::string& what) const {
        if (!is_so) { refuse(errc::type_mismatch, pointer, "expected " + what); }
    }

    // A misspelt member would be a setting that silently does not hold.
    void known(const json& object, const std::string& pointer, std::initializer_list<std::string_view> names) const {
        for (const auto& [key, value] : object.items()) {
            bool is_known = false;
            std::string all;
            for (const std::string_view each : names) {
                is_known = is_known || each == key;
                all += (all.empty() ? "" : ", ") + std::string{each};
            }
            if (!is_known) { refuse(errc::unknown_name, pointer + "/" + key, "no such member; there are " + all); }
        }
    }

    [[nodiscard]] const json& member(const json& object, const std::string& pointer, const std::string& key) const {
        if (!object.contains(key)) { refuse(errc::missing, pointer, "no member " + in_quotes(key)); }
        return object[key];
    }

    [[nodiscard]] std::string words(const json& object, const std::string& pointer, const std::string& key) const {
        const json& value = member(object, pointer, key);
        expect(value.is_string(), pointer + "/" + key, "text");
        std::string made = value.get<std::string>();
        if (made.empty()) { refuse(errc::empty, pointer + "/" + key, "empty"); }
        return made;
    }

    [[nodiscard]] calendar_day day(const std::string& key) const {
        const std::string date = words(document_, "", key);
        const std::optional<instant> at = parse_iso_time(date);
        if (!at || date.size() != 10) {
            refuse(errc::syntax, "/" + key, in_quotes(date) + " is not a date such as \"2026-03-01\"");
        }
        return day_of(*at);
    }

    void read_requirements(const json& wanted, bundle_options& into) const {
        expect(wanted.is_object(), "/require", "an object");
        known(wanted, "/require", {"complete", "free_of_clashes", "free_of_masked_rules"});
        const auto read_into = [&](const std::string& key, bool& setting) {
            if (!wanted.contains(key)) { return; }
            expect(wanted[key].is_boolean(), "/require/" + key, "true or false");
            setting = wanted[key].get<bool>();
        };
        read_into("complete", into.must_be_complete);
        read_into("free_of_clashes", into.must_be_free_of_clashes);
        read_into("free_of_masked_rules", into.must_be_free_of_masked);
    }

    [[nodiscard]] std::uint64_t read_digest() const {
        const std::string digits = words(document_, "", "digest");
        std::uint64_t made = 0;
        bool is_good = digits.size() == 16;
        for (const char each : digits) {
            const std::size_t value = std::string_view{"0123456789abcdef"}.find(each);
            is_good = is_good && value != std::string_view::npos;
            made = made << 4 | (value & 15);
        }
        if (!is_good) { refuse(errc::syntax, "/digest", in_quotes(digits) + " is not 16 digits 0-9, a-f"); }
        return made;
    }

    void read_tables(bundle_manifest& into) const {
        const json& tables = member(document_, "", "tables");
        expect(tables.is_array(), "/tables", "an array");
        if (tables.empty()) { refuse(errc::empty, "/tables", "no table; at least one is needed"); }
        for (std::size_t i = 0; i < tables.size(); ++i) {
            const std::string pointer = "/tables/" + std::to_string(i);
            expect(tables[i].is_object(), pointer, "an object");
            known(tables[i], pointer, {"file", "name"});
            manifest_table made;
            made.pointer = pointer;
            made.file = words(tables[i], pointer, "file");
            check_path(made.file, pointer + "/file");
            made.as = format_of(made.file, pointer + "/file");
            if (tables[i].contains("name")) { made.name = words(tables[i], pointer, "name"); }
            for (const manifest_table& each : into.tables) {
                if (each.file == made.file) {
                    refuse(errc::duplicate, pointer + "/file", in_quotes(made.file) + " is listed twice");
                }
            }
            into.tables.push_back(std::move(made));
        }
    }

    // A bundle is one folder that can be moved, signed and reviewed: it does not reach out of it.
    void check_path(const std::string& path, const std::string& pointer) const {
        const bool is_rooted =
            path[0] == '/' || path.find('\\') != std::string::npos || path.find(':') != std::string::npos;
        const bool goes_up = ("/" + path + "/").find("/../") != std::string::npos;
        if (is_rooted || goes_up || path.find('\0') != std::string::npos) {
            refuse(errc::out_of_range, pointer,
                   in_quotes(path) + " is not a file below the manifest's folder, with / between names");
        }
    }

    [[nodiscard]] manifest_table::format format_of(const std::string& path, const std::string& pointer) const {
        const auto ends_with = [&](std::string_view end) {
            return path.size() > end.size() && std::string_view{path}.substr(path.size() - end.size()) == end;
        };
        if (ends_with(".csv")) { return manifest_table::format::csv; }
        if (ends_with(".dmn")) { return manifest_table::format::dmn; }
        refuse(errc::unknown_name, pointer, in_quotes(path) + " ends neither in .csv nor in .dmn");
    }

    const json& document_;
    const std::string& file_;
};

}  // namespace io_detail

/// The manifest of a rule bundle. Needs nlohmann/json.
///
/// ```json
/// { "schema": "muster.rule_bundle", "schema_version": 1,
///   "name": "city rules", "version": "2026.1", "owner": "Emergency Management Bureau",
///   "effective_from": "2026-01-01", "effective_until": "2027-01-01",
///   "require": { "complete": true, "free_of_clashes": true, "free_of_masked_rules": false },
///   "digest": "0123456789abcdef",
///   "tables": [ { "file": "level.csv", "name": "response level" }, { "file": "departments.dmn" } ] }
/// ```
///
/// `effective_until` (the first day no longer in force), `require` and its members, `digest` and a table's `name` may be
/// left out; nothing else may be there. Files are below the manifest's folder.
/// @throws error with file and JSON pointer (line and column where it is not JSON): syntax, missing, empty, type_mismatch,
/// unknown_name (a member that there is not, another schema, a file of another kind), out_of_range (another schema
/// version, a path that leaves the folder), duplicate (a file listed twice)
[[nodiscard]] inline bundle_manifest parse_bundle_manifest(std::string_view content, const std::string& file) {
    const io_detail::json document = io_detail::parse_json(content, file, 16);
    return io_detail::manifest_reader{document, file}.read();
}

}  // namespace v0
}  // namespace muster
