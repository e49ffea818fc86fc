#pragma once

#include <charconv>  // to_chars
#include <string>    // string

namespace muster {
inline namespace v0 {
namespace io_detail {

/// The shortest text that reads back as the same double, also in JSON; whatever the locale. @pre finite
[[nodiscard]] inline std::string number_text(double number) {
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, number);
    std::string text{digits, written.ptr};
    if (text == "-0") { text = "-0.0"; }  // JSON readers take -0 for an integer, which has no sign
    return text;
}

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
