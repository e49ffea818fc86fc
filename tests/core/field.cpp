#include "muster/core/field.hpp"

#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Types as outsiders have them: none was written with the library in mind.
namespace field_test {

class sealed_call {  // private members, getters
public:
    sealed_call(int number, std::string words) : number_{number}, words_{std::move(words)} {}
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] const std::string& words() const noexcept { return words_; }

private:
    int number_;
    std::string words_;
};

struct plain_call {
    std::string what;
    std::optional<int> trapped;
    std::array<double, 2> where;
    int storeys[2];
};

/// A row of a column store: it owns nothing.
struct table_of_columns {
    std::vector<std::string> names;
    std::vector<std::vector<int>> columns;
};
struct row_view {
    const table_of_columns* table;
    std::size_t at;

    [[nodiscard]] int get(std::string_view column) const {
        for (std::size_t i = 0; i < table->names.size(); ++i) {
            if (table->names[i] == column) { return table->columns[i][at]; }
        }
        return -1;
    }
};

struct base_call {
    int serial;
};
struct derived_call : base_call {
    int extra;
};

struct unmapped {};

inline int free_reader(const plain_call& call) { return call.storeys[1]; }

}  // namespace field_test

template <>
inline constexpr auto muster::fields<field_test::sealed_call> =
    muster::map(muster::id = &field_test::sealed_call::number, muster::text = &field_test::sealed_call::words,
                muster::position = muster::absent);

template <>
inline constexpr auto muster::fields<field_test::plain_call> = muster::map(
    muster::text = &field_test::plain_call::what, muster::field<"trapped"> = &field_test::plain_call::trapped,
    muster::field<"longitude"> = [](const field_test::plain_call& c) { return c.where[0]; },
    muster::field<"storeys"> = &field_test::free_reader);

template <>
inline constexpr auto muster::fields<field_test::row_view> = muster::map(
    muster::id = [](const field_test::row_view& row) { return row.get("serial"); },
    muster::field<"trapped"> = [](const field_test::row_view& row) { return row.get("trapped"); });

template <>
inline constexpr auto muster::fields<field_test::derived_call> = muster::map(
    muster::id = &field_test::derived_call::serial, muster::field<"extra"> = &field_test::derived_call::extra);

template <>
inline constexpr auto muster::fields<std::shared_ptr<field_test::plain_call>> = muster::map(
    muster::text = [](const std::shared_ptr<field_test::plain_call>& c) -> const std::string& { return c->what; });

namespace {

using field_test::plain_call;
using field_test::sealed_call;

template <class T>
constexpr auto& map_of = muster::fields<T>;

constexpr auto in_chinese = muster::map(muster::text = [](const plain_call& c) { return "中文：" + c.what; });

/// An algorithm as the library's are: the map is a defaulted template argument.
template <class T, const auto& Map = muster::fields<T>>
std::string text_of(const T& object) {
    return std::string{Map.template get<"text">(object)};
}

}  // namespace

TEST_CASE("core/field: members, getters and callables are read, whatever the type is like") {
    const sealed_call sealed{7, "smoke"};
    CHECK(map_of<sealed_call>.get<"id">(sealed) == 7);
    CHECK(map_of<sealed_call>.get(muster::text, sealed) == "smoke");

    const plain_call plain{"gas", 3, {120.1, 30.2}, {5, 8}};
    CHECK(map_of<plain_call>.get<"text">(plain) == "gas");
    CHECK(map_of<plain_call>.get<"trapped">(plain) == 3);
    CHECK(map_of<plain_call>.get<"longitude">(plain) == 120.1);
    CHECK(map_of<plain_call>.get<"storeys">(plain) == 8);

    const field_test::derived_call derived{{9}, 4};
    CHECK(map_of<field_test::derived_call>.get<"id">(derived) == 9);

    const auto shared = std::make_shared<plain_call>(plain);
    CHECK(text_of(shared) == "gas");
}

TEST_CASE("core/field: a row of a column store is read through its own function") {
    const field_test::table_of_columns table{{"serial", "trapped"}, {{11, 12}, {0, 2}}};
    const field_test::row_view second{&table, 1};
    CHECK(map_of<field_test::row_view>.get<"id">(second) == 12);
    CHECK(map_of<field_test::row_view>.get<"trapped">(second) == 2);
}

TEST_CASE("core/field: reading copies nothing") {
    const plain_call plain{"gas", {}, {}, {}};
    CHECK(&map_of<plain_call>.get<"text">(plain) == &plain.what);
    CHECK(&map_of<plain_call>.get<"trapped">(plain) == &plain.trapped);
    const sealed_call sealed{1, "smoke"};
    CHECK(&map_of<sealed_call>.get<"text">(sealed) == &sealed.words());
    static_assert(std::is_empty_v<decltype(muster::absent)>);
}

TEST_CASE("core/field: a map says what it has, what it mentions and whom it reads") {
    using sealed_map = std::remove_cvref_t<decltype(map_of<sealed_call>)>;
    static_assert(sealed_map::has<"id">);
    static_assert(sealed_map::has<"text">);
    static_assert(!sealed_map::has<"position">);
    static_assert(sealed_map::mentions<"position">);  // absent on purpose
    static_assert(!sealed_map::has<"received_at">);
    static_assert(!sealed_map::mentions<"received_at">);
    static_assert(!sealed_map::has<"i">);  // a name is compared as a whole
    static_assert(!sealed_map::has<"ids">);
    static_assert(sealed_map::size == 3);
    static_assert(sealed_map::names == std::array<std::string_view, 3>{"id", "text", "position"});

    static_assert(sealed_map::reads<sealed_call>);
    static_assert(!sealed_map::reads<plain_call>);
    using plain_map = std::remove_cvref_t<decltype(map_of<plain_call>)>;
    static_assert(plain_map::reads<plain_call>);
    static_assert(!plain_map::reads<sealed_call>);

    static_assert(muster::is_mapped<sealed_call>);
    static_assert(!muster::is_mapped<field_test::unmapped>);
}

TEST_CASE("core/field: lines are visited in the order in which they were written") {
    std::vector<std::string_view> names;
    std::vector<bool> absent;
    map_of<sealed_call>.for_each([&](const auto& line) {
        names.push_back(line.name);
        absent.push_back(line.is_absent);
    });
    CHECK(names == std::vector<std::string_view>{"id", "text", "position"});
    CHECK(absent == std::vector<bool>{false, false, true});
}

TEST_CASE("core/field: one type is read in two ways, the second map handed over") {
    const plain_call plain{"fire", {}, {}, {}};
    CHECK(text_of(plain) == "fire");
    CHECK(text_of<plain_call, in_chinese>(plain) == "中文：fire");
    static constexpr auto upper =
        muster::map(muster::text = [](const plain_call& c) { return c.what.empty() ? "-" : "FIRE"; });
    CHECK(text_of<plain_call, upper>(plain) == "FIRE");
}

TEST_CASE("core/field: a map and its keys are constants") {
    static_assert(muster::field<"storeys">.name == "storeys");
    static_assert(muster::id.name == "id");
    struct point {
        int x;
    };
    static constexpr auto map = muster::map(muster::field<"x"> = &point::x);
    static_assert(map.get<"x">(point{4}) == 4);
    static_assert(sizeof(muster::map(muster::id = [](const point& p) { return p.x; })) == 1);  // no state, no size
}
