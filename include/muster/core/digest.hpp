#pragma once

#include <bit>          // bit_cast
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// Identifies configurations and outputs: 64-bit FNV-1a over bytes that are fed to it in a stated order.
///
/// Tells versions apart; it does not resist tampering. Deterministic: yes, on any byte order.
/// @source Fowler, Noll, Vo: FNV-1a, 64 bit
class digest {
public:
    constexpr digest& bytes(std::string_view chunk) noexcept {
        for (const char byte : chunk) { mix(static_cast<unsigned char>(byte)); }
        return *this;
    }

    /// The length first, so that "ab","c" and "a","bc" differ.
    constexpr digest& words(std::string_view chunk) noexcept {
        return number(static_cast<std::int64_t>(chunk.size())).bytes(chunk);
    }

    constexpr digest& number(std::int64_t value) noexcept {
        auto rest = static_cast<std::uint64_t>(value);
        for (int i = 0; i < 8; ++i, rest >>= 8) { mix(static_cast<unsigned char>(rest & 0xff)); }
        return *this;
    }

    /// The bits of a number; -0 counts as 0, which compares equal to it.
    constexpr digest& real(double value) noexcept { return number(std::bit_cast<std::int64_t>(value + 0.0)); }

    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return state_; }

private:
    constexpr void mix(unsigned char byte) noexcept {
        state_ ^= byte;
        state_ *= 1099511628211ULL;
    }

    std::uint64_t state_ = 14695981039346656037ULL;
};

}  // namespace v0
}  // namespace muster
