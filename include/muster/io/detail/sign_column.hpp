#pragma once

#include "muster/io/feel_name.hpp"        // feel_test, feel_comparison
#include "muster/rules/input_clause.hpp"  // input_clause

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The input for comparisons of one fact with another, unknown when either of them is: -1 less, 0 equal, 1 more; of texts and booleans 0 equal, 1 not.
[[nodiscard]] inline input_clause sign_clause(const std::string& fact, const std::string& against, value_kind kind,
                                              bool may_be_unknown) {
    const bool is_ordered = kind != value_kind::string && kind != value_kind::boolean;
    input_clause made;
    made.name.en = fact + " against " + against;
    made.kind = value_kind::whole_number;
    made.may_be_unknown = may_be_unknown;
    made.allowed = is_ordered ? one_of(-1, 0, 1) : one_of(0, 1);
    return made;
}

/// What a cell asks of the comparison with a fact.
[[nodiscard]] inline input_entry sign_entry(const feel_test& test, const std::string& against) {
    for (const feel_comparison& each : test.against) {
        if (each.fact != against) { continue; }
        input_entry made;
        for (int sign = -1; sign <= 1; ++sign) {
            if ((each.signs >> (sign + 1) & 1) != 0) { made = made || is(sign); }
        }
        return made;
    }
    return any_value;
}

/// A name that no input has yet: the wanted one, or with a number behind it.
[[nodiscard]] inline std::string unique_name(const std::string& wanted, const std::vector<input_clause>& there) {
    const auto is_taken = [&there](const std::string& candidate) {
        for (const input_clause& each : there) {
            if (each.name.en == candidate) { return true; }
        }
        return false;
    };
    std::string candidate = wanted;
    for (std::size_t i = 2; is_taken(candidate); ++i) { candidate = wanted + " (" + std::to_string(i) + ")"; }
    return candidate;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
