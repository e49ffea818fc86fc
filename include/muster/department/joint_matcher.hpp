#pragma once

#include "muster/core/digest.hpp"                      // digest
#include "muster/core/error.hpp"                       // error
#include "muster/core/expects.hpp"                     // MUSTER_EXPECTS
#include "muster/core/field.hpp"                       // fields, is_mapped
#include "muster/core/name_book.hpp"                   // name_book
#include "muster/department/department_directory.hpp"  // department_directory
#include "muster/department/detail/bits.hpp"           // bits
#include "muster/department/detail/group_reasons.hpp"  // group_reasons
#include "muster/department/detail/group_search.hpp"   // group_search
#include "muster/department/match_verdict.hpp"         // match_verdict
#include "muster/model/incident.hpp"                   // field_value
#include "muster/model/joint_action.hpp"               // joint_action_group
#include "muster/model/stage_context.hpp"              // match_context

#include <concepts>     // convertible_to, integral
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <span>         // span
#include <string>       // to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What was learned from past incidents: how likely a department is to be wanted in those of a type.
template <class Learned>
concept learned_pairs = requires(const Learned& pairs, type_id type, department_handle which) {
    { pairs.score_thousandths(type, which) } -> std::integral;
};

/// How far the past adds to what is declared.
struct match_options {
    std::int64_t join_from_thousandths = 500;  ///< a department with at least this score joins; at least 1
    std::uint32_t most_joiners = 64;           ///< of those, so many with the best scores; 0: nobody joins by its past
};

/// Which departments act jointly, who leads in which function, who owns the case, whose plans clash. A stage.
///
/// Declared duties are the floor. A needed function that no duty covers goes to one department that can do it: the
/// best by its past, then the first in the directory. Each function has one primary: the declared one for the most
/// specific type, then the best by its past, then the first in the directory; the others support. When several
/// departments have duties or needs to serve in several functions and one would lead them all, one function passes to
/// another: to the one with the best past that can do one, its lowest. Departments that came along in the past join
/// as supporting; they take no part from anybody and do not make an incident cross-cutting. So the past adds members,
/// and chooses between equal claims; everybody keeps the duties that are declared.
/// The case's owner is who the directory says, and there always is one. The receiver is who the incident's
/// `received_by` names, else the first receiver. Clashes are those between the standing claims of members.
///
/// What was learned is read once, when the matcher is built: scores for every type and department.
/// @throws error out_of_range (`join_from_thousandths` below 1: everybody would join everything)
/// @complexity O(duties + needs x departments), no allocation when warm. Deterministic: yes
class joint_matcher {
public:
    /// Nothing is learned: duties and needs alone decide.
    explicit joint_matcher(department_directory directory, match_options options = {})
        : directory_{std::move(directory)}, options_{options} {
        scores_.assign((directory_.type_count() + 1) * directory_.size(), 0);
        find_willing();
    }
    /// @param learned  has `score_thousandths(type_id, department_handle)`; asked once for each pair, and for no type
    template <class Learned>
    joint_matcher(department_directory directory, const Learned& learned, match_options options = {})
        : directory_{std::move(directory)}, options_{options} {
        static_assert(learned_pairs<Learned>,
                      "joint_matcher: what is learned must have score_thousandths(type_id, department_handle) const, "
                      "giving a whole number");
        if constexpr (learned_pairs<Learned>) {
            for (std::uint32_t t = 0; t <= directory_.type_count(); ++t) {
                const type_id type = t < directory_.type_count() ? type_id{t} : type_id::none();
                for (std::uint32_t i = 0; i < directory_.size(); ++i) {
                    scores_.push_back(learned.score_thousandths(type, directory_.handle_of(i)));
                }
            }
            find_willing();
        }
    }

    [[nodiscard]] const department_directory& directory() const noexcept { return directory_; }
    [[nodiscard]] const match_options& options() const noexcept { return options_; }

    void write_digest(digest& into) const {
        directory_.write_digest(into);
        into.number(options_.join_from_thousandths).number(options_.most_joiners);
        for (const std::int64_t each : scores_) { into.number(each); }
    }
    void write_names(name_book& names) const { directory_.write_names(names); }

    template <class T, class Situation, const auto& Map = fields<T>>
    void operator()(const T& object, const match_context<Situation>& context, joint_action_group& out) const {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        const auto go = [&](std::string_view receiver) {
            match(context.what.type, context.how_serious.decided, context.needed.needs, receiver, context.recording,
                  out);
        };
        if constexpr (requires { requires map_type::template has<"received_by">; }) {
            using value = detail::field_value<Map, "received_by", T>;
            static_assert(std::convertible_to<value, std::string_view>,
                          "joint_matcher: `received_by` must give the id of a department as text");
            const auto& receiver = Map.template get<"received_by">(object);
            go(receiver);
        } else {
            go({});
        }
    }
    template <class T, class Situation>
    [[nodiscard]] joint_action_group operator()(const T& object, const match_context<Situation>& context) const {
        joint_action_group out;
        (*this)(object, context, out);
        return out;
    }

    /// The stage itself, without a caller's incident.
    /// @param receiver  key of the department that took the call; empty: nobody is named
    void match(type_id type, response_level at, std::span<const need> needs, std::string_view receiver,
               record recording, joint_action_group& out) const {
        const std::size_t row = row_of(type);
        const detail::group_search found{
            directory_,    directory_.duties(type, at), scores_.data() + row * directory_.size(),
            willing_[row], options_.most_joiners,       needs};
        found.write(out);
        out.clashes.clear();
        for (const joint_action_group::clash& each : directory_.clashes(type, at)) {
            const std::uint64_t both = detail::bits::of(each.one.index) | detail::bits::of(each.other.index);
            if ((found.members() & both) == both) { out.clashes.push_back(each); }
        }
        out.reasons.clear();
        const bool is_known = refer(type, receiver, found.members(), out);
        if (recording != record::all) { return; }
        const type_id through = directory_.owned_through(type);
        note(out, through ? subject::incident_type : subject::nothing, through.index,
             through ? match_verdict::owned_by_type : match_verdict::owned_by_default);
        if (!is_known) { note(out, subject::nothing, 0, match_verdict::receiver_unknown); }
        detail::group_reasons{found, options_.join_from_thousandths, out}.write();
    }

    /// The verdict on one department, by asking again; for one that was left out with others, its own score.
    /// @pre the department is of the directory (MUSTER_EXPECTS)
    template <class T, class Situation>
    [[nodiscard]] reason why_not(department_handle which, const T& object,
                                 const match_context<Situation>& context) const {
        MUSTER_EXPECTS(which.index < directory_.size(), "joint_matcher::why_not: no such department");
        const match_context<Situation> asking{context.where,     context.what,    context.how_serious, context.needed,
                                              context.situation, context.scratch, record::all};
        const joint_action_group again = (*this)(object, asking);
        reason answer;
        for (const reason& each : again.reasons) {
            if (each.about != subject::department) { continue; }
            if (each.index == which.index) { return each; }
            if (each.is_group) { answer = each; }
        }
        answer.is_group = false;
        answer.index = which.index;
        answer.actual = scores_[row_of(context.what.type) * directory_.size() + which.index];
        return answer;
    }

private:
    [[nodiscard]] std::size_t row_of(type_id type) const noexcept {
        return type.index < directory_.type_count() ? type.index : directory_.type_count();
    }

    void find_willing() {
        if (options_.join_from_thousandths < 1) {
            throw error{errc::out_of_range, "joint_matcher: departments join from a score of " +
                                                std::to_string(options_.join_from_thousandths) +
                                                " thousandths; it must be at least 1"};
        }
        for (std::size_t row = 0; row <= directory_.type_count(); ++row) {
            std::uint64_t mask = 0;
            for (std::uint32_t i = 0; i < directory_.size(); ++i) {
                if (scores_[row * directory_.size() + i] >= options_.join_from_thousandths) {
                    mask |= detail::bits::of(i);
                }
            }
            willing_.push_back(mask);
        }
    }

    // Owner, receiver and what passes between them. False: the receiver is named, and there is no such department.
    bool refer(type_id type, std::string_view receiver, std::uint64_t members, joint_action_group& out) const {
        out.case_owner = directory_.case_owner(type);
        out.received_by = receiver.empty() ? directory_.first_receiver() : directory_.find(receiver);
        const bool is_known = static_cast<bool>(out.received_by);
        if (!is_known) { out.received_by = directory_.first_receiver(); }
        const bool acts = (members & detail::bits::of(out.received_by.index)) != 0;
        out.passes = out.received_by == out.case_owner ? referral::keep : acts ? referral::joint : referral::transfer;
        return is_known;
    }

    static void note(joint_action_group& out, subject about, std::uint32_t index, match_verdict verdict) {
        reason& made = out.reasons.emplace_back();
        made.stage = stage_id::match;
        made.about = about;
        made.index = index;
        made.purpose = capability_id::none_index;
        made.verdict = static_cast<std::uint16_t>(verdict);
    }

    department_directory directory_;
    match_options options_;
    std::vector<std::int64_t> scores_;    // by type, the last for none; then by department
    std::vector<std::uint64_t> willing_;  // by type: the departments whose score lets them join
};

}  // namespace v0
}  // namespace muster
