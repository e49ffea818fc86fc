#pragma once

#include "muster/core/ids.hpp"             // type_id, rule_id, handles
#include "muster/core/reason.hpp"          // reason_list
#include "muster/model/assembly.hpp"       // assembly
#include "muster/model/clock_anchor.hpp"   // time_limit
#include "muster/model/expert_panel.hpp"   // expert_panel
#include "muster/model/gap_kind.hpp"       // gap_kind
#include "muster/model/joint_action.hpp"   // joint_action_group
#include "muster/model/level.hpp"          // response_level
#include "muster/model/mode.hpp"           // mode_advice
#include "muster/model/need.hpp"           // need

#include <cstdint>  // uint8_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// How the classify stage ended.
enum class classification_status : std::uint8_t {
    classified,  ///< `type` is the answer
    no_rule,     ///< abstained: nothing fired
    tie,         ///< abstained: two types have the same claim
};

/// What kind of incident it is: the outcome of the classify stage. To abstain is an answer: a person is asked.
struct classification {
    classification_status status = classification_status::no_rule;
    type_id type{};       ///< none when abstained
    type_id runner_up{};  ///< the next best type; on a tie, `tied_with` and this are the two
    type_id tied_with{};
    rule_id rule{};       ///< the rule that decided; none when abstained
    gap_kind gap = gap_kind::none;  ///< what a table that classifies leaves to people
    reason_list reasons;

    classification() = default;
    /// A type without further ado, as a caller's lambda may return it; none abstains.
    classification(type_id decided)  // NOLINT: implicit on purpose
        : status{decided ? classification_status::classified : classification_status::no_rule}, type{decided} {}
};

/// How serious it is: the outcome of the grade stage.
///
/// `lowest` and `highest` bound the level that the facts will show once all are known; `decided` lies between.
struct grading {
    response_level decided{};
    response_level lowest{};    ///< the least serious level that is still possible
    response_level highest{};   ///< the most serious level that is still possible
    criterion_id criterion{};   ///< the criterion that decided; none: the base level of the type
    criterion_id settled_by{};  ///< the unknown fact that could change the level most; none: nothing is open, or the
                                ///< type would settle it
    gap_kind gap = gap_kind::none;  ///< what a table that grades leaves to people
    reason_list reasons;

    grading() = default;
    /// A level without further ado, as a caller's lambda may return it.
    grading(response_level all_three) : decided{all_three}, lowest{all_three}, highest{all_three} {}  // NOLINT
};

/// What has to be there: the outcome of the require stage. Sorted by capability, then by time.
struct requirement {
    std::vector<need> needs;
    std::vector<card_id> cards;  ///< the run cards that matched; empty: no card knows this type and level
    gap_kind gap = gap_kind::none;  ///< what a table that selects run cards leaves to people
    reason_list reasons;

    requirement() = default;
    requirement(std::vector<need> asked) : needs{std::move(asked)} {}  // NOLINT: implicit on purpose
};

/// What the tables behind the stages leave to people: the first that says so, in the order of the stages.
[[nodiscard]] constexpr gap_kind told_gap(gap_kind classify, gap_kind grade, gap_kind require) noexcept {
    return classify != gap_kind::none ? classify : grade != gap_kind::none ? grade : require;
}

/// Where the rules leave a case to people: what the tables say, else an incident without a type (two with the same
/// claim: a clash) or without a run card. None: the rules cover it.
[[nodiscard]] inline gap_kind find_gap(const classification& what, const grading& how_serious,
                                       const requirement& needed) noexcept {
    const gap_kind told = told_gap(what.gap, how_serious.gap, needed.gap);
    if (told != gap_kind::none) { return told; }
    if (!what.type) { return what.status == classification_status::tie ? gap_kind::clash : gap_kind::no_rule; }
    return needed.cards.empty() ? gap_kind::no_rule : gap_kind::none;
}

/// How the search for units ended. It never ends silently.
enum class search_end : std::uint8_t {
    covered,    ///< every need is met in time
    exhausted,  ///< everyone who may be asked was asked; the shortfalls say what is missing
    budget,     ///< the work allowed for one decision ran out; the shortfalls say what is missing
};

/// One unit that goes, and what for.
struct assignment {
    unit_handle unit{};
    capability_id capability{};
    std::uint32_t position_in_need = 0;  ///< it is the n-th unit with this capability, counted from 0
    time_limit limit{};                  ///< the target that it answers to; `within` 0: none
    duration arrival{};                  ///< expected, on the target's clock
    std::uint8_t step = 0;               ///< how wide the search had to go for it

    /// By how much it will be late; 0 or less: in time.
    [[nodiscard]] constexpr duration late_by() const noexcept {
        return limit.within.ms > 0 ? arrival - limit.within : duration{0};
    }

    friend constexpr bool operator==(const assignment&, const assignment&) = default;
};

/// What is missing for one capability, and why.
struct shortfall {
    capability_id capability{};
    std::uint32_t missing = 0;       ///< units that nobody could send
    duration late_by{};              ///< the latest of those who go: by how much; 0: none is late
    std::uint32_t busy = 0;          ///< visited, but on another incident or off duty
    std::uint32_t held = 0;          ///< visited, but a reserve for more serious levels
    std::uint32_t at_minimum = 0;    ///< visited, but their own cell would fall below its minimum; of a cell that can
                                     ///< spare nobody, all that are free, unvisited, and its others as busy

    friend constexpr bool operator==(const shortfall&, const shortfall&) = default;
};

/// Which units go: the outcome of the dispatch stage.
struct dispatch_outcome {
    search_end end = search_end::covered;
    bool position_assumed = false;  ///< the incident has no position: the owner's own is used
    std::uint32_t visited = 0;      ///< candidates that were looked at, the count that the budget bounds
    std::vector<assignment> assignments;
    std::vector<shortfall> shortfalls;
    reason_list reasons;
};

}  // namespace v0
}  // namespace muster
