#pragma once

#include "muster/core/digest.hpp"  // digest

#include <array>        // array
#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

namespace detail {

/// Steps a counter and scrambles it: fills the state of a better generator from any seed, also from 0.
///
/// @source Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators; constants of Vigna's splitmix64
[[nodiscard]] constexpr std::uint64_t next_splitmix64(std::uint64_t& state) noexcept {
    state += 0x9e37'79b9'7f4a'7c15U;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11ebU;
    return mixed ^ (mixed >> 31);
}

[[nodiscard]] constexpr std::uint64_t rotated_left(std::uint64_t bits, int by) noexcept {
    return (bits << by) | (bits >> (64 - by));
}

/// One step of xoshiro256**. @source Blackman, Vigna (2021), Scrambled linear pseudorandom number generators
[[nodiscard]] constexpr std::uint64_t next_xoshiro256(std::array<std::uint64_t, 4>& state) noexcept {
    const std::uint64_t drawn = rotated_left(state[1] * 5, 7) * 9;
    const std::uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotated_left(state[3], 45);
    return drawn;
}

}  // namespace detail

/// Random numbers that are the same on every machine: 64 bits a draw, period 2^256 - 1.
///
/// Distributions are in `core/distributions.hpp`. Not for secrets. Copies go on independently from the same point.
/// Inside `using namespace muster` spell it `muster::random`: POSIX has a function `random` in the global namespace.
///
/// Deterministic: yes, integers only. Safe to share: const members only.
/// @source xoshiro256** seeded by splitmix64, as its authors recommend
class random {
public:
    using result_type = std::uint64_t;

    constexpr explicit random(std::uint64_t seed) noexcept : key_{seed} {
        for (std::uint64_t& word : state_) { word = detail::next_splitmix64(seed); }
    }

    [[nodiscard]] static constexpr result_type min() noexcept { return 0; }
    [[nodiscard]] static constexpr result_type max() noexcept { return ~result_type{0}; }

    /// The next 64 bits.
    [[nodiscard]] constexpr result_type operator()() noexcept { return detail::next_xoshiro256(state_); }

    /// A generator of its own for one purpose or one item.
    ///
    /// It depends on the seed and on `item` only, not on what was drawn so far: a draw more in one place shifts no
    /// other place. Different ids of one generator never give the same stream.
    [[nodiscard]] constexpr random stream(std::uint64_t item) const noexcept {
        std::uint64_t state = key_;
        state = detail::next_splitmix64(state) ^ item;
        return random{detail::next_splitmix64(state)};
    }

    /// The same by name: `generator.stream("arrivals")`. Equals `stream` of the name's 64-bit FNV-1a.
    [[nodiscard]] constexpr random stream(std::string_view words) const noexcept {
        return stream(digest{}.bytes(words).value());
    }

    friend constexpr bool operator==(const random&, const random&) = default;

private:
    std::uint64_t key_;
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace v0
}  // namespace muster
