#pragma once

#include "muster/core/digest.hpp"
#include "muster/core/label.hpp"
#include "muster/core/position.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

/// FNV-1a over values, not over memory: padding and byte order do not enter.
class fnv {
public:
    template <class Integer>
        requires std::is_integral_v<Integer> || std::is_enum_v<Integer>
    void add(Integer value) {
        sum_.number(static_cast<std::int64_t>(value));
    }
    void add(const std::string& words) { sum_.words(words); }
    void add(const muster::label& name) { add(name.en), add(name.zh); }
    void add(const muster::planar& at) { add(at.east_mm), add(at.north_mm); }
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) { add(*value); }
    }

    [[nodiscard]] std::uint64_t value() const { return sum_.value(); }

private:
    muster::digest sum_;
};
