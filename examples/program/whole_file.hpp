#pragma once

#include "muster/core/error.hpp"  // error

#include <nlohmann/json.hpp>  // ordered_json

#include <cstdio>       // rename, remove
#include <fstream>      // ofstream
#include <string>       // string
#include <string_view>  // string_view

/// Writes a file whole or not at all: first beside it, then into its place.
/// @throws muster::error file_not_found when it cannot be written
inline void write_whole(const std::string& path, std::string_view content) {
    const std::string beside = path + ".part";
    bool written = false;
    {
        std::ofstream file{beside, std::ios::binary};
        file << content;
        file.close();
        written = static_cast<bool>(file);
    }
    if (!written || std::rename(beside.c_str(), path.c_str()) != 0) {
        std::remove(beside.c_str());
        muster::source_position where;
        where.file = path;
        throw muster::error{muster::errc::file_not_found, where, "cannot be written"};
    }
}

/// The same for JSON, for people to read; what is not UTF-8 is replaced.
inline void write_whole_json(const std::string& path, const nlohmann::ordered_json& made) {
    write_whole(path, made.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}
