#pragma once

#include "sf_calls.hpp"  // call, first_dispatch
#include "sf_joint.hpp"  // type_set, f1_of

#include <cstddef>  // size_t
#include <cstdint>  // int64_t

namespace sf {

/// Agreement of one way of deciding with what was sent. Past dispatch is what was done, not what was needed.
struct agreement {
    std::size_t calls = 0;
    std::size_t exact = 0;    ///< the very same set
    std::int64_t f1_sum = 0;  ///< in units of `f1_one`

    void add(type_set decided, type_set actual) noexcept {
        ++calls;
        exact += decided == actual ? 1U : 0U;
        f1_sum += f1_of(decided, actual);
    }
    void add(const agreement& other) noexcept {
        calls += other.calls;
        exact += other.exact;
        f1_sum += other.f1_sum;
    }
    [[nodiscard]] double exact_share() const noexcept { return share(static_cast<double>(exact)); }
    [[nodiscard]] double mean_f1() const noexcept {
        return share(static_cast<double>(f1_sum) / static_cast<double>(f1_one));
    }

private:
    [[nodiscard]] double share(double sum) const noexcept { return calls == 0 ? 0 : sum / static_cast<double>(calls); }
};

/// Agreement of one way of learning, deciding for either aim.
struct both_aims {
    agreement for_exact;  ///< deciding for the exact set
    agreement for_f1;     ///< deciding for the expected F1

    void add(const both_aims& other) noexcept {
        for_exact.add(other.for_exact);
        for_f1.add(other.for_f1);
    }
};

/// Whether a call belongs to the scored population, or why it does not.
enum class membership { member, never_dispatched, without_group, started_by_unit };

/// A member has a Call Type Group, and its first dispatch came more than 5 s after receipt: it was not started by
/// a unit itself. A call that is both without a group and started by a unit counts as the former.
[[nodiscard]] inline membership membership_of(const call& c) {
    if (c.rows.empty()) { return membership::never_dispatched; }
    if (c.group.empty()) { return membership::without_group; }
    return first_dispatch(c) - c.received <= muster::duration{5000} ? membership::started_by_unit : membership::member;
}

}  // namespace sf
