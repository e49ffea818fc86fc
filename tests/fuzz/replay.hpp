#pragma once

// For compilers without libFuzzer: a program that feeds files to a target, such as the ones a fuzzer stopped at.
#if defined(MUSTER_FUZZ_MAIN)
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

int main(int count, char** files) {
    for (int i = 1; i < count; ++i) {
        std::ifstream in{files[i], std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        std::printf("%s: %zu bytes\n", files[i], bytes.size());
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    return 0;
}
#endif
