#pragma once

#include <cstdint>      // uint8_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// The languages that messages for people are written in.
enum class language : std::uint8_t { en, zh };

/// A name for people: English, and Chinese where there is one.
struct label {
    std::string en;
    std::string zh;

    label() = default;
    label(std::string english, std::string chinese = {}) : en{std::move(english)}, zh{std::move(chinese)} {}  // NOLINT
    label(const char* english) : en{english} {}  // NOLINT: implicit, so that tables read well

    /// The name in `wanted`, or in the other language when that one is empty.
    [[nodiscard]] std::string_view in(language wanted) const noexcept {
        const std::string& first = wanted == language::zh ? zh : en;
        return first.empty() ? std::string_view{wanted == language::zh ? en : zh} : std::string_view{first};
    }

    friend bool operator==(const label&, const label&) = default;
};

}  // namespace v0
}  // namespace muster
