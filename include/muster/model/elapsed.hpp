#pragma once

#include "muster/core/field.hpp"       // fields, is_mapped
#include "muster/core/time_value.hpp"  // as_instant
#include "muster/core/units.hpp"       // duration, instant

#include <optional>     // optional
#include <type_traits>  // remove_cvref_t

namespace muster {
inline namespace v0 {

/// How long ago an incident was reported, by its `received_at`; 0 when nobody said, or when that is still to come.
template <class T, const auto& Map = fields<T>>
[[nodiscard]] constexpr duration elapsed_since_received([[maybe_unused]] const T& object,
                                                        [[maybe_unused]] instant now) {
    using map_type = std::remove_cvref_t<decltype(Map)>;
    if constexpr (requires { requires map_type::template has<"received_at">; }) {
        const std::optional<instant> received = as_instant(Map.template get<"received_at">(object));
        return !received || now < *received ? duration{0} : now - *received;
    } else {
        return {0};
    }
}

}  // namespace v0
}  // namespace muster
