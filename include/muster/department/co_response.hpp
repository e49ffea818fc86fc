#pragma once

#include <cstdint>  // int64_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Which departments acted together in past incidents: one line of a log, as a reader of logs gives it.
///
/// Any type with these three members will do; `type` may also be a `type_id`, `departments` a range of
/// `department_handle`.
struct co_response {
    std::string type;                      ///< code of the incident type; empty: unclassified
    std::vector<std::string> departments;  ///< their keys; one that is named twice counts once
    std::int64_t count = 1;                ///< so many incidents were like this
};

/// What to do about a department or type that nothing declares, in a log of what was.
enum class unknown_names : std::uint8_t {
    list,    ///< learn from the rest; `affinity::unknown` says what was left out
    refuse,  ///< throw error unknown_name
};

/// A name in a log that nothing declares.
struct unknown_name {
    std::string written;     ///< as the log has it; `#7` for a number
    bool is_type = false;    ///< a type: the line could not be counted; else a department: the others on it were
    std::int64_t count = 0;  ///< incidents on the lines that name it

    friend bool operator==(const unknown_name&, const unknown_name&) = default;
};

}  // namespace v0
}  // namespace muster
