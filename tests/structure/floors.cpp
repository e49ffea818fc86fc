// Reads the #include lines of include/muster and checks what the compiler does not: that a header includes from its
// own room and from lower floors only, and that the heavy or foreign headers stay where they belong.
#include <doctest/doctest.h>
#include <unistd.h>  // getpid

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

// From the ground. Rooms of one floor do not include one another, save that travel may include grid.
const std::vector<std::vector<std::string_view>> floors{
    {"core"},
    {"model", "solve"},
    {"rules", "grid", "travel"},
    {"incident", "department", "expert", "unit"},
    {"planning"},
    {"governance"},
    {"operations"},
    {"sim", "audit"},
    {"io"},
};

constexpr std::array front_door{"fwd.hpp"sv, "muster.hpp"sv, "version.hpp"sv};
constexpr std::array never{"Eigen/Dense"sv, "functional"sv, "iostream"sv, "random"sv};
constexpr std::array io_only{"nlohmann/"sv, "csv.h"sv};

struct violation {
    std::string file;  // below include/muster
    std::string what;
};

bool holds(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

/// The floor a room is on, counted from the ground; `floors.size()` for what is no room.
std::size_t floor_of(std::string_view room) {
    const auto has_room = [room](const auto& floor) { return holds(floor, room); };
    return static_cast<std::size_t>(std::ranges::find_if(floors, has_room) - floors.begin());
}

std::string room_of(const std::string& file) {
    const auto slash = file.find('/');
    return slash == std::string::npos ? std::string{} : file.substr(0, slash);
}

/// What `#include "x"` or `#include <x>` names, or nothing when the line is no include.
std::string included(std::string_view line) {
    const auto skip = [&line] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skip();
    if (!line.starts_with('#')) { return {}; }
    line.remove_prefix(1);
    skip();
    if (!line.starts_with("include")) { return {}; }
    line.remove_prefix(7);
    skip();
    if (line.empty() || (line[0] != '<' && line[0] != '"')) { return {}; }
    const auto end = line.find(line[0] == '<' ? '>' : '"', 1);
    return end == std::string_view::npos ? std::string{} : std::string{line.substr(1, end - 1)};
}

/// What is wrong with a header in `room` including `target`, a path below include/muster; nothing when all is well.
std::string wrong_with(const std::string& room, const std::string& target) {
    if (target == "muster.hpp") { return "includes muster.hpp, which is for users"; }
    const std::string other = room_of(target);
    if (other == room || holds(front_door, target)) { return {}; }
    const std::size_t here = floor_of(room);
    const std::size_t there = floor_of(other);
    if (there > here) { return "includes " + target + ", from a higher floor"; }
    if (there == here && !(room == "travel" && other == "grid")) {
        return "includes " + target + ", from another room of the same floor";
    }
    if (target.find("/detail/") != std::string::npos) { return "includes " + target + ", private to " + other; }
    return {};
}

/// Everything wrong in the headers below `root` (an include/muster folder), in the order of their names.
std::vector<violation> check_tree(const fs::path& root) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file()) { files.push_back(entry.path().lexically_relative(root).generic_string()); }
    }
    std::ranges::sort(files);

    std::vector<violation> found;
    for (const auto& file : files) {
        const auto complain = [&](std::string what) { found.push_back({file, std::move(what)}); };
        const std::string room = room_of(file);
        const bool is_front = room.empty();
        if (is_front ? !holds(front_door, file) : floor_of(room) == floors.size()) { complain("stands in no room"); }
        if (!file.ends_with(".hpp")) { complain("is no .hpp"); }

        bool once = false;
        std::ifstream in{root / file};
        for (std::string line; std::getline(in, line);) {
            once = once || line.starts_with("#pragma once");
            std::string target = included(line);
            if (target.empty()) { continue; }
            if (holds(never, target)) { complain("includes <" + target + ">"); }
            for (const auto library : io_only) {
                if (room != "io" && target.starts_with(library)) { complain("includes <" + target + "> outside io/"); }
            }

            if (target.starts_with("muster/")) {
                target.erase(0, 7);
            } else if (const auto beside = (root / file).parent_path() / target; fs::exists(beside)) {
                target = beside.lexically_normal().lexically_relative(root.lexically_normal()).generic_string();
            } else {
                continue;  // not ours
            }
            if (is_front) { continue; }
            if (auto what = wrong_with(room, target); !what.empty()) { complain(std::move(what)); }
        }
        if (!once) { complain("has no #pragma once"); }
    }
    return found;
}

/// A folder that is gone when the test ends.
class scratch_tree {
public:
    scratch_tree() : root_{fs::temp_directory_path() / ("muster-floors-" + std::to_string(getpid()))} {
        fs::remove_all(root_);
        fs::create_directories(root_);
    }
    scratch_tree(const scratch_tree&) = delete;
    scratch_tree& operator=(const scratch_tree&) = delete;
    ~scratch_tree() { fs::remove_all(root_); }

    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream{root_ / file} << text;
    }
    [[nodiscard]] const fs::path& root() const { return root_; }

private:
    fs::path root_;
};

}  // namespace

TEST_CASE("floors: every header includes from its own room and lower floors only") {
    const fs::path root = fs::path{MUSTER_SOURCE_DIR} / "include" / "muster";
    const auto found = check_tree(root);
    for (const auto& [file, what] : found) { FAIL_CHECK("include/muster/" << file << " " << what); }
    CHECK(found.empty());
}

TEST_CASE("floors: each kind of violation is found") {
    const scratch_tree tree;
    const auto found_in = [&tree](const std::string& file, const std::string& line) {
        tree.write(file, "#pragma once\n" + line + "\n");
        const auto found = check_tree(tree.root());
        tree.write(file, "#pragma once\n");
        return found.size() == 1 && found[0].file == file ? found[0].what : std::to_string(found.size()) + " found";
    };

    SUBCASE("allowed") {
        CHECK(found_in("unit/a.hpp", "#include <muster/core/ids.hpp>") == "0 found");
        CHECK(found_in("unit/a.hpp", "#include \"muster/unit/detail/b.hpp\"") == "0 found");
        CHECK(found_in("travel/a.hpp", "#include <muster/grid/cell.hpp>") == "0 found");
        CHECK(found_in("core/a.hpp", "#include <muster/version.hpp>\n#include <muster/fwd.hpp>") == "0 found");
        CHECK(found_in("io/a.hpp", "#include <nlohmann/json.hpp>\n#include <csv.h>\n#include <Eigen/Core>") ==
              "0 found");
        CHECK(found_in("muster.hpp", "#include <muster/audit/a.hpp>") == "0 found");
        CHECK(found_in("core/a.hpp", "// #include <muster/unit/a.hpp>") == "0 found");
    }
    SUBCASE("floors") {
        CHECK(found_in("core/a.hpp", "#include <muster/model/a.hpp>") == "includes model/a.hpp, from a higher floor");
        CHECK(found_in("sim/a.hpp", " #  include \"muster/io/a.hpp\" // why") ==
              "includes io/a.hpp, from a higher floor");
        CHECK(found_in("unit/a.hpp", "#include <muster/expert/a.hpp>") ==
              "includes expert/a.hpp, from another room of the same floor");
        CHECK(found_in("grid/a.hpp", "#include <muster/travel/a.hpp>") ==
              "includes travel/a.hpp, from another room of the same floor");
        tree.write("model/b.hpp", "#pragma once\n");
        CHECK(found_in("core/a.hpp", "#include \"../model/b.hpp\"") == "includes model/b.hpp, from a higher floor");
    }
    SUBCASE("the front door and private folders") {
        CHECK(found_in("io/a.hpp", "#include <muster/muster.hpp>") == "includes muster.hpp, which is for users");
        CHECK(found_in("unit/a.hpp", "#include <muster/core/detail/a.hpp>") ==
              "includes core/detail/a.hpp, private to core");
    }
    SUBCASE("heavy and foreign headers") {
        for (const std::string header : {"Eigen/Dense", "random", "functional", "iostream"}) {
            CHECK(found_in("io/a.hpp", "#include <" + header + ">") == "includes <" + header + ">");
        }
        CHECK(found_in("sim/a.hpp", "#include <nlohmann/json.hpp>") == "includes <nlohmann/json.hpp> outside io/");
        CHECK(found_in("sim/a.hpp", "#include <csv.h>") == "includes <csv.h> outside io/");
    }
    SUBCASE("files") {
        CHECK(found_in("kitchen/a.hpp", "") == "stands in no room");
        fs::remove_all(tree.root() / "kitchen");
        CHECK(found_in("a.hpp", "") == "stands in no room");
        fs::remove(tree.root() / "a.hpp");
        CHECK(found_in("core/notes.txt", "") == "is no .hpp");
        fs::remove(tree.root() / "core" / "notes.txt");
        tree.write("core/b.hpp", "int x;\n");
        const auto found = check_tree(tree.root());
        REQUIRE(found.size() == 1);
        CHECK(found[0].what == "has no #pragma once");
    }
}
