#pragma once

#include "sf_joint.hpp"  // type_set, f1_of
#include "sf_team.hpp"   // team

#include "muster/core/ids.hpp"                  // type_id, department_handle
#include "muster/core/reason.hpp"               // record
#include "muster/department/affinity.hpp"       // affinity
#include "muster/department/joint_matcher.hpp"  // joint_matcher
#include "muster/model/joint_action.hpp"        // joint_action_group

#include <cstddef>   // size_t
#include <cstdint>   // int64_t
#include <map>       // map
#include <optional>  // optional
#include <span>      // span
#include <utility>   // pair
#include <vector>    // vector

namespace sf {

/// How `match` learns from a log of calls.
struct match_settings {
    bool as_teams = true;     ///< the one best team goes; else each unit type joins for itself
    bool expects_f1 = false;  ///< a team's score is the F1 to be expected of it; else its share
    call_detail finest = call_detail::priority;
    std::int64_t strength = 2;   ///< of affinity: the wider kind weighs as much as so many calls
    std::int64_t join_from = 1;  ///< thousandths
};

// Chosen on 7 to 10 April 2020, the days before the first test day, each decided from those before it; not on any test
// day. Tried there: strengths of 1 to 50; leaves by call type, priority, battalion, station area and neighbourhood;
// thresholds of 300 to 700; and choosing strength and leaf anew by cross-validation of every day's lessons, which was
// no better (F1 0.902 where these give 0.904).
inline constexpr match_settings team_for_exact{};
inline constexpr match_settings team_for_f1{true, true, call_detail::station_area, 2, 1};
inline constexpr match_settings singles_for_exact{false, false, call_detail::priority, 1, 500};
inline constexpr match_settings singles_for_f1{false, false, call_detail::priority, 1, 350};

/// Of each team the F1 to be expected when it goes: its F1 against every team, by the share of that one. Thousandths,
/// halves up. `muster::joint_matcher` asks it as it asks an affinity.
class expected_f1 {
public:
    /// @param shares  of a tree of `type_count` types, and of `teams`
    expected_f1(const muster::affinity& shares, std::span<const team> teams, std::size_t type_count)
        : teams_{teams}, likely_(type_count + 1) {
        for (std::uint32_t t = 0; t <= type_count; ++t) {
            const muster::type_id type = t < type_count ? muster::type_id{t} : muster::type_id::none();
            for (std::uint32_t i = 0; i < teams.size(); ++i) {
                const std::int64_t share = shares.score_thousandths(type, {i, 0});
                if (share > 0) { likely_[t].emplace_back(teams[i].set, share); }
            }
        }
    }

    [[nodiscard]] std::int64_t score_thousandths(muster::type_id type, muster::department_handle which) const {
        std::int64_t sum = 0;
        for (const auto& [set, share] : type ? likely_[type.index] : likely_.back()) {
            sum += share * f1_of(teams_[which.index].set, set);
        }
        return (sum + f1_one / 2) / f1_one;
    }

private:
    std::span<const team> teams_;
    std::vector<std::vector<std::pair<type_set, std::int64_t>>> likely_;  // by type, the last for none
};

/// Decides by muster's match stage, taught by past calls. Nothing learned: nobody goes.
///
/// A team goes when it has the best score of all, of equal ones the one with fewer types, then the first by the
/// alphabet; it may have been seen only at wider kinds of the call.
class log_match {
public:
    log_match(std::span<const lesson> lessons, const unit_types& types, const match_settings& how)
        : finest_{how.finest},
          teams_{how.as_teams ? teams_of(lessons, types) : singles_of(types)},
          tree_{tree_of(lessons, teams_, how.finest)} {
        if (lessons.empty()) { return; }
        muster::department_directory directory = directory_of(teams_, tree_);
        const muster::affinity learned{
            tree_, directory, lines(lessons, how), {how.strength, muster::unknown_names::list}};
        const muster::match_options options{how.join_from, how.as_teams ? 1 : muster::department_directory::limit};
        if (how.expects_f1) {
            matcher_.emplace(std::move(directory), expected_f1{learned, teams_, tree_.size()}, options);
        } else {
            matcher_.emplace(std::move(directory), learned, options);
        }
    }

    /// The unit types to send.
    [[nodiscard]] type_set decide(const call& c) {
        if (!matcher_) { return 0; }
        matcher_->match(type_of(c, tree_, finest_), muster::level_III, {}, {}, muster::record::none, group_);
        type_set decided = 0;
        for (const muster::joint_action_group::member& each : group_.members) {
            decided |= teams_[each.department.index].set;
        }
        return decided;
    }

private:
    // A line of the log as affinity reads it, with what it is called already looked up.
    struct line {
        muster::type_id type;
        std::vector<muster::department_handle> departments;
        std::int64_t count = 0;
    };

    [[nodiscard]] std::vector<line> lines(std::span<const lesson> lessons, const match_settings& how) const {
        std::map<std::pair<std::uint32_t, type_set>, std::int64_t> counts;
        for (const lesson& each : lessons) {
            ++counts[{type_of(*each.what, tree_, finest_).index, each.label.together}];
        }
        std::vector<line> all;
        for (const auto& [at, count] : counts) {
            line made{{at.first}, {}, count};
            for (std::uint32_t i = 0; i < teams_.size(); ++i) {
                const bool went = how.as_teams ? teams_[i].set == at.second : (teams_[i].set & at.second) != 0;
                if (went) { made.departments.push_back({i, 0}); }
            }
            all.push_back(std::move(made));
        }
        return all;
    }

    call_detail finest_;
    std::vector<team> teams_;
    muster::type_tree tree_;
    std::optional<muster::joint_matcher> matcher_;
    muster::joint_action_group group_;
};

}  // namespace sf
