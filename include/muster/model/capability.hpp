#pragma once

#include "muster/core/expects.hpp"    // MUSTER_EXPECTS
#include "muster/core/name_list.hpp"  // name_list

#include <cstdint>           // uint64_t
#include <initializer_list>  // initializer_list

namespace muster {
inline namespace v0 {

/// What somebody can do: a set of capabilities.
///
/// A class of units (patrol, engine, ambulance) is a capability like any other: what counts is what is asked for.
class capability_set {
public:
    static constexpr std::uint32_t limit = 64;

    constexpr capability_set() = default;
    constexpr capability_set(std::initializer_list<capability_id> members) {
        for (const capability_id each : members) { insert(each); }
    }

    /// @pre which.index < limit
    constexpr void insert(capability_id which) {
        MUSTER_EXPECTS(which.index < limit, "capability_set: at most 64 capabilities");
        bits_ |= std::uint64_t{1} << which.index;
    }
    [[nodiscard]] constexpr bool contains(capability_id which) const noexcept {
        return which.index < limit && ((bits_ >> which.index) & 1U) != 0;
    }
    /// Whether it can do all that `asked` names: a typed resource meets every minimum or does not count.
    [[nodiscard]] constexpr bool covers(capability_set asked) const noexcept { return (asked.bits_ & ~bits_) == 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    friend constexpr bool operator==(capability_set, capability_set) = default;

private:
    std::uint64_t bits_ = 0;
};

/// The capabilities that a city tells apart, with their names; at most 64.
using capability_list = name_list<capability_tag, capability_set::limit>;

}  // namespace v0
}  // namespace muster
