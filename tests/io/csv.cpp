#include "muster/io/csv.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

using rows = std::vector<std::vector<std::string>>;

rows read_all(const std::string& text) {
    std::istringstream in{text};
    muster::csv_reader reader{in, "t.csv"};
    rows all{reader.header().names()};
    muster::csv_row row;
    while (reader.next(row)) {
        all.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) { all.back().emplace_back(row[i]); }
    }
    return all;
}

struct refusal {
    muster::errc code{};
    std::string what;
    friend bool operator==(const refusal&, const refusal&) = default;
};

std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << int(r.code) << " " << r.what; }

template <class F>
refusal refused_by(F f) {
    try {
        f();
    } catch (const muster::error& fault) { return {fault.code(), fault.what()}; }
    return {muster::errc::empty, "not refused"};
}

refusal refused(const std::string& text) {
    return refused_by([&] { static_cast<void>(read_all(text)); });
}

}  // namespace

TEST_CASE("io/csv: accepts what RFC 4180 allows") {
    const rows plain{{"a", "b"}, {"1", "2"}, {"3", "4"}};
    CHECK(read_all("a,b\n1,2\n3,4\n") == plain);
    CHECK(read_all("a,b\n1,2\n3,4") == plain);
    CHECK(read_all("a,b\r\n1,2\r\n3,4\r\n") == plain);
    CHECK(read_all("a,b\r1,2\r3,4") == plain);
    CHECK(read_all("\xEF\xBB\xBF"
                   "a,b\n1,2\n3,4\n") == plain);
    CHECK(read_all("\xEF\xBB\xBF\"a\",b\r\n\"1\",2\n\n\r\n3,\"4\"") == plain);
    CHECK(read_all("a,b\n\"x, \"\"y\"\"\",\"two\r\nlines\"\n") == rows{{"a", "b"}, {"x, \"y\"", "two\r\nlines"}});
    CHECK(read_all("a,b\n,\n\"\",\n") == rows{{"a", "b"}, {"", ""}, {"", ""}});
    CHECK(read_all("a,b\n  1 , 2\t\n") == rows{{"a", "b"}, {"  1 ", " 2\t"}});
    CHECK(read_all("a,b\n") == rows{{"a", "b"}});
    CHECK(read_all("a,b") == rows{{"a", "b"}});
}

TEST_CASE("io/csv: a row knows its line, and where each of its fields begins") {
    std::istringstream in{"a,b,c\r\n\r\n\"x\r\ny\",\"p\"\"q\",\"r,\n\"\n1,22,333\n"};
    muster::csv_reader reader{in, "t.csv"};
    muster::csv_row row;
    REQUIRE(reader.next(row));
    CHECK(row.line() == 3);
    CHECK(to_string(reader.where(row, 0)) == "t.csv:3:1");
    CHECK(to_string(reader.where(row, 1)) == "t.csv:4:4");
    CHECK(to_string(reader.where(row, 2)) == "t.csv:4:11");
    REQUIRE(reader.next(row));
    CHECK(row.line() == 6);
    CHECK(to_string(reader.where(row, 2)) == "t.csv:6:6");
    CHECK_FALSE(reader.next(row));
    CHECK_FALSE(reader.next(row));
}

TEST_CASE("io/csv: bad syntax is refused with file, line and column") {
    using muster::errc;
    CHECK(refused("a,b\n1,\"2\"x\n") ==
          refusal{errc::syntax, "t.csv:2:6: text after a closing quote, expected a comma or the end of line"});
    CHECK(refused("a,b\r\n\"two\nlines\" ,2\r\n") ==
          refusal{errc::syntax, "t.csv:3:7: text after a closing quote, expected a comma or the end of line"});
    CHECK(refused("a,b\n1,2\"\"\n") ==
          refusal{errc::syntax, "t.csv:2:4: a quote inside a field that does not begin with one"});
    CHECK(refused("a,b\n1,2\n3,\"4\n5,6\n") ==
          refusal{errc::syntax, "t.csv:3:3: a quote is opened and not closed before the end of the file"});
    CHECK(refused("a,b\n\"x\ny\",\"\"\"z") ==
          refusal{errc::syntax, "t.csv:3:4: a quote is opened and not closed before the end of the file"});
    CHECK(refused("a,b\n1,2\n3\n") == refusal{errc::syntax, "t.csv:3: expected 2 fields, as the header has, found 1"});
    CHECK(refused("a,b\n1,2,\n") == refusal{errc::syntax, "t.csv:2: expected 2 fields, as the header has, found 3"});
    CHECK(refused(std::string{"a,b\n1,\0\n", 8}) ==
          refusal{errc::syntax, "t.csv:2:3: a NUL byte; expected UTF-8 text (is it UTF-16?)"});
    CHECK(refused(std::string{"\xFF\xFE"
                              "a\0,\0b\0\n\0",
                              10}) ==
          refusal{errc::syntax, "t.csv:1:4: a NUL byte; expected UTF-8 text (is it UTF-16?)"});
    CHECK(refused("a,\"b") ==
          refusal{errc::syntax, "t.csv:1:3: a quote is opened and not closed before the end of the file"});
    const std::string huge(muster::csv_reader::longest_record_bytes, 'x');
    CHECK(refused("a,b\n1,\"" + huge + "\n,1\n") ==
          refusal{errc::syntax, "t.csv:2:3: a quote is opened and not closed within 16777216 bytes"});
}

TEST_CASE("io/csv: after a bad line reading can go on, and the row holds what was read of it") {
    std::istringstream in{"a,b\nbad,\"2\"x\nshort\n5,6\n7,\"8\n"};
    muster::csv_reader reader{in, "t.csv"};
    muster::csv_row row;
    CHECK_THROWS_AS(reader.next(row), muster::error);
    REQUIRE(row.size() == 1);
    CHECK(row[0] == "bad");
    CHECK_THROWS_AS(reader.next(row), muster::error);
    REQUIRE(row.size() == 1);
    CHECK(row[0] == "short");
    CHECK(reader.can_continue());
    REQUIRE(reader.next(row));
    CHECK(row[1] == "6");
    CHECK(row.line() == 4);
    CHECK_THROWS_AS(reader.next(row), muster::error);
    CHECK_FALSE(reader.can_continue());
    CHECK_FALSE(reader.next(row));
}

TEST_CASE("io/csv: nothing to read") {
    using muster::errc;
    for (const char* text : {"", "\n\r\n\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
        CHECK(refused(text) == refusal{errc::empty, "t.csv: the file is empty, expected a header line"});
    }
    const std::string folder = std::filesystem::temp_directory_path().string();
    CHECK(refused_by([&] { muster::csv_reader reader{folder}; }) ==
          refusal{errc::file_not_found, folder + ": is a folder, expected a file"});
    CHECK(refused_by([] { muster::csv_reader reader{std::string{"no/such.csv"}}; }) ==
          refusal{errc::file_not_found, "no/such.csv: no such file"});
}

TEST_CASE("io/csv: what is not UTF-8 is replaced and counted; the columns of messages are the file's own") {
    std::istringstream in{"a,b\ncaf\xE9,\xE6\xB5\n\xFF\xFF,\"x\"y\n"};
    muster::csv_reader reader{in, "t.csv"};
    muster::csv_row row;
    REQUIRE(reader.next(row));
    CHECK(row[0] == "caf\xEF\xBF\xBD");
    CHECK(row[1] == "\xEF\xBF\xBD");
    CHECK(reader.replaced_utf8() == 2);
    CHECK(refused_by([&] { reader.next(row); }).what.starts_with("t.csv:3:7: text after a closing quote"));
    CHECK(reader.replaced_utf8() == 4);
}

TEST_CASE("io/csv: reads a file by its path") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "muster_io_csv_test.csv";
    std::ofstream{path, std::ios::binary} << "a\r\n1\r\n";
    {
        muster::csv_reader reader{path.string()};
        CHECK(reader.file() == path.string());
        muster::csv_row row;
        REQUIRE(reader.next(row));
        CHECK(row[0] == "1");
        CHECK_FALSE(reader.next(row));
    }
    std::filesystem::remove(path);
}
