#pragma once

#include "muster/core/expects.hpp"    // MUSTER_EXPECTS
#include "muster/core/field_map.hpp"  // field_map, binding, project

#include <type_traits>  // is_lvalue_reference_v
#include <utility>      // declval

namespace muster {
inline namespace v0 {

namespace detail {

struct no_map {};  ///< what `fields<T>` is until it is specialised

/// A smart pointer: knows what it points to, gives it as an lvalue and as a plain pointer, and may be null.
///
/// By its shape, so that <memory> is not included and those of other libraries are read too.
template <class P>
concept pointer_like = requires(const P& pointer, typename P::element_type* plain) {
    plain = pointer.get();
    requires std::is_lvalue_reference_v<decltype(*pointer)>;
    static_cast<typename P::element_type&>(*pointer);
    static_cast<bool>(pointer);
};

/// Reads the same field through a pointer.
template <class Projection>
struct through_pointer {
    Projection projection;

    template <class Pointer>
        requires projects<Projection, std::remove_cvref_t<decltype(*std::declval<const Pointer&>())>>
    [[nodiscard]] constexpr decltype(auto) operator()(const Pointer& pointer) const {
        MUSTER_EXPECTS(static_cast<bool>(pointer),
                       "fields: a pointer to be read is null; what is decided on must be there");
        const auto& object = *pointer;
        return project(projection, object);
    }
};

template <fixed_name Name, class Projection>
[[nodiscard]] constexpr auto pointed_binding(const binding<Name, Projection>& line) {
    if constexpr (binding<Name, Projection>::is_absent) {
        return line;
    } else {
        return binding<Name, through_pointer<Projection>>{{line.projection}};
    }
}

/// The map of a type as a map of pointers to it. Costs what reading through the pointer costs.
template <class... Bindings>
[[nodiscard]] constexpr auto pointed_map(const field_map<Bindings...>& all) {
    return map(pointed_binding(static_cast<const Bindings&>(all))...);
}
[[nodiscard]] constexpr no_map pointed_map(no_map) noexcept { return {}; }

}  // namespace detail

}  // namespace v0
}  // namespace muster
