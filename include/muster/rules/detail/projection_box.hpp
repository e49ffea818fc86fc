#pragma once

#include <cstddef>      // byte, max_align_t
#include <memory>       // shared_ptr, make_shared, construct_at
#include <new>          // launder
#include <type_traits>  // is_trivially_copyable_v
#include <utility>      // move

namespace muster {
inline namespace v0 {
namespace detail {

/// Holds a projection of a type that only its reader knows: small ones in place, so that a member pointer or a lambda
/// without state costs no further memory touch; others on the heap, shared by copies.
class projection_box {
public:
    projection_box() = default;

    template <class Projection>
    explicit projection_box(Projection projection) {
        if constexpr (fits<Projection>) {
            std::construct_at(reinterpret_cast<Projection*>(place_), std::move(projection));
        } else {
            auto made = std::make_shared<const Projection>(std::move(projection));
            std::construct_at(reinterpret_cast<const Projection**>(place_), made.get());
            kept_ = std::move(made);
        }
    }

    /// @pre the box holds a `Projection`
    template <class Projection>
    [[nodiscard]] const Projection& get() const noexcept {
        if constexpr (fits<Projection>) {
            return *std::launder(reinterpret_cast<const Projection*>(place_));
        } else {
            return **std::launder(reinterpret_cast<const Projection* const*>(place_));
        }
    }

private:
    static constexpr std::size_t room = 2 * sizeof(void*);  // a pointer to a member function

    template <class Projection>
    static constexpr bool fits = sizeof(Projection) <= room &&
                                 alignof(Projection) <= alignof(void*) && std::is_trivially_copyable_v<Projection>;

    alignas(void*) std::byte place_[room]{};
    std::shared_ptr<const void> kept_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
