#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    REQUIRE_MESSAGE(file, path);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

// What stands between the first line that is exactly `fence` and the closing one.
std::string fenced(const std::string& page, const std::string& fence) {
    const std::size_t begin = page.find("\n" + fence + "\n");
    REQUIRE(begin != std::string::npos);
    const std::size_t from = begin + fence.size() + 2;
    const std::size_t end = page.find("\n```\n", from);
    REQUIRE(end != std::string::npos);
    return page.substr(from, end + 1 - from);
}

}  // namespace

TEST_CASE("structure/readme: the first program is the compiled example, and its print is what the example prints") {
    const std::filesystem::path root = MUSTER_SOURCE_DIR;
    const std::string page = read_file(root / "README.md");
    CHECK(fenced(page, "```cpp") == read_file(root / "examples" / "quickstart.cpp"));
    CHECK(fenced(page, "```text") == read_file(root / "examples" / "expected" / "quickstart.txt"));
}

TEST_CASE("structure/readme: every header that it names exists") {
    const std::filesystem::path root = MUSTER_SOURCE_DIR;
    const std::string page = read_file(root / "README.md");
    std::size_t named = 0;
    for (std::size_t at = page.find("`muster/"); at != std::string::npos; at = page.find("`muster/", at + 1)) {
        const std::string header = page.substr(at + 1, page.find('`', at + 1) - at - 1);
        CHECK_MESSAGE(std::filesystem::exists(root / "include" / header), header);
        ++named;
    }
    CHECK(named >= 5);
}
