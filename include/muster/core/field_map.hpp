#pragma once

#include "muster/core/c_text.hpp"  // is_c_text, c_text

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // member pointer traits

namespace muster {
inline namespace v0 {

/// A name as a template argument: `field<"storeys">`.
template <std::size_t N>
struct fixed_name {
    char characters[N]{};

    consteval fixed_name(const char (&literal)[N]) {  // NOLINT: implicit, that is its purpose
        for (std::size_t i = 0; i < N; ++i) { characters[i] = literal[i]; }
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, N - 1}; }
};

/// Says in a field map that a key is left out on purpose: `muster::text = muster::absent`.
struct absent_t {};
inline constexpr absent_t absent{};

/// One line of a field map: a key, and how to read it from the caller's type.
template <fixed_name Name, class Projection>
struct binding {
    static constexpr std::string_view name = Name.view();
    static constexpr bool is_absent = std::is_same_v<Projection, absent_t>;

    Projection projection;
};

/// A key of a field map. `key = member`, `key = getter` or `key = callable` makes a `binding`.
template <fixed_name Name>
struct field_key {
    static constexpr std::string_view name = Name.view();

    template <class Projection>
    [[nodiscard]] constexpr auto operator=(Projection projection) const -> binding<Name, Projection> {  // NOLINT
        return {projection};
    }
};

/// A key of the caller's own, for rules and tables: `muster::field<"storeys">`.
template <fixed_name Name>
inline constexpr field_key<Name> field{};

namespace detail {

/// What a projection gives, before it is known to be text: a member, a getter's result, a call's.
template <class Projection, class T>
[[nodiscard]] constexpr decltype(auto) project_as_is(const Projection& projection, const T& object) {
    if constexpr (std::is_member_object_pointer_v<Projection>) {
        return (object.*projection);
    } else if constexpr (std::is_member_function_pointer_v<Projection>) {
        return (object.*projection)();
    } else {
        return projection(object);
    }
}

/// Reads one projection: a member, a getter, or anything callable with the object. C text is read as a view of it.
template <class Projection, class T>
[[nodiscard]] constexpr decltype(auto) project(const Projection& projection, const T& object) {
    if constexpr (is_c_text<decltype(project_as_is(projection, object))>) {
        return c_text(project_as_is(projection, object));
    } else {
        return project_as_is(projection, object);
    }
}

template <class Projection, class T>
concept projects = std::is_same_v<Projection, absent_t> ||
                   requires(const Projection& projection, const T& object) { object.*projection; } ||
                   requires(const Projection& projection, const T& object) { (object.*projection)(); } ||
                   requires(const Projection& projection, const T& object) { projection(object); };

template <fixed_name Name, class Projection>
constexpr const binding<Name, Projection>& find_binding(const binding<Name, Projection>& found) noexcept {
    return found;
}

template <std::string_view const&... Names>
consteval bool all_differ() {
    constexpr std::array<std::string_view, sizeof...(Names)> names{Names...};
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j) {
            if (names[i] == names[j]) { return false; }
        }
    }
    return true;
}

}  // namespace detail

/// How the library reads a caller's type: keys bound to projections. Made by `muster::map`.
///
/// A literal value; one line a field; nothing is copied when it is read. Costs what reading the member costs.
template <class... Bindings>
struct field_map : Bindings... {
    static constexpr std::size_t size = sizeof...(Bindings);
    static constexpr std::array<std::string_view, size> names{Bindings::name...};

    /// Whether `Name` is bound to something that can be read.
    template <fixed_name Name>
    static constexpr bool has = ((Bindings::name == Name.view() && !Bindings::is_absent) || ...);

    /// Whether `Name` is bound at all, `absent` included.
    template <fixed_name Name>
    static constexpr bool mentions = ((Bindings::name == Name.view()) || ...);

    /// The field `Name` of `object`, as the projection gives it; C text as a `std::string_view`.
    /// @pre has<Name> (a compile error otherwise)
    template <fixed_name Name, class T>
    [[nodiscard]] constexpr decltype(auto) get(const T& object) const {
        static_assert(has<Name>, "field_map::get: the map does not bind this key");
        return detail::project(detail::find_binding<Name>(*this).projection, object);
    }
    template <fixed_name Name, class T>
    [[nodiscard]] constexpr decltype(auto) get(field_key<Name>, const T& object) const {
        return get<Name>(object);
    }

    /// Calls `visit(binding)` for every line of the map, in order.
    template <class Visitor>
    constexpr void for_each(Visitor&& visit) const {
        (visit(static_cast<const Bindings&>(*this)), ...);
    }

    /// Whether every projection can read a `T`.
    template <class T>
    static constexpr bool reads = (detail::projects<decltype(Bindings::projection), T> && ...);
};

/// The field map of a caller's type: `map(id = &call::no, position = [](const call& c) { ... })`.
///
/// A key that is bound twice is a compile error.
template <class... Bindings>
[[nodiscard]] constexpr auto map(Bindings... bindings) {
    constexpr bool all_differ = detail::all_differ<Bindings::name...>();
    static_assert(all_differ, "map: a key is bound twice");
    if constexpr (all_differ) { return field_map<Bindings...>{bindings...}; }
}

}  // namespace v0
}  // namespace muster
