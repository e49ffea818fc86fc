#pragma once

#include "muster/core/arithmetic.hpp"        // quantise
#include "muster/core/reason.hpp"            // reason
#include "muster/model/known.hpp"            // known
#include "muster/rules/grading_verdict.hpp"  // grading_verdict

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {
namespace detail {

/// For display only: numbers beyond 10^15, infinities included, are shown as 10^15.
[[nodiscard]] inline std::int64_t in_thousandths(double value) noexcept {
    constexpr double most = 1e15;
    return quantise(value > most ? most : value < -most ? -most : value, 0.001);
}

/// What became of criterion `index`; of a known value also the value and the limit that it was held against.
[[nodiscard]] inline reason grading_reason(std::uint32_t index, grading_verdict verdict, std::uint8_t rank,
                                           const known<double>& value = {}, double limit = 0) noexcept {
    reason made;
    made.stage = stage_id::grade;
    made.about = subject::criterion;
    made.index = index;
    made.purpose = rank;
    made.verdict = static_cast<std::uint16_t>(verdict);
    if (value.is_known()) {
        made.counted_in = measure::thousandths;
        made.actual = in_thousandths(value.value());
        made.limit = in_thousandths(limit);
    }
    return made;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
