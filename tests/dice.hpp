#pragma once

#include "muster/core/random.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// Random choices for property tests: the same on every machine, where the calls are sequenced.
class dice {
public:
    explicit dice(std::uint64_t seed) : source_{seed} {}

    std::uint64_t bits() { return source_(); }
    /// 0 to sides - 1.
    std::uint32_t below(std::uint64_t sides) { return static_cast<std::uint32_t>((bits() >> 33) % sides); }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(bits() % (static_cast<std::uint64_t>(high - low) + 1));
    }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    /// From `low` on, below `high`.
    double real(double low, double high) { return low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53); }

    template <class T>
    const T& any_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) { std::swap(all[i - 1], all[below(i)]); }
    }

private:
    muster::random source_;
};
