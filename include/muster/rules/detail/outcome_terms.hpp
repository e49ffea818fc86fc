#pragma once

#include "muster/core/digest.hpp"               // digest
#include "muster/core/time_value.hpp"           // wide_integer
#include "muster/rules/detail/decimal_sum.hpp"  // decimal_sums

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <limits>       // numeric_limits
#include <string_view>  // string_view
#include <type_traits>  // is_arithmetic_v
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Whether outcomes can be summed and compared: numbers, but not `bool`.
template <class Outcome>
inline constexpr bool is_amount = std::is_arithmetic_v<Outcome> && !std::is_same_v<Outcome, bool>;

/// Sums of a table's outcomes, term by term: decimal sums of floating point, whole numbers without overflow on the way.
template <class Outcome>
class outcome_sums {
public:
    outcome_sums() = default;
    explicit outcome_sums(const std::vector<double>& numbers) : decimals_{numbers} {}

    class running {
    public:
        explicit running(const outcome_sums& of) noexcept : decimal_{of.decimals_} {}

        void add(std::size_t term, Outcome amount) noexcept {
            if constexpr (std::is_floating_point_v<Outcome>) {
                decimal_.add(term);
            } else {
                whole_ += static_cast<wide_integer>(amount);
            }
        }
        /// A whole sum beyond the type's limits is that limit.
        [[nodiscard]] Outcome value() const noexcept {
            if constexpr (std::is_floating_point_v<Outcome>) {
                return static_cast<Outcome>(decimal_.value());
            } else {
                constexpr auto least = static_cast<wide_integer>(std::numeric_limits<Outcome>::min());
                constexpr auto most = static_cast<wide_integer>(std::numeric_limits<Outcome>::max());
                return static_cast<Outcome>(whole_ < least ? least : whole_ > most ? most : whole_);
            }
        }

    private:
        decimal_sums::running decimal_;
        wide_integer whole_ = 0;
    };

private:
    decimal_sums decimals_;
};

/// An outcome as far as a digest can tell outcomes apart: numbers, enumerators, text, and what brings a `write_digest`.
template <class Outcome>
void digest_outcome(const Outcome& outcome, digest& into) {
    if constexpr (std::is_floating_point_v<Outcome>) {
        into.real(static_cast<double>(outcome));
    } else if constexpr (std::is_arithmetic_v<Outcome> || std::is_enum_v<Outcome>) {
        into.number(static_cast<std::int64_t>(outcome));
    } else if constexpr (std::is_convertible_v<const Outcome&, std::string_view>) {
        into.words(static_cast<std::string_view>(outcome));
    } else if constexpr (requires { write_digest(outcome, into); }) {
        write_digest(outcome, into);
    } else if constexpr (requires { outcome.write_digest(into); }) {
        outcome.write_digest(into);
    }
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
