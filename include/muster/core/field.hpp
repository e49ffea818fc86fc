#pragma once

#include "muster/core/field_map.hpp"    // field_map, map, keys
#include "muster/core/pointer_map.hpp"  // pointed_map, pointer_like

#include <type_traits>  // remove_cv_t

namespace muster {
inline namespace v0 {

/// How to read a `T`: the only name of the library that callers specialise.
///
/// `template <> inline constexpr auto muster::fields<city::call> = muster::map(...);` An inline variable is one
/// entity in every file; specialising it after it was used is an error, never a second answer.
template <class T>
inline constexpr detail::no_map fields{};

/// Pointers are read through the map of what they point to: `T*`, `const T*`.
///
/// They need no map of their own and may have one, which then holds. @pre no pointer that is read is null (MUSTER_EXPECTS)
template <class T>
inline constexpr auto fields<T*> = detail::pointed_map(fields<std::remove_cv_t<T>>);

/// So are `std::unique_ptr<T>`, `std::shared_ptr<T>` and every other smart pointer.
template <detail::pointer_like P>
inline constexpr auto fields<P> = detail::pointed_map(fields<std::remove_cv_t<typename P::element_type>>);

/// Whether `fields<T>` has been specialised.
template <class T>
inline constexpr bool is_mapped = !std::is_same_v<std::remove_cv_t<decltype(fields<T>)>, detail::no_map>;

}  // namespace v0
}  // namespace muster
