#pragma once

#include <array>      // array
#include <stdexcept>  // runtime_error
#include <string>     // string

#include <zlib.h>

namespace bench {

/// Calls `visit(line)` for each line of a gzip file, without its end. @throws std::runtime_error it cannot be opened
template <class Visit>
void each_gzip_line(const std::string& path, Visit visit) {
    const gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr) { throw std::runtime_error{path + ": cannot be opened"}; }
    std::array<char, 1 << 16> piece;
    std::string line;
    while (gzgets(file, piece.data(), static_cast<int>(piece.size())) != nullptr) {
        line += piece.data();
        if (line.back() != '\n') { continue; }  // longer than a piece, or the last one
        line.pop_back();
        visit(line);
        line.clear();
    }
    if (!line.empty()) { visit(line); }
    gzclose(file);
}

}  // namespace bench
