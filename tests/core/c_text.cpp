#include "muster/core/c_text.hpp"

#include "muster/core/field.hpp"
#include "muster/core/keys.hpp"

#include "dice.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

// Records as they come out of old systems: nothing here is a C++ string.
namespace c_text_test {

struct record {
    char no[8];
    std::array<char, 4> grid;
    const char* what;
    char* note;
    unsigned char flags[4];
};

inline std::array<char, 4> given_by_value(const record& r) { return r.grid; }

}  // namespace c_text_test

template <>
inline constexpr auto muster::fields<c_text_test::record> = muster::map(
    muster::id = &c_text_test::record::no, muster::text = &c_text_test::record::what,
    muster::field<"grid"> = &c_text_test::record::grid, muster::field<"note"> = &c_text_test::record::note,
    muster::field<"flags"> = &c_text_test::record::flags, muster::field<"temporary"> = &c_text_test::given_by_value);

namespace {

using c_text_test::record;
constexpr auto& map_of_record = muster::fields<record>;

template <class Map, muster::fixed_name Name>
using given = decltype(std::declval<const Map&>().template get<Name>(std::declval<const record&>()));
using map_type = std::remove_cvref_t<decltype(map_of_record)>;

}  // namespace

TEST_CASE("core/c_text: C text is read as a view of the caller's own bytes") {
    char note[] = "call back";
    const record one{"G-17", {'0', '7', '\0', 'x'}, "smoke 冒烟", note, {1, 2, 3, 4}};
    CHECK(map_of_record.get<"id">(one) == "G-17");
    CHECK(map_of_record.get<"grid">(one) == "07");
    CHECK(map_of_record.get<"text">(one) == "smoke 冒烟");
    CHECK(map_of_record.get<"note">(one) == "call back");
    CHECK(map_of_record.get<"id">(one).data() == one.no);
    CHECK(map_of_record.get<"grid">(one).data() == one.grid.data());
    CHECK(map_of_record.get<"text">(one).data() == one.what);
    CHECK(map_of_record.get<"note">(one).data() == note);
}

TEST_CASE("core/c_text: a char array that is filled to the brim ends where it ends") {
    record full{};
    std::memcpy(full.no, "20260301", 8);
    full.grid = {'a', 'b', 'c', 'd'};
    full.what = "what stands behind the array is not read";
    CHECK(map_of_record.get<"id">(full) == "20260301");
    CHECK(map_of_record.get<"grid">(full) == "abcd");
    CHECK(map_of_record.get<"id">(record{}) == "");
}

TEST_CASE("core/c_text: a null pointer is empty text") {
    const record empty{};
    CHECK(map_of_record.get<"text">(empty) == "");
    CHECK(map_of_record.get<"note">(empty) == "");
}

TEST_CASE("core/c_text: what is no text, and what would dangle, is given as it is") {
    static_assert(std::is_same_v<given<map_type, "id">, std::string_view>);
    static_assert(std::is_same_v<given<map_type, "grid">, std::string_view>);
    static_assert(std::is_same_v<given<map_type, "flags">, const unsigned char(&)[4]>);
    static_assert(std::is_same_v<given<map_type, "temporary">, std::array<char, 4>>);
}

TEST_CASE("core/c_text: any bytes, against the loop that one would write") {
    dice any{7};
    for (int round = 0; round < 2000; ++round) {
        record one{};
        for (char& each : one.no) { each = static_cast<char>(any.below(4) == 0 ? 0 : any.below(256)); }
        std::string expected;
        for (const char each : one.no) {
            if (each == '\0') { break; }
            expected += each;
        }
        CHECK(map_of_record.get<"id">(one) == expected);
    }
    static_assert(muster::detail::c_text("abc") == "abc");
}
