#include "muster/io/table_csv.hpp"

#include "random_table.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

using muster::errc;
using muster::hit_policy;
using muster::value_kind;

// The table of the documentation.
const std::string fire = "table,fire level,policy,first\n"
                         "rule,storeys : number in [1..200],use : text,people inside : boolean?,=> level : text,=> engines : number,note\n"
                         "tower,>=30,,true,I,12,ask the district\n"
                         "school,,\"school, kindergarten\",,I,8,\n"
                         "other,<30,not(school),,III,2,\n"
                         "otherwise,,,,II,4,\n";

muster::table_model parse(const std::string& csv) { return muster::parse_table_csv(csv, "fire.csv"); }

std::string said(const muster::table_model& model, std::vector<muster::table_value> values) {
    const muster::loaded_outcome outcome = muster::loaded_table{model}.decide(values);
    std::string all;
    for (const auto& row : outcome.rows) {
        for (const muster::table_value& each : row) { all += (all.empty() ? "" : " ") + to_string(each); }
    }
    return all;
}

bool is_refused(const std::string& csv, errc code, const std::string& part) {
    try {
        static_cast<void>(parse(csv));
    } catch (const muster::error& fault) {
        const std::string what = fault.what();
        CAPTURE(what);
        CHECK(fault.code() == code);
        const bool has_part = what.find(part) != std::string::npos;
        CHECK(has_part);
        CHECK(what.find("fire.csv") == 0);
        return has_part;
    }
    CAPTURE(part);
    CHECK_MESSAGE(false, "not refused");
    return false;
}

std::string replaced(std::string all, const std::string& what, const std::string& by) {
    const std::size_t at = all.find(what);
    REQUIRE(at != std::string::npos);
    return all.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("io/table_csv: reads a table as people keep it in a spreadsheet") {
    const muster::table_model read = parse(fire);
    CHECK(read.name == "fire level");
    CHECK(read.file == "fire.csv");
    CHECK(read.policy == hit_policy::first);
    REQUIRE(read.inputs.size() == 3);
    CHECK(read.inputs[0].allowed == muster::within(1, 200));
    CHECK_FALSE(read.inputs[1].may_be_unknown);
    CHECK(read.inputs[2].may_be_unknown);
    REQUIRE(read.rules.size() == 3);
    CHECK(read.rules[0].note == "ask the district");
    CHECK(read.rules[1].where.line == 4);
    CHECK(read.rules[1].when[1] == muster::one_of("school", "kindergarten"));
    const auto values = [](double storeys, const char* use, bool people) {
        return std::vector<muster::table_value>{muster::number_value(storeys), muster::text_value(use), muster::boolean_value(people)};
    };
    CHECK(said(read, values(30, "flats", true)) == "\"I\" 12");
    CHECK(said(read, values(30, "kindergarten", false)) == "\"I\" 8");
    CHECK(said(read, values(29, "flats", false)) == "\"III\" 2");
    CHECK(said(read, values(30, "flats", false)) == "\"II\" 4");
    CHECK(said(read, values(201, "flats", false)).empty());
}

TEST_CASE("io/table_csv: the first line may be left out or padded, and files come with marks and CR LF") {
    const std::string rest = fire.substr(fire.find("rule,"));
    const muster::table_model plain = muster::parse_table_csv(rest, "folder/levels.v2.csv");
    CHECK(plain.name == "levels.v2");
    CHECK(plain.policy == hit_policy::unique);
    CHECK(plain.rules[0].where.line == 2);
    CHECK(parse("\xEF\xBB\xBF" + replaced(fire, "policy,first", "policy,rule order,,,")).policy == hit_policy::rule_order);
    CHECK(parse("\"table\",\"a, b\"\n" + rest).name == "a, b");
    std::string windows;
    for (const char each : fire) { windows += each == '\n' ? std::string{"\r\n"} : std::string{each}; }
    CHECK(parse(windows).rules[2].where.line == 5);
    CHECK(muster::write_table_csv(parse(windows)) == muster::write_table_csv(parse(fire)));
    CHECK(parse("\n" + rest + "\n\n").rules.size() == 3);
    for (std::size_t i = 0; i < 11; ++i) {
        const std::string policy{to_string(static_cast<hit_policy>(i))};
        const std::string one = "table,t,policy," + policy + "\nrule,n : number,=> x : number in 1\na,1,1\n";
        CHECK(parse(one).policy == static_cast<hit_policy>(i));
    }
}

TEST_CASE("io/table_csv: headers name kinds, margins, Chinese names and allowed values") {
    const muster::table_model read = parse(
        "rule,storeys | 层数 : whole number? margin 0.5 in [1..200],\"\"\"a : b | c\"\" : text in x, y\",d : date and time,w : weekday,"
        "\xE2\x86\x92 level | 级别 : text in I,=> t : time\n"
        ",5,x,\"> @\"\"2020-01-01T00:00:00\"\"\",\"[1..5]\",I,\"time(\"\"08:00:00\"\")\"\n"
        "\"\"\"otherwise\"\"\",7,,,,I,\"@\"\"09:00:00\"\"\"\n");
    CHECK(read.inputs[0].name == muster::label{"storeys", "层数"});
    CHECK(read.inputs[0].kind == value_kind::whole_number);
    CHECK(read.inputs[0].thin_margin == 0.5);
    CHECK(read.inputs[0].may_be_unknown);
    CHECK(read.inputs[1].name.en == "a : b | c");
    CHECK(read.inputs[1].allowed == muster::one_of("x", "y"));
    CHECK(read.inputs[2].kind == value_kind::date_time);
    CHECK(read.inputs[3].kind == value_kind::weekday);
    CHECK(read.outputs[0].name == "level");
    CHECK(read.outputs[0].values == std::vector<muster::table_value>{muster::text_value("I")});
    CHECK(read.rules[0].name == "rule 1");
    CHECK(read.rules[1].name == "otherwise");
    CHECK(read.rules[1].then[1] == muster::time_value(9, 0));
    CHECK_FALSE(read.outputs[0].otherwise.has_value());
    for (std::size_t i = 0; i < 10; ++i) {
        const auto kind = static_cast<value_kind>(i);
        CHECK(parse("rule,n : " + std::string{to_string(kind)} + ",=> x : number\na,-,1\n").inputs[0].kind == kind);
    }
}

TEST_CASE("io/table_csv: what is wrong is refused with file, line, column, rule and column of the table") {
    is_refused("", errc::empty, "empty");
    is_refused("table,x\n", errc::empty, "empty");
    is_refused(replaced(fire, "rule,", "name,"), errc::missing, "fire.csv:2: expected `rule`");
    is_refused(replaced(fire, "policy,first", "policy,sometimes"), errc::unknown_name, "fire.csv:1: no hit policy is called \"sometimes\"");
    is_refused(replaced(fire, "policy,first", "first"), errc::syntax, "fire.csv:1: expected `table,NAME`");
    is_refused(replaced(fire, "fire level", ""), errc::missing, "fire.csv:1: the table has no name");
    is_refused(replaced(fire, "use : text", "use : string"), errc::unknown_name, "column 3: \"use : string\": no such kind");
    is_refused(replaced(fire, "use : text", "use : texts"), errc::unknown_name, "no such kind");
    is_refused(replaced(fire, "use : text", "use"), errc::missing, ": KIND");
    is_refused(replaced(fire, "use : text", " : text"), errc::missing, "without a name");
    is_refused(replaced(fire, "use : text", "storeys : text"), errc::duplicate, "storeys");
    is_refused(replaced(fire, "use : text", "use : text!"), errc::syntax, "column 3");
    is_refused(replaced(fire, "use : text", "=> use : text"), errc::syntax, "an input after an output");
    is_refused(replaced(fire, "use : text", "use : text margin x"), errc::syntax, "expected a number");
    is_refused(replaced(fire, "use : text", "use : text margin -1"), errc::out_of_range, "below 0");
    is_refused(replaced(fire, "[1..200]", "[200..1]"), errc::out_of_range, "ends swapped");
    is_refused(replaced(fire, "=> level : text", "=> level : number in >5"), errc::syntax, "list of literals");
    is_refused("rule,n : number\na,1\n", errc::missing, "no output");
    is_refused("rule,=> n : number\na,1\n", errc::empty, "input");
    is_refused(replaced(fire, ">=30", "[30..20]"), errc::out_of_range, "fire.csv:3:7: table `fire level`, rule `tower`, column `storeys`: ");
    is_refused(replaced(fire, ">=30", "thirty"), errc::unknown_name, "fire.csv:3:7: ");
    is_refused(replaced(fire, ">=30", "30 +"), errc::syntax, "rule `tower`, column `storeys`");
    is_refused(replaced(fire, "I,8", "I,\"\"\"8\"\"\""), errc::type_mismatch, "fire.csv:4:35: table `fire level`, rule `school`, column `engines`");
    is_refused(replaced(fire, "I,8", "I,"), errc::missing, "no outcome");
    is_refused(replaced(fire, "I,8", ",8"), errc::missing, "no outcome");
    is_refused(replaced(fire, "school,,", "tower,,"), errc::duplicate, "tower");
    is_refused(replaced(fire, "otherwise,,", "otherwise,5,"), errc::syntax, "fire.csv:6:11: the row `otherwise` asks");
    is_refused(fire + "late,,,,I,1,\n", errc::syntax, "fire.csv:7:1: a rule after the row `otherwise`");
    is_refused(fire + "otherwise,,,,I,1,\n", errc::duplicate, "fire.csv:7:1: a second row");
    is_refused(replaced(fire, "tower,>=30", "tower"), errc::syntax, "fire.csv:3: expected 7 fields");
    is_refused(replaced(fire, "ask", "\xFF"), errc::syntax, "fire.csv:3:23: not UTF-8");
    is_refused(replaced(fire, "ask", std::string(1, '\0')), errc::syntax, "fire.csv:3:23: not UTF-8");
    is_refused(replaced(fire, "II,4,", "II,4,\"never closed"), errc::syntax, "fire.csv:6:19");
    is_refused(replaced(fire, ">=30", std::string(10'000'000, '1')), errc::out_of_range, "a cell of 10000000 bytes, more than 65536");
    is_refused(fire + std::string(muster::largest_csv_bytes, '\n'), errc::out_of_range, "more than 16777216");
    CHECK_THROWS_AS(static_cast<void>(muster::read_table_csv("/no/such/file.csv")), muster::error);
}

TEST_CASE("io/table_csv: writes what a person would") {
    CHECK(muster::write_table_csv(parse(fire)) ==
          "table,fire level,policy,first\n"
          "rule,storeys : number in [1..200],use : text,people inside : boolean?,=> level : text,=> engines : number,note\n"
          "tower,>=30,-,true,I,12,ask the district\n"
          "school,-,\"school, kindergarten\",-,I,8,\n"
          "other,<30,not(school),-,III,2,\n"
          "otherwise,,,,II,4,\n");
    muster::table_model named = parse(fire);
    for (const char* each : {"otherwise", "\"quoted\"", " blank ", "two\nlines"}) {
        named.rules[1].name = each;
        CHECK(parse(muster::write_table_csv(named)).rules[1].name == each);
    }
    for (const char* each : {"null and void", "null", "null-safe", "nullify", "null.x", "- x"}) {
        muster::table_model spoken = parse(fire);
        spoken.rules[0].when[1] = muster::one_of(each, "b");
        spoken.rules[0].then[0] = muster::text_value(each);
        const muster::table_model again = parse(muster::write_table_csv(spoken));
        CHECK(again.rules[0].when[1] == spoken.rules[0].when[1]);
        CHECK(again.rules[0].then[0] == spoken.rules[0].then[0]);
    }
    muster::table_model odd = parse(fire);
    odd.name = "two\nlines";
    CHECK_THROWS_AS(static_cast<void>(muster::write_table_csv(odd)), muster::error);
    odd.name = "\xFF";
    CHECK_THROWS_AS(static_cast<void>(muster::write_table_csv(odd)), muster::error);
    odd = parse(fire);
    odd.rules[0].when[1] = muster::except(muster::is("a"));
    odd.rules[0].when[1].accepts_unknown = true;
    CHECK_THROWS_WITH_AS(static_cast<void>(muster::write_table_csv(odd)), doctest::Contains("rule `tower`, column `use`"), muster::error);
}

TEST_CASE("io/table_csv: a name that is made up is never one that a rule has") {
    const muster::table_model read = parse("rule,n : number,=> level : text\n,1,I\nrule 3,2,I\n,3,I\nrule 5,4,I\n,5,I\n");
    std::string all;
    for (const muster::model_rule& each : read.rules) { all += each.name + "; "; }
    CHECK(all == "rule 1; rule 3; rule 6; rule 5; rule 7; ");
    CHECK(is_refused("rule,n : number,=> level : text\na,1,I\na,2,I\n", errc::duplicate, "a"));
}

TEST_CASE("io/table_csv: read_table_csv reads a file and names it") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "muster_test_table.csv";
    std::ofstream{path, std::ios::binary} << fire;
    CHECK(muster::read_table_csv(path.string()).file == path.string());
    std::ofstream{path, std::ios::binary} << replaced(fire, ">=30", "> x");
    CHECK_THROWS_WITH_AS(static_cast<void>(muster::read_table_csv(path.string())), doctest::Contains("muster_test_table.csv:3:7: "), muster::error);
    std::filesystem::remove(path);
}

TEST_CASE("io/table_csv: tables that are written are read back to the same decisions") {
    random_table source{19};
    for (int i = 0; i < 1500; ++i) {
        const muster::loaded_table table{source.next()};
        const std::string csv = muster::write_table_csv(table.model());
        CAPTURE(csv);
        const muster::loaded_table again{parse(csv)};
        REQUIRE(muster::write_table_csv(again.model()) == csv);
        CHECK(again.model().name == table.model().name);
        for (std::size_t j = 0; j < table.model().inputs.size(); ++j) {
            const muster::input_clause& clause = again.model().inputs[j];
            REQUIRE(clause.name == table.model().inputs[j].name);
            REQUIRE(clause.kind == table.model().inputs[j].kind);
            REQUIRE(clause.may_be_unknown == table.model().inputs[j].may_be_unknown);
            REQUIRE(clause.thin_margin == table.model().inputs[j].thin_margin);
        }
        for (std::size_t j = 0; j < table.model().rules.size(); ++j) {
            REQUIRE(again.model().rules[j].name == table.model().rules[j].name);
            REQUIRE(again.model().rules[j].note == table.model().rules[j].note);
        }
        for (int j = 0; j < 40; ++j) { REQUIRE(answers_alike(table, again, source.values(table))); }
    }
}

TEST_CASE("io/table_csv: damaged files are refused or give a table that decides") {
    random_table source{23};
    dice roll{29};
    std::vector<std::string> files{fire};
    for (int i = 0; i < 8; ++i) { files.push_back(muster::write_table_csv(source.next())); }
    int refused = 0;
    int read = 0;
    for (int i = 0; i < 6000; ++i) {
        std::string csv = roll.any_of(files);
        const std::size_t changes = 1 + roll.below(3);
        for (std::size_t j = 0; j < changes && !csv.empty(); ++j) {
            const std::size_t at = roll.below(csv.size());
            const std::size_t size = roll.below(8);
            switch (roll.below(5)) {
                case 0: csv[at] = static_cast<char>(roll.below(256)); break;
                case 1: csv.erase(at, size); break;
                case 2: csv.insert(at, csv.substr(roll.below(csv.size()), size)); break;
                case 3: csv[at] = ",\"\n()[]?-=<>:"[roll.below(13)]; break;
                default: csv.resize(at + 1); break;
            }
        }
        CAPTURE(csv);
        try {
            const muster::loaded_table table{parse(csv)};
            static_cast<void>(table.decide(source.values(table)));
            ++read;
        } catch (const muster::error& fault) {
            REQUIRE(std::string{fault.what()}.find("fire.csv") != std::string::npos);
            ++refused;
        }
    }
    CHECK(refused > 1000);
    CHECK(read > 300);
}
