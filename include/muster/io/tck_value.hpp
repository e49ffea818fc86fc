#pragma once

#include "muster/core/error.hpp"         // source_position
#include "muster/rules/case_facts.hpp"   // case_facts
#include "muster/rules/table_value.hpp"  // table_value

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What shape a value of the compatibility kit has.
enum class tck_shape : std::uint8_t { value, components, list };

/// A value of the compatibility kit: one value, named components, or a list. Unknown (null) unless it is given.
struct tck_value {
    tck_shape shape = tck_shape::value;
    table_value value{};
    std::vector<tck_value> items{};    ///< of a list, or the components' values
    std::vector<std::string> names{};  ///< of components, one an item
};

/// For people: `"Approved"`, `{Rate: "Best"}`, `[1, 2]`, `null`.
[[nodiscard]] inline std::string to_string(const tck_value& given) {
    if (given.shape == tck_shape::value) { return given.value.is_known ? to_string(given.value) : "null"; }
    const bool is_list = given.shape == tck_shape::list;
    std::string all = is_list ? "[" : "{";
    for (std::size_t i = 0; i < given.items.size(); ++i) {
        all += (i == 0 ? "" : ", ") + (is_list ? "" : given.names[i] + ": ") + to_string(given.items[i]);
    }
    return all + (is_list ? "]" : "}");
}

/// What one decision is to say.
struct tck_result {
    std::string decision{};
    tck_value expected{};
    bool is_error = false;  ///< the decision is to fail; a null is that
};

/// One test case of the compatibility kit.
struct tck_case {
    std::string id{};
    std::string note{};      ///< its description
    case_facts inputs{};     ///< by qualified name; a value without a type in the file is text (see `typed_facts`)
    std::vector<tck_result> results{};
    source_position where{};
};

}  // namespace v0
}  // namespace muster
