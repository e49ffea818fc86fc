#pragma once

#include <cstdint>  // int64_t

namespace muster {
inline namespace v0 {

/// What each term of an expert's score is worth, in whole points. Each from 0 to 1,000,000.
struct score_points {
    static constexpr std::int64_t most_years = 40;     ///< further years of knowing a place add nothing
    static constexpr std::int64_t most_minutes = 120;  ///< who arrives later is as good as absent

    std::int64_t field = 100;     ///< each asked field that it can answer for by profession
    std::int64_t licence = 60;    ///< each of these that it holds by licence
    std::int64_t pool_step = 20;  ///< each place by which its tier of pools comes before the last
    std::int64_t local_year = 3;  ///< each year of knowing the place, when asked for that
    std::int64_t minute = 1;      ///< each whole minute by which it can be there before `most_minutes`
    std::int64_t open_case = 15;  ///< taken off for each

    friend bool operator==(const score_points&, const score_points&) = default;
};

/// Why an expert's score is what it is: the terms add up to it exactly. Without what it rests on, a term is 0.
///
/// The first three count for fields asked by profession only, `local_years` for fields asked of local knowledge only:
/// the two axes share no term but presence and load.
struct score_terms {
    std::int64_t fields = 0;
    std::int64_t licences = 0;
    std::int64_t pool = 0;
    std::int64_t local_years = 0;
    std::int64_t presence = 0;
    std::int64_t load = 0;  ///< 0 or less

    [[nodiscard]] constexpr std::int64_t total() const noexcept {
        return fields + licences + pool + local_years + presence + load;
    }

    friend bool operator==(const score_terms&, const score_terms&) = default;
};

}  // namespace v0
}  // namespace muster
