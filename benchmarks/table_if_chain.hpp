#pragma once

#include "table_facts.hpp"

#include <cstdint>  // int32_t, uint32_t
#include <string>   // string

namespace bench {

template <int Code>
inline const std::string code_word = "code-" + std::to_string(Code);

template <int Code>
[[nodiscard]] inline bool is(std::int32_t value) {
    return value == Code;
}
template <int Code>
[[nodiscard]] inline bool is(const std::string& value) {
    return value == code_word<Code>;
}

/// The table of `make_complete_workload(5, 20, 4)` as a program written by hand asks it: the limit. Benchmarks compare its
/// answers with the table's, so that it cannot silently become another one.
// clang-format off
template <class Code>
[[nodiscard]] std::uint32_t if_chain_5x20(const facts<Code>& c) {
    if (is<2>(c.codes[1]) && c.numbers[3] >= 100 && is<26>(c.codes[4])) { return 0; }
    if (is<21>(c.codes[0]) && !(is<1>(c.codes[2]) || is<7>(c.codes[2]) || is<8>(c.codes[2])) && is<10>(c.codes[4])) { return 1; }
    if (is<21>(c.codes[0]) && is<7>(c.codes[2]) && is<10>(c.codes[4])) { return 2; }
    if (is<27>(c.codes[0]) && is<8>(c.codes[2]) && is<10>(c.codes[4])) { return 3; }
    if (is<1>(c.codes[0]) && is<10>(c.codes[4])) { return 4; }
    if (!(is<21>(c.codes[1]) || is<12>(c.codes[1])) && !(is<26>(c.codes[4]) || is<10>(c.codes[4]))) { return 5; }
    if (!is<2>(c.codes[1]) && c.numbers[3] >= 100 && is<26>(c.codes[4])) { return 6; }
    if (is<21>(c.codes[0]) && is<8>(c.codes[2]) && is<10>(c.codes[4])) { return 7; }
    if (!(is<21>(c.codes[0]) || is<27>(c.codes[0]) || is<1>(c.codes[0])) && is<10>(c.codes[4])) { return 8; }
    if (is<27>(c.codes[0]) && is<5>(c.codes[2]) && is<10>(c.codes[4])) { return 9; }
    if (is<12>(c.codes[1]) && !(is<26>(c.codes[4]) || is<10>(c.codes[4]))) { return 10; }
    if (!is<7>(c.codes[2]) && c.numbers[3] >= 5 && c.numbers[3] < 30 && is<26>(c.codes[4])) { return 11; }
    if (is<27>(c.codes[0]) && is<6>(c.codes[2]) && is<10>(c.codes[4])) { return 12; }
    if (is<21>(c.codes[0]) && is<1>(c.codes[2]) && is<10>(c.codes[4])) { return 13; }
    if (!is<8>(c.codes[2]) && c.numbers[3] < 5 && is<26>(c.codes[4])) { return 14; }
    if (is<27>(c.codes[0]) && !(is<5>(c.codes[2]) || is<8>(c.codes[2]) || is<6>(c.codes[2])) && is<10>(c.codes[4])) { return 15; }
    if (is<8>(c.codes[2]) && c.numbers[3] < 5 && is<26>(c.codes[4])) { return 16; }
    if (is<21>(c.codes[1]) && !(is<26>(c.codes[4]) || is<10>(c.codes[4]))) { return 17; }
    if (!is<0>(c.codes[0]) && c.numbers[3] >= 30 && c.numbers[3] < 100 && is<26>(c.codes[4])) { return 18; }
    if (is<7>(c.codes[2]) && c.numbers[3] >= 5 && c.numbers[3] < 30 && is<26>(c.codes[4])) { return 19; }
    if (is<0>(c.codes[0]) && c.numbers[3] >= 30 && c.numbers[3] < 100 && is<26>(c.codes[4])) { return 20; }
    return ~std::uint32_t{0};
}
// clang-format on

}  // namespace bench
