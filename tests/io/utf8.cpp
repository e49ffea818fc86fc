#include "muster/io/utf8.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

namespace {

std::string fffd(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) { text += "\xEF\xBF\xBD"; }
    return text;
}

std::size_t replaced(std::string text, const std::string& expected) {
    const std::size_t count = muster::replace_invalid_utf8(text);
    CHECK(text == expected);
    CHECK(muster::is_valid_utf8(text));
    return count;
}

}  // namespace

TEST_CASE("io/utf8: well-formed text stays as it is") {
    const std::string nul{"a\0b", 3};
    const std::string edges = "\xC2\x80\xE0\xA0\x80\xED\x9F\xBF"
                              "\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF";
    for (const std::string& text : {std::string{}, std::string{"plain"}, std::string{"é 中 😀"}, nul, fffd(1), edges}) {
        CHECK(muster::is_valid_utf8(text));
        CHECK(replaced(text, text) == 0);
    }
}

TEST_CASE("io/utf8: one U+FFFD for every maximal subpart") {
    // The Unicode Standard 15, tables 3-8 to 3-11.
    CHECK(replaced("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", fffd(8) + "A") == 8);
    CHECK(replaced("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", fffd(8) + "A") == 8);
    CHECK(replaced("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", fffd(5) + "A" + fffd(2) + "B") == 7);
    CHECK(replaced("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", fffd(4) + "A") == 4);
    CHECK(replaced("caf\xE9", "caf" + fffd(1)) == 1);
    CHECK(replaced("\xE6\xB5", fffd(1)) == 1);
    CHECK(replaced("\xF0\x9F\x98", fffd(1)) == 1);
    CHECK(replaced("\xC3"
                   "a",
                   fffd(1) + "a") == 1);
}
