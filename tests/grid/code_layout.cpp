#include "muster/grid/code_layout.hpp"

#include "muster/grid/code_layouts.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "subdivision.hpp"

using grid_test::numbers;
using muster::cell_code;
using muster::code_characters;
using muster::code_fault;
using muster::code_layout;
using muster::code_part;
using muster::code_problem;
using muster::errc;

namespace {

/// A city's own: letters for the ward, one digit for the block.
code_layout local_layout() {
    return {"local",
            {{"ward", 2, code_characters::digits_and_letters},
             {"beat", 3, code_characters::digits},
             {"block", 1, code_characters::digits_and_letters}}};
}

std::vector<code_layout> all_layouts() {
    return {muster::unit_grid_code_15(), muster::unit_grid_code_14(), muster::community_grid_code_20(), local_layout()};
}

struct refusal {
    errc code{};
    std::size_t column = 0;
    std::string what = "accepted";
};

template <class T>
refusal refused(const muster::result<T>& made) {
    return made ? refusal{} : refusal{made.error().code(), made.error().where().column, made.error().what()};
}

bool has(const refusal& got, std::string_view words) { return got.what.find(words) != std::string::npos; }

char random_character(numbers& random, code_characters of) {
    constexpr std::string_view all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return all[static_cast<std::size_t>(random.between(0, of == code_characters::digits ? 9 : 35))];
}

std::string random_code(numbers& random, const code_layout& layout, std::size_t tier) {
    std::string code;
    for (std::size_t i = 0; i <= tier; ++i) {
        for (std::size_t k = 0; k < layout.parts()[i].width; ++k) {
            code += random_character(random, layout.parts()[i].characters);
        }
    }
    return code;
}

}  // namespace

TEST_SUITE("grid/code_layout") {
    TEST_CASE("takes a code of any tier apart") {
        const code_layout layout = muster::unit_grid_code_15();
        const auto grid = layout.parse("440305001002017");
        REQUIRE(grid);
        CHECK(grid->tier() == 3);
        CHECK(grid->part(0) == "440305");
        CHECK(grid->part(1) == "001");
        CHECK(grid->part(2) == "002");
        CHECK(grid->part(3) == "017");
        CHECK(grid->parent().text() == "440305001002");
        CHECK(grid->parent() == *layout.parse("440305001002"));
        CHECK(grid->upper(1).text() == "440305");
        CHECK(grid->upper(1).parent() == cell_code{});
        CHECK(cell_code{}.text().empty());
        CHECK(layout.parse("440305")->tier() == 0);
        CHECK(layout.width_of(3) == 15);
        CHECK(muster::unit_grid_code_14().width_of(3) == 14);
        const code_layout specialised = muster::community_grid_code_20();
        CHECK(specialised.width_of(4) == 20);
        CHECK(specialised.parse("01020044030500160100")->part(4) == "00");
    }

    TEST_CASE("a code that is taken apart and put together again is the same") {
        numbers random{1};
        const std::vector<code_layout> layouts = all_layouts();
        std::size_t good = 0;
        for (int i = 0; i < 100'000; ++i) {
            const code_layout& layout = layouts[static_cast<std::size_t>(i) % layouts.size()];
            const auto last = static_cast<std::int64_t>(layout.part_count()) - 1;
            const auto tier = static_cast<std::size_t>(random.between(0, last));
            const std::string text = random_code(random, layout, tier);
            const auto code = layout.parse(text);
            const auto same = layout.parse(text, tier);
            if (!code || !same || code->tier() != tier || code->text() != text || *code != *same) { continue; }
            std::vector<std::string_view> parts;
            for (std::size_t part = 0; part <= tier; ++part) { parts.push_back(code->part(part)); }
            const auto again = layout.format(parts);
            if (again && *again == *code) { ++good; }
        }
        CHECK(good == 100'000);
    }

    TEST_CASE("each wrong character and each wrong width is refused at its position") {
        numbers random{2};
        std::size_t wrong = 0;
        for (const code_layout& layout : all_layouts()) {
            for (int i = 0; i < 2'000; ++i) {
                const auto last = static_cast<std::int64_t>(layout.part_count()) - 1;
                const auto tier = static_cast<std::size_t>(random.between(0, last));
                const std::string text = random_code(random, layout, tier);
                std::string spoilt = text;
                const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(text.size()) - 1));
                spoilt[at] = " -x/:@[\x7f\n\xff"[random.between(0, 9)];
                const refusal character = refused(layout.parse(spoilt));
                wrong += character.code != errc::syntax || character.column != at + 1;

                // Cut anywhere but at the end of a part: the fault is one past the end.
                std::size_t part = 0;
                std::size_t start = 0;
                while (start + layout.parts()[part].width <= at) { start += layout.parts()[part++].width; }
                if (at == start) { continue; }
                const refusal width = refused(layout.parse(text.substr(0, at)));
                wrong += width.code != errc::out_of_range || width.column != at + 1;
            }
            const std::string full = random_code(random, layout, layout.part_count() - 1);
            const refusal longer = refused(layout.parse(full + "1"));
            wrong += longer.code != errc::out_of_range || longer.column != full.size() + 1;
        }
        CHECK(wrong == 0);
    }

    TEST_CASE("messages say what was expected, where, and what was found") {
        const code_layout layout = muster::unit_grid_code_15();
        CHECK(has(refused(layout.parse("4403050x1002017")), "digit expected at position 8, found 'x'"));
        CHECK(has(refused(layout.parse("4403050\n1002017")), "digit expected at position 8, found byte 0x0a"));
        CHECK(has(refused(layout.parse("440305区01002017")), "digit expected at position 7, found '区'"));
        CHECK(has(refused(layout.parse("44030")), "5 characters; expected 6, 9, 12 or 15"));
        CHECK(has(refused(layout.parse("")), "0 characters; expected 6, 9, 12 or 15"));
        CHECK(has(refused(layout.parse("440305001", 0)), "9 characters; expected 6 (part 'county')"));
        CHECK(refused(layout.parse("440305001", 0)).column == 7);
        CHECK(refused(layout.parse("440305", 1)).column == 7);
        CHECK(refused(layout.parse("44030500", 1)).column == 9);
        CHECK(refused(layout.parse("4403050012", 1)).column == 10);
        CHECK(refused(layout.parse("440305001002017998", 1)).column == 10);
        CHECK(refused(layout.parse("4403x5", 1)).code == errc::syntax);
        CHECK(layout.parse("440305001", 1));
        CHECK(has(refused(local_layout().parse("b1")), "found 'b'; write it as a capital"));
        CHECK(has(refused(local_layout().parse("B-")), "digit or capital letter expected at position 2, found '-'"));
    }

    TEST_CASE("full-width characters are refused with a hint") {
        const std::string row = "\xef\xbc";  // the first bytes of U+FF00 to U+FF3F
        const code_layout layout = muster::unit_grid_code_15();
        const refusal digit = refused(layout.parse("440" + row + "\x93" + "05001"));
        CHECK(digit.code == errc::syntax);
        CHECK(digit.column == 4);
        CHECK(has(digit, "full-width character '" + row + "\x93" + "' at position 4; type it half-width, as '3'"));
        CHECK(has(refused(local_layout().parse("A" + row + "\xa1")), "half-width, as 'A'"));
        const std::string letter = row + "\xa1";
        CHECK(has(refused(layout.parse("440" + letter)), "digit expected at position 4, found '" + letter + "'"));
        CHECK(layout.check(row + "\x8f").problem == code_problem::not_a_digit);  // one before 0
        CHECK(layout.check(row + "\x9a").problem == code_problem::not_a_digit);  // one after 9
        CHECK(layout.check(row + "\x90").meant == '0');
        CHECK(layout.check(row + "\x99").meant == '9');
        CHECK(local_layout().check(row + "\xba").meant == 'Z');
        CHECK(local_layout().check(row + "\xa0").problem == code_problem::not_alphanumeric);
        CHECK(local_layout().check(row + "\xbb").problem == code_problem::not_alphanumeric);
        CHECK(local_layout().check("\xef\xbd\x81").problem == code_problem::not_alphanumeric);  // a small letter
        CHECK(layout.check(row).problem == code_problem::not_a_digit);                          // cut off in the middle
    }

    TEST_CASE("check finds the fault without allocating text") {
        const code_fault fault = muster::unit_grid_code_15().check("44x");
        CHECK(fault);
        CHECK(fault.problem == code_problem::not_a_digit);
        CHECK(fault.position == 3);
        CHECK(fault.found == "x");
        CHECK_FALSE(muster::unit_grid_code_15().check("440305"));
        CHECK(muster::to_string(code_fault{}) == "no fault");
    }

    TEST_CASE("parts that do not fit are refused by name") {
        const code_layout layout = muster::unit_grid_code_15();
        CHECK(layout.format({"440305", "001"})->text() == "440305001");
        const refusal narrow = refused(layout.format({"440305", "1"}));
        CHECK(narrow.code == errc::out_of_range);
        CHECK(narrow.column == 7);
        CHECK(has(narrow, "part 'street': '1' has 1 characters; expected 3, zeros in front"));
        CHECK(refused(layout.format({"440305", "0012"})).code == errc::out_of_range);
        CHECK(refused(layout.format({"440305", "0x1"})).column == 8);
        CHECK(has(refused(layout.format({"440305", "0x1"})), "digit expected at position 8, found 'x'"));
        CHECK(refused(layout.format({})).code == errc::out_of_range);
        CHECK(refused(layout.format({"440305", "001", "002", "003", "004"})).code == errc::out_of_range);
    }

    TEST_CASE("children are numbered with zeros in front, as far as their part goes") {
        const code_layout layout = muster::unit_grid_code_14();
        const cell_code community = *layout.parse("440305001002");
        CHECK(layout.child(community, 7)->text() == "44030500100207");
        CHECK(layout.child(community, 99)->text() == "44030500100299");
        const refusal wide = refused(layout.child(community, 100));
        CHECK(wide.code == errc::out_of_range);
        CHECK(has(wide, "number 100 under '440305001002' does not fit: part 'unit grid'"));
        CHECK(refused(layout.child(*layout.child(community, 7), 1)).code == errc::out_of_range);
        CHECK(layout.child(cell_code{}, 440305)->text() == "440305");
    }

    TEST_CASE("layouts that cannot be are refused") {
        const auto make = [](std::vector<code_part> parts) { return refused(code_layout::make("odd", parts)); };
        CHECK(make({}).code == errc::empty);
        CHECK(make({{"a", 0}}).code == errc::out_of_range);
        CHECK(has(make({{"a", 2}, {"b", 0}}), "layout 'odd', part 'b': width 0"));
        CHECK(make({{"a", 48}}).what == "accepted");
        CHECK(make({{"a", 49}}).code == errc::out_of_range);
        CHECK(make({{"a", 40}, {"b", 9}}).code == errc::out_of_range);
        CHECK(make({{"a", ~std::size_t{0}}, {"b", 2}}).code == errc::out_of_range);
        CHECK(make(std::vector<code_part>(8, {"a", 6})).what == "accepted");
        CHECK(make(std::vector<code_part>(9, {"a", 1})).code == errc::out_of_range);
        CHECK_THROWS_AS((code_layout{"odd", {}}), muster::error);
    }

    TEST_CASE("the digest tells layouts apart") {
        std::vector<std::uint64_t> digests;
        for (const code_layout& layout : all_layouts()) {
            muster::digest into;
            layout.write_digest(into);
            for (const std::uint64_t other : digests) { CHECK(other != into.value()); }
            digests.push_back(into.value());
        }
    }
}
