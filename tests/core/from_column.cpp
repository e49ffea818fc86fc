// An empty cell where the map says that there is none is a caller's bug: the check is replaced by one that can be seen.
// Only headers whose checks stand in templates of this file's own types are included here.
#include <stdexcept>

#define MUSTER_EXPECTS(condition, text) ((condition) ? static_cast<void>(0) : throw std::logic_error(text))

#include "muster/core/from_column.hpp"

#include "muster/core/field.hpp"
#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Rows in the shapes that database libraries and tables have them in.
namespace from_column_test {

/// Cells by value, by name or by number, that convert on demand and know that they are NULL.
struct query_result {
    std::vector<std::string> names;
    std::vector<std::vector<const char*>> rows;
    mutable int reads = 0;
};
class query_cell {
public:
    explicit query_cell(const char* bytes) : bytes_{bytes} {}
    [[nodiscard]] bool is_null() const { return bytes_ == nullptr; }
    template <class As>
    [[nodiscard]] As as() const {
        if (bytes_ == nullptr) { throw std::runtime_error{"NULL"}; }
        if constexpr (std::is_arithmetic_v<As>) {
            As number{};
            const std::string_view digits{bytes_};
            if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{}) {
                throw std::invalid_argument{"`" + std::string{digits} + "` is no number"};
            }
            return number;
        } else {
            return As{bytes_};
        }
    }

private:
    const char* bytes_;
};
class query_row {
public:
    query_row(const query_result& of, std::size_t at) : of_{&of}, at_{at} {}
    [[nodiscard]] query_cell operator[](int column) const {
        ++of_->reads;
        return query_cell{of_->rows[at_][static_cast<std::size_t>(column)]};
    }
    [[nodiscard]] query_cell operator[](const char* wanted) const {
        for (std::size_t i = 0; i < of_->names.size(); ++i) {
            if (of_->names[i] == wanted) { return (*this)[static_cast<int>(i)]; }
        }
        throw std::out_of_range{std::string{"no column "} + wanted};
    }

private:
    const query_result* of_;
    std::size_t at_;
};

/// A row that converts itself.
struct statement {
    std::map<std::string, std::string, std::less<>> cells;
    [[nodiscard]] bool is_null(const char* wanted) const { return !cells.contains(wanted); }
    template <class As>
    [[nodiscard]] As get(const char* wanted) const {
        if constexpr (std::is_same_v<As, int>) {
            return std::stoi(cells.at(wanted));
        } else {
            return As{cells.at(wanted)};
        }
    }
};

/// Cells that are converted by operators, and say isNull.
struct casting_cell {
    std::optional<double> number;
    [[nodiscard]] bool isNull() const { return !number; }
    explicit operator float() const { return static_cast<float>(*number); }
    operator double() const { return *number; }  // NOLINT: implicit on purpose
};

using dictionary = std::map<std::string, std::optional<std::int64_t>>;
using text_row = std::vector<const char*>;
using owning_row = std::map<std::string, std::string>;
struct cells_by_get {
    std::array<casting_cell, 3> all;
    [[nodiscard]] casting_cell get(int column) const { return all[static_cast<std::size_t>(column)]; }
};
struct owning_cells {  // gives strings by value
    [[nodiscard]] std::string at(const char* wanted) const { return std::string{"cell "} + wanted; }
};

}  // namespace from_column_test

namespace {

using namespace from_column_test;
using muster::from_column;
using muster::from_required_column;

constexpr auto query_map = muster::map(
    muster::id = from_column<"no", std::string_view>, muster::text = from_column<1, std::string>,
    muster::field<"storeys"> = from_column<"storeys", int>,
    muster::field<"area"> = from_column<3, std::optional<double>>, muster::field<"missing"> = from_column<"typo", int>,
    muster::field<"serial"> = from_required_column<"serial", long>);

query_result some_rows() {
    return {
        {"no", "what", "storeys", "area", "serial"},
        {{"G-1", "smoke 冒烟", "12", "30.5", "7"}, {"G-2", nullptr, nullptr, nullptr, nullptr}, {"", "", "x", "", ""}}};
}

template <class Projection, class Row>
constexpr bool reads = muster::detail::projects<std::remove_cvref_t<Projection>, Row>;

}  // namespace

TEST_CASE("core/from_column: rows of a query, by name and by number, cells by value") {
    const query_result found = some_rows();
    const query_row first{found, 0};
    CHECK(query_map.get<"id">(first) == "G-1");
    CHECK(query_map.get<"text">(first) == "smoke 冒烟");
    CHECK(query_map.get<"storeys">(first) == 12);
    CHECK(query_map.get<"area">(first) == 30.5);
    CHECK(query_map.get<"serial">(first) == 7);
    static_assert(std::is_same_v<decltype(query_map.get<"id">(first)), std::string_view>);
    static_assert(std::is_same_v<decltype(query_map.get<"storeys">(first)), std::optional<int>>);
    static_assert(std::is_same_v<decltype(query_map.get<"area">(first)), std::optional<double>>);
    static_assert(std::is_same_v<decltype(query_map.get<"serial">(first)), long>);
    CHECK(found.reads == 5);  // one cell a field, once
}

TEST_CASE("core/from_column: an empty cell is unknown, as text it is empty; neither is 0") {
    const query_result found = some_rows();
    const query_row second{found, 1};
    CHECK(query_map.get<"text">(second) == "");
    CHECK_FALSE(query_map.get<"storeys">(second).has_value());
    CHECK_FALSE(query_map.get<"area">(second).has_value());
    CHECK_THROWS_WITH_AS((void)query_map.get<"serial">(second),
                         "from_required_column: the cell is empty; use from_column if it may be", std::logic_error);
}

TEST_CASE("core/from_column: what the row throws passes through") {
    const query_result found = some_rows();
    const query_row third{found, 2};
    CHECK_THROWS_WITH_AS((void)query_map.get<"storeys">(third), "`x` is no number", std::invalid_argument);
    CHECK_THROWS_WITH_AS((void)query_map.get<"missing">(third), "no column typo", std::out_of_range);
}

TEST_CASE("core/from_column: rows that convert themselves") {
    constexpr auto map = muster::map(muster::id = from_column<"no", std::string>,
                                     muster::field<"storeys"> = from_column<"storeys", int>);
    const statement row{{{"no", "G-1"}, {"storeys", "3"}}};
    CHECK(map.get<"id">(row) == "G-1");
    CHECK(map.get<"storeys">(row) == 3);
    CHECK(map.get<"id">(statement{}) == "");
    CHECK_FALSE(map.get<"storeys">(statement{}).has_value());
}

TEST_CASE("core/from_column: maps, vectors and cells with conversions") {
    const dictionary row{{"no", 5}, {"storeys", std::nullopt}, {"people", 3'000'000'000}};
    constexpr auto map = muster::map(
        muster::id = from_required_column<"no", std::int64_t>, muster::field<"as it is"> = from_column<"storeys">,
        muster::field<"storeys"> = from_column<"storeys", double>, muster::field<"people"> = from_column<"people", int>,
        muster::field<"all people"> = from_column<"people", std::uint32_t>);
    CHECK(map.get<"id">(row) == 5);
    CHECK(&map.get<"as it is">(row) == &row.at("storeys"));  // nothing is copied
    CHECK_FALSE(map.get<"storeys">(row).has_value());
    CHECK_FALSE(map.get<"people">(row).has_value());  // does not fit into an int: unknown, not something else
    CHECK(map.get<"all people">(row) == 3'000'000'000U);

    const text_row fields{"G-9", nullptr, "gas"};
    constexpr auto of_text = muster::map(muster::id = from_column<0>, muster::text = from_column<1>,
                                         muster::name = from_column<2, std::string_view>);
    CHECK(of_text.get<"id">(fields) == "G-9");
    CHECK(of_text.get<"text">(fields) == "");  // a null pointer
    CHECK(of_text.get<"name">(fields).data() == fields[2]);

    const cells_by_get cells{{{{2.5}, {}, {4}}}};
    constexpr auto of_cells =
        muster::map(muster::field<"a"> = from_column<0, double>, muster::field<"b"> = from_column<1, double>,
                    muster::field<"c"> = from_column<2, float>);
    CHECK(of_cells.get<"a">(cells) == 2.5);
    CHECK_FALSE(of_cells.get<"b">(cells).has_value());
    CHECK(of_cells.get<"c">(cells) == 4.0F);

    const owning_row strings{{"what", "a text that is too long to be kept inside of the string object"}};
    constexpr auto of_strings = muster::map(muster::text = from_column<"what", std::string_view>);
    CHECK(of_strings.get<"text">(strings).data() == strings.at("what").data());  // what the row keeps may be viewed
}

TEST_CASE("core/from_column: numbers that fit are the same number, others are unknown") {
    using limits = std::numeric_limits<std::int16_t>;
    constexpr auto map =
        muster::map(muster::field<"n"> = from_column<0, std::int16_t>,
                    muster::field<"u"> = from_column<0, std::uint8_t>, muster::field<"truth"> = from_column<0, bool>);
    for (std::int64_t n = -70'000; n <= 70'000; n += 7) {
        const std::array<std::int64_t, 1> row{n};
        CHECK(map.get<"n">(row).has_value() == (n >= limits::min() && n <= limits::max()));
        if (map.get<"n">(row)) { CHECK(map.get<"n">(row) == n); }
        CHECK(map.get<"u">(row).has_value() == (n >= 0 && n <= 255));
        CHECK(map.get<"truth">(row) == (n != 0));
    }
}

TEST_CASE("core/from_column: what cannot be read is refused while compiling") {
    using no_view = decltype(from_column<"what", std::string_view>);
    static_assert(!reads<no_view, owning_cells>);  // the view would outlive the cell
    static_assert(reads<decltype(from_column<"what", std::string>), owning_cells>);
    static_assert(reads<no_view, owning_row>);
    using number = decltype(from_column<"n", int>);
    static_assert(!reads<number, std::map<std::string, double>>);       // would lose the fraction
    static_assert(!reads<number, std::map<std::string, std::string>>);  // text is not parsed
    static_assert(!reads<number, std::vector<int>>);                    // no columns with names
    static_assert(!reads<decltype(from_column<1, int>), dictionary>);   // none with numbers
    static_assert(!reads<decltype(from_column<1>), int>);
    static_assert(sizeof(query_map) == query_map.size);  // no state
}

TEST_CASE("core/from_column: a constant row is read in a constant expression") {
    static constexpr auto map = muster::map(muster::field<"n"> = from_column<1, int>);
    static_assert(map.get<"n">(std::array<long, 2>{4, 5}) == 5);
}
