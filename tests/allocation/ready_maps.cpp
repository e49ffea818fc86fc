// Reading through a ready map allocates nothing: what is counted here is what the caller's own projection asks for.
#include "allocation/counter.hpp"

#include "muster/core/from_column.hpp"
#include "muster/core/keys.hpp"
#include "muster/core/time_value.hpp"
#include "muster/model/incident.hpp"
#include "muster/rules/column.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ready_map_memory {

struct ticket {
    std::string key = "a key that is too long to be kept inside of the string object";
    char grid[4] = {'G', '0', '1', '7'};
    const char* what = "smoke from the roof of the building behind the market, people at the windows";
    std::optional<std::chrono::system_clock::time_point> opened = std::chrono::system_clock::time_point{};
    std::optional<int> trapped = 3;
};

/// A row that gives its cells by value.
struct cell {
    const std::string* bytes;
    [[nodiscard]] bool is_null() const { return bytes == nullptr; }
    template <class As>
    [[nodiscard]] As as() const {
        if constexpr (std::is_same_v<As, int>) {
            return static_cast<int>(bytes->size());
        } else {
            return As{*bytes};
        }
    }
};
struct row {
    std::array<std::string, 2> texts{"a cell that is too long to be kept inside of the string object", "short"};
    [[nodiscard]] cell operator[](int column) const {
        return {column < 2 ? &texts[static_cast<std::size_t>(column)] : nullptr};
    }
};

}  // namespace ready_map_memory

template <>
inline constexpr auto muster::fields<ready_map_memory::ticket> = muster::map(
    muster::id = &ready_map_memory::ticket::key, muster::text = &ready_map_memory::ticket::what,
    muster::position = muster::absent, muster::received_at = &ready_map_memory::ticket::opened,
    muster::home_cell = &ready_map_memory::ticket::grid, muster::field<"trapped"> = &ready_map_memory::ticket::trapped);
template <>
inline constexpr auto muster::fields<ready_map_memory::row> = muster::map(
    muster::id = muster::from_column<0, std::string_view>, muster::position = muster::absent,
    muster::text = muster::from_column<0, std::string>, muster::field<"length"> = muster::from_column<1, int>,
    muster::field<"missing"> = muster::from_column<2, int>);

namespace {

using ready_map_memory::row;
using ready_map_memory::ticket;

template <class T>
std::size_t read_all(const T& object) {
    constexpr auto& map = muster::fields<T>;
    static const auto columns = muster::columns_of<T>();
    const std::size_t before = allocations_so_far();
    std::size_t read = 0;
    for (int round = 0; round < 100; ++round) {
        read += std::string_view{map.template get<"id">(object)}.size();
        for (const auto& each : columns) { read += each.read(object).is_known() ? 1U : 0U; }
        if constexpr (std::remove_cvref_t<decltype(map)>::template has<"home_cell">) {
            read += std::string_view{map.template get<"text">(object)}.size();
            read += std::string_view{map.template get<"home_cell">(object)}.size();
            read += muster::as_instant(map.template get<"received_at">(object)).has_value() ? 1U : 0U;
        }
    }
    CHECK(read > 1000);  // it did read
    return allocations_so_far() - before;
}

}  // namespace

TEST_CASE("allocation/ready_maps: pointers, chrono times, text ids and rows are read without an allocation") {
    const ticket one;
    const auto shared = std::make_shared<ticket>();
    const auto unique = std::make_unique<const ticket>();
    const row cells;
    const row* where = &cells;
    CHECK(read_all(one) == 0);
    CHECK(read_all(&one) == 0);
    CHECK(read_all(shared) == 0);
    CHECK(read_all(unique) == 0);
    CHECK(read_all(cells) == 0);
    CHECK(read_all(where) == 0);
}

TEST_CASE("allocation/ready_maps: a projection that makes a string makes it once") {
    const row cells;
    const std::size_t before = allocations_so_far();
    CHECK(muster::fields<row>.get<"text">(cells).size() > 32);
    CHECK(allocations_so_far() == before + 1);
}
