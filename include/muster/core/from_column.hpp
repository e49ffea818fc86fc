#pragma once

#include "muster/core/detail/cell_value.hpp"  // cell_reader
#include "muster/core/expects.hpp"            // MUSTER_EXPECTS

#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string_view>  // string_view
#include <utility>      // declval, move

namespace muster {
inline namespace v0 {

/// Which column of a row: its name or its number, counted from 0. Written `"storeys"` or `3`.
template <std::size_t N>
struct column_choice {
    char characters[N]{};
    bool is_numbered = false;
    int number = 0;

    consteval column_choice(const char (&literal)[N]) {  // NOLINT: implicit, that is its purpose
        for (std::size_t i = 0; i < N; ++i) { characters[i] = literal[i]; }
    }
    consteval column_choice(int counted_from_0)  // NOLINT
        requires(N == 1)
        : is_numbered{true}, number{counted_from_0} {}
};
column_choice(int) -> column_choice<1>;

namespace detail {

/// How many rows spell "the cell of a column": `row.at(column)`, `row[column]`, `row.get(column)`.
template <column_choice Which>
struct cell_finder {
    static_assert(Which.number >= 0, "from_column: columns are numbered from 0");

    static constexpr auto key() noexcept {
        if constexpr (Which.is_numbered) {
            return Which.number;
        } else {
            return static_cast<const char*>(Which.characters);
        }
    }

    template <class Row>
    static constexpr bool by_at = requires(const Row& row) { row.at(key()); };
    template <class Row>
    static constexpr bool by_brackets = requires(const Row& row) { row[key()]; };
    template <class Row>
    static constexpr bool by_get = requires(const Row& row) { row.get(key()); };
    template <class Row>
    static constexpr bool finds = by_at<Row> || by_brackets<Row> || by_get<Row>;

    template <class Row>
    [[nodiscard]] static constexpr decltype(auto) find(const Row& row) {
        if constexpr (by_at<Row>) {
            return row.at(key());
        } else if constexpr (by_brackets<Row>) {
            return row[key()];
        } else {
            return row.get(key());
        }
    }
};

/// Rows that convert themselves: `row.get<int>(column)`, with `row.is_null(column)` where there is such.
template <class As, column_choice Which, class Row>
concept converting_row = requires(const Row& row) {
    { row.template get<As>(cell_finder<Which>::key()) } -> std::convertible_to<As>;
};

/// Whether a cell of this row can be read as an `As`.
template <class As, column_choice Which, class Row>
consteval bool reads_column() {
    if constexpr (cell_finder<Which>::template finds<Row>) {
        if (reads_cell<As, decltype(cell_finder<Which>::find(std::declval<const Row&>()))>) { return true; }
    }
    return converting_row<As, Which, Row>;
}

template <class As, column_choice Which, class Row>
[[nodiscard]] constexpr std::optional<As> read_column(const Row& row) {
    if constexpr (cell_finder<Which>::template finds<Row>) {
        if constexpr (reads_cell<As, decltype(cell_finder<Which>::find(row))>) {
            return read_cell<As>(cell_finder<Which>::find(row));
        }
    }
    if constexpr (!converting_row<As, Which, Row>) {
        return std::nullopt;  // never reached: see reads_column
    } else {
        constexpr auto which = cell_finder<Which>::key();
        if constexpr (requires { static_cast<bool>(row.is_null(which)); }) {
            if (row.is_null(which)) { return std::nullopt; }
        }
        return static_cast<As>(row.template get<As>(which));
    }
}

template <column_choice Which, class As, bool IsRequired>
struct column_projection {
    template <class Row>
        requires(reads_column<As, Which, Row>())
    [[nodiscard]] constexpr auto operator()(const Row& row) const {
        std::optional<As> found = read_column<As, Which>(row);
        if constexpr (IsRequired) {
            MUSTER_EXPECTS(found.has_value(), "from_required_column: the cell is empty; use from_column if it may be");
            return found ? *std::move(found) : As{};
        } else if constexpr (std::convertible_to<As, std::string_view>) {
            return found ? *std::move(found) : As{};
        } else {
            return found;
        }
    }
};

template <column_choice Which>
struct column_projection<Which, void, false> {
    template <class Row>
        requires(cell_finder<Which>::template finds<Row>)
    [[nodiscard]] constexpr decltype(auto) operator()(const Row& row) const {
        return cell_finder<Which>::find(row);
    }
};

}  // namespace detail

/// Reads a field from a row of a table or of a query's result: `id = from_column<"no">`, `text = from_column<3>`,
/// `field<"storeys"> = from_column<"storeys", int>`.
///
/// A row is anything that gives its cells by name or by number: `row.at(c)`, `row[c]`, `row.get(c)` or
/// `row.get<As>(c)`, as maps, vectors and the rows of database libraries do; a name is passed as `const char*`. Without a
/// type the cell is given as the row gives it. With one it is converted, whichever way the cell offers: `cell.as<As>()`,
/// `cell.get<As>()`, a conversion, a number that fits.
///
/// An empty cell is unknown, never 0: a typed column is a `std::optional<As>`; text is a plain `As`, then empty. Empty is
/// what says so: an optional, `is_null()`, `isNull()`, a null pointer; also a number that does not fit into `As`.
/// Text is not parsed: a number that is kept as text needs a lambda. A cell that is given by value and owns its text is
/// read as `std::string`; as a view it is refused. What the row throws
/// passes through. Costs what finding the cell costs; allocates nothing of its own.
template <column_choice Which, class As = void>
inline constexpr detail::column_projection<Which, detail::cell_type<As>, false> from_column{};

/// The same for a column that is never empty, such as a whole number that is the `id`: gives a plain `As`.
/// @pre the cell is not empty (MUSTER_EXPECTS)
template <column_choice Which, class As>
inline constexpr detail::column_projection<Which, detail::cell_type<As>, true> from_required_column{};

}  // namespace v0
}  // namespace muster
