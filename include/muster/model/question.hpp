#pragma once

#include <cstdint>  // uint8_t

namespace muster {
inline namespace v0 {

/// What a person is asked about one decision.
enum class question_kind : std::uint8_t {
    which_type,    ///< the classifier abstained; until answered the run card for such cases acts
    confirm_mode,  ///< the convergent mode is recommended; it waits for a person, unless the question is not put
};

/// One question, and whether it is put: beyond a stated workload the safe default acts, and the plan says so.
struct question {
    question_kind kind = question_kind::which_type;
    bool is_put = true;  ///< false: the hour's questions are used up; the safe default acts

    friend constexpr bool operator==(const question&, const question&) = default;
};

}  // namespace v0
}  // namespace muster
