#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/io/detail/feel_set.hpp"   // intersection
#include "muster/io/detail/feel_text.hpp"  // feel_place
#include "muster/io/feel_name.hpp"         // feel_test
#include "muster/rules/input_clause.hpp"   // input_entry, label
#include "muster/rules/table_value.hpp"    // table_value, value_kind

#include <pugixml.hpp>  // pugixml

#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// A column of inputs in the file. It becomes one input, or several when its cells compare with other facts.
struct dmn_input_column {
    std::string fact{};
    label title{};
    std::optional<value_kind> kind{};
    pugi::xml_node clause{};
    std::vector<pugi::xml_node> constraints{};
    std::vector<feel_test> tests{};  ///< one a rule
    bool mentions_unknown = false;
};

/// A column of outputs in the file.
struct dmn_output_column {
    pugi::xml_node clause{};
    std::optional<value_kind> declared{};
    std::optional<value_kind> kind{};   ///< as declared, or as the first literal says
    input_entry allowed = any_value;  ///< when the allowed values are no plain list
    std::vector<table_value> values{};  ///< one a rule
};

/// People see the fact's name; a label with Chinese in it is its Chinese name.
[[nodiscard]] inline label title_of(const std::string& fact, const std::string& shown) {
    for (const char each : shown) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte >= 0xE4 && byte <= 0xE9) { return {fact, shown}; }
    }
    return {fact};
}

/// The values of an entry that is nothing but a list of values, in the order of the file.
[[nodiscard]] inline std::optional<std::vector<table_value>> as_list(const input_entry& entry,
                                                                     std::optional<value_kind> kind) {
    if (entry.is_any || entry.is_negated || !entry.prefixes.empty() || !kind) { return std::nullopt; }
    std::vector<table_value> all;
    for (const std::string& each : entry.texts) { all.push_back(text_value(each)); }
    for (const number_range& each : entry.ranges) {
        if (each.low != each.high || !each.includes_low || !each.includes_high) { return std::nullopt; }
        all.push_back(number_value(each.low, *kind));
    }
    return all;
}

/// Of a type's values and those of the column: both count.
[[nodiscard]] inline input_entry both_allowed(const input_entry& a, const input_entry& b, value_kind kind,
                                              const feel_place& at) {
    if (a.is_any) { return b; }
    if (b.is_any) { return a; }
    if (kind != value_kind::string) { return intersection(a, b); }
    if (a.is_negated || b.is_negated || !a.prefixes.empty() || !b.prefixes.empty()) {
        throw error{errc::syntax, at.where, at.prefix() + "two constraints that are no lists of texts; put them into one"};
    }
    input_entry made;
    made.accepts_unknown = a.accepts_unknown && b.accepts_unknown;
    for (const std::string& each : b.texts) {
        if (a.holds(std::string_view{each})) { made.texts.push_back(each); }
    }
    return made;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
