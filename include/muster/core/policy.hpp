#pragma once

#include "muster/core/stage.hpp"  // stage_binding, stage_key

#include <cstddef>      // size_t
#include <type_traits>  // is_same_v
#include <utility>      // move

namespace muster {
inline namespace v0 {

namespace detail {

template <stage_id Id, class Callable>
constexpr const stage_binding<Id, Callable>& find_stage(const stage_binding<Id, Callable>& found) noexcept {
    return found;
}

template <class T>
inline constexpr bool is_stage_binding = false;
template <stage_id Id, class Callable>
inline constexpr bool is_stage_binding<stage_binding<Id, Callable>> = true;

template <class... Bindings>
consteval bool stages_differ() {
    bool seen[stage_count]{};
    for (const stage_id which : {Bindings::id...}) {
        if (seen[static_cast<std::size_t>(which)]) { return false; }
        seen[static_cast<std::size_t>(which)] = true;
    }
    return true;
}

}  // namespace detail

namespace detail {

// A base of its own, so that the sentence comes before what the compiler says about two equal bases.
template <class... Bindings>
struct distinct_stages {
    static_assert((is_stage_binding<Bindings> && ...),
                  "policy: every argument must be a binding, `muster::stage::NAME = callable`");
    static_assert(stages_differ<Bindings...>(), "policy: a stage is bound twice");
};

}  // namespace detail

/// Which callable decides each stage: `policy{stage::locate = hierarchy, stage::grade = table}`.
///
/// A stage is anything that can be called as the stage is called: a component of ours, a lambda, a struct. Held by
/// value; pass `std::cref(x)` or a pointer-like callable to share a large one. A stage that is left out is not
/// asked, and the plan says so. Binding a stage twice does not compile.
template <class... Bindings>
class policy : detail::distinct_stages<Bindings...>, Bindings... {
public:
    constexpr explicit policy(Bindings... bindings) : Bindings{std::move(bindings)}... {}

    /// Whether the stage is bound.
    template <stage_id Id>
    static constexpr bool has = ((Bindings::id == Id) || ...);

    /// The callable bound to a stage. @pre the stage is bound (a compile error otherwise)
    template <stage_id Id>
    [[nodiscard]] constexpr const auto& get() const noexcept {
        static_assert(has<Id>, "policy::get: the policy has no such stage; bind it in `policy{stage::NAME = ...}`");
        return detail::find_stage<Id>(*this).callable;
    }

    /// Calls `visit(callable)` for every bound stage, in the order of binding.
    template <class Visitor>
    constexpr void for_each(Visitor&& visit) const {
        (visit(static_cast<const Bindings&>(*this).callable), ...);
    }

    /// The same policy with one stage decided by another callable.
    template <stage_id Id, class Callable>
    [[nodiscard]] constexpr auto with(stage_binding<Id, Callable> replacement) const {
        static_assert(has<Id>,
                      "policy::with: the policy has no such stage to replace; bind it in `policy{stage::NAME = ...}`");
        return replaced(replacement, *this);
    }

private:
    template <class... Others>
    friend class policy;

    template <class Replacement, class Old>
    [[nodiscard]] static constexpr auto replaced(const Replacement& replacement, const Old& old) {
        return policy<decltype(chosen<Bindings>(replacement, old))...>{chosen<Bindings>(replacement, old)...};
    }

    template <class Binding, class Replacement, class Old>
    [[nodiscard]] static constexpr auto chosen(const Replacement& replacement, const Old& old) {
        if constexpr (Binding::id == Replacement::id) {
            return replacement;
        } else {
            return static_cast<const Binding&>(old);
        }
    }
};

}  // namespace v0
}  // namespace muster
