#pragma once

#include "muster/core/error.hpp"      // error
#include "muster/io/detail/text.hpp"  // in_quotes

#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A column's name as names are compared: ASCII letters in lower case; spaces and ASCII punctuation left out.
///
/// `Call Number`, `call_number` and `CallNumber` are one name. Bytes above ASCII stay as they are.
[[nodiscard]] inline std::string normalised_column_name(std::string_view column) {
    std::string plain;
    for (const char c : column) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (upper || kept) { plain += upper ? static_cast<char>(c - 'A' + 'a') : c; }
    }
    return plain;
}

/// The columns of a table file, found by name.
///
/// Names compare as `normalised_column_name` says; one that is spelt exactly as asked for wins over others that
/// only compare equal. Two columns that answer to one name are an error when that name is asked for, not before.
class csv_header {
public:
    csv_header() = default;

    /// @param names  as the file spells them
    /// @param where  the header's place, for messages
    csv_header(std::vector<std::string> names, source_position where)
        : names_{std::move(names)}, where_{std::move(where)} {
        for (const std::string& each : names_) { plain_.push_back(normalised_column_name(each)); }
    }

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] const source_position& where() const noexcept { return where_; }

    /// The column called `wanted`, or none. @throws muster::error duplicate when several are
    [[nodiscard]] std::optional<std::size_t> find(std::string_view wanted) const {
        std::optional<std::size_t> exact;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] != wanted) { continue; }
            if (exact) { throw ambiguous(wanted, *exact, i); }
            exact = i;
        }
        if (exact) { return exact; }
        const std::string plain = normalised_column_name(wanted);
        return only_one(wanted, [&](std::size_t i) { return plain_[i] == plain; });
    }

    /// The column whose name begins with `prefix`, or none. @throws muster::error duplicate when several do
    [[nodiscard]] std::optional<std::size_t> find_starting(std::string_view prefix) const {
        const std::string plain = normalised_column_name(prefix);
        return only_one(prefix, [&](std::size_t i) { return plain_[i].compare(0, plain.size(), plain) == 0; });
    }

    /// The column called `wanted`. @throws muster::error missing, duplicate
    [[nodiscard]] std::size_t column(std::string_view wanted) const {
        const std::optional<std::size_t> found = find(wanted);
        if (!found) { throw missing({"called " + io_detail::in_quotes(wanted)}); }
        return *found;
    }

    /// The column whose name begins with `prefix`. @throws muster::error missing, duplicate
    [[nodiscard]] std::size_t column_starting(std::string_view prefix) const {
        const std::optional<std::size_t> found = find_starting(prefix);
        if (!found) { throw missing({"starting with " + io_detail::in_quotes(prefix)}); }
        return *found;
    }

    /// The error for columns that are not there: what was expected and what the file has. Thrown by the caller.
    /// @param expected  one description each, such as `called "Call Number"`
    [[nodiscard]] error missing(const std::vector<std::string>& expected) const {
        std::string message = "no column ";
        for (std::size_t i = 0; i < expected.size(); ++i) { message += (i == 0 ? "" : ", none ") + expected[i]; }
        message += " (case, spaces and punctuation do not count); the file has:";
        for (std::size_t i = 0; i < names_.size(); ++i) {
            message += (i == 0 ? " " : ", ") + io_detail::in_quotes(names_[i]);
        }
        return error{errc::missing, where_, message};
    }

private:
    template <class Matches>
    [[nodiscard]] std::optional<std::size_t> only_one(std::string_view asked, Matches matches) const {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (!matches(i)) { continue; }
            if (found) { throw ambiguous(asked, *found, i); }
            found = i;
        }
        return found;
    }

    [[nodiscard]] error ambiguous(std::string_view asked, std::size_t a, std::size_t b) const {
        return error{errc::duplicate, where_,
                     "columns " + std::to_string(a + 1) + " " + io_detail::in_quotes(names_[a]) + " and " +
                         std::to_string(b + 1) + " " + io_detail::in_quotes(names_[b]) + " both answer to " +
                         io_detail::in_quotes(asked)};
    }

    std::vector<std::string> names_;
    std::vector<std::string> plain_;
    source_position where_;
};

}  // namespace v0
}  // namespace muster
