#pragma once

namespace muster {
inline namespace v0 {

/// A value that may be missing: `std::optional`, `known`, and what is built like them.
template <class V>
concept maybe_value = requires(const V& value) {
    typename V::value_type;
    static_cast<bool>(value);
    value.value();
};

}  // namespace v0
}  // namespace muster
