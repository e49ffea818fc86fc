#pragma once

#include "muster/io/detail/text.hpp"           // read_file, in_quotes
#include "muster/io/dmn.hpp"                   // read_dmn
#include "muster/io/rule_bundle_manifest.hpp"  // bundle_manifest, parse_bundle_manifest
#include "muster/io/table_csv.hpp"             // read_table_csv
#include "muster/rules/rule_bundle.hpp"        // rule_bundle

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// A number as 16 digits 0-9, a-f: how a manifest writes `rule_bundle::rules_digest`.
[[nodiscard]] inline std::string digest_text(std::uint64_t value) {
    std::string digits(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4) { digits[i] = "0123456789abcdef"[value & 15]; }
    return digits;
}

/// The rule bundle of a manifest, its tables read and checked; all or nothing. Needs nlohmann/json, libcsv and pugixml.
///
/// @throws error as `parse_bundle_manifest`, file_not_found; bundle_error with the faults of all files, each naming file,
/// rule and column: as `read_table_csv`, `read_dmn` and `rule_bundle`; missing (a file without the table that the
/// manifest names), contradiction (another digest than the manifest's)
[[nodiscard]] inline rule_bundle read_rule_bundle(const std::string& path) {
    bundle_manifest manifest = parse_bundle_manifest(io_detail::read_file(path), path);
    const std::size_t slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    const auto fault = [&](errc code, const std::string& pointer, const std::string& message) {
        source_position where;
        where.file = path;
        where.pointer = pointer;
        return error{code, std::move(where), message};
    };

    std::vector<error> faults;
    std::vector<table_model> tables;
    std::vector<decision_model> models;
    for (const manifest_table& each : manifest.tables) {
        try {
            bool has_name = !each.name;
            if (each.as == manifest_table::format::csv) {
                tables.push_back(read_table_csv(folder + each.file));
                has_name = has_name || tables.back().name == *each.name;
            } else {
                models.push_back(read_dmn(folder + each.file));
                has_name = has_name || models.back().find(*each.name) != nullptr;
            }
            if (!has_name) {
                throw fault(errc::missing, each.pointer + "/name",
                            io_detail::in_quotes(each.file) + " has no table " + io_detail::in_quotes(*each.name));
            }
        } catch (const error& problem) {
            if (faults.size() < manifest.options.most_faults) { faults.push_back(problem); }
        }
    }
    if (!faults.empty()) {
        // The tables that can be read may be broken too: people want all of it at once.
        const std::size_t room = manifest.options.most_faults - faults.size();
        if (room > 0 && !(tables.empty() && models.empty())) {
            try {
                bundle_options options = manifest.options;
                options.most_faults = room;
                static_cast<void>(rule_bundle{manifest.heading, std::move(tables), std::move(models), options});
            } catch (const bundle_error& more) {
                faults.insert(faults.end(), more.faults().begin(), more.faults().end());
            }
        }
        throw bundle_error{title_of(manifest.heading), std::move(faults)};
    }

    rule_bundle made{manifest.heading, std::move(tables), std::move(models), manifest.options};
    if (manifest.digest && *manifest.digest != made.rules_digest()) {
        throw bundle_error{title_of(manifest.heading),
                           {fault(errc::contradiction, "/digest",
                                  "the rules' digest is " + digest_text(made.rules_digest()) + ", the manifest says " +
                                      digest_text(*manifest.digest))}};
    }
    return made;
}

}  // namespace v0
}  // namespace muster
