// What others have written and nobody here may change.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A vendor's ticketing system.
namespace vendor {
struct ticket {
    std::string key, summary;
    std::optional<std::chrono::system_clock::time_point> opened;
    std::optional<int> trapped;
    double lng, lat;
};
struct vehicle {
    const char* sign;
    double lng, lat;
    std::chrono::duration<double> turnout;
};
}  // namespace vendor

/// The radio room's, in C.
extern "C" struct radio_call {
    char no[6];  // filled to the brim, no NUL
    char what[32];
    int trapped;  // -1: nobody knows
    long long received_s;
    double lng, lat;
};

/// A database library: the rows of a result give their cells by value, and a cell may be NULL.
namespace db {
struct cell {
    const char* bytes;
    bool is_null() const { return bytes == nullptr; }
    template <class As>
    As as() const {
        if constexpr (std::is_arithmetic_v<As>) {
            return static_cast<As>(std::stod(bytes));
        } else {
            return As{bytes};
        }
    }
};
struct row {
    std::vector<const char*> cells;
    cell operator[](std::string_view column) const {
        constexpr std::string_view names[]{"no", "what", "trapped", "lng", "lat"};
        return {cells.at(static_cast<std::size_t>(std::find(std::begin(names), std::end(names), column) - names))};
    }
};
}  // namespace db
