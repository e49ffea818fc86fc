#pragma once

#include "muster/core/digest.hpp"             // digest
#include "muster/core/error.hpp"              // error
#include "muster/core/name_book.hpp"          // name_book
#include "muster/core/policy.hpp"             // policy
#include "muster/governance/plan.hpp"         // plan
#include "muster/governance/static_card.hpp"  // static_card
#include "muster/model/incident.hpp"          // check
#include "muster/model/stage_context.hpp"     // contexts

#include <algorithm>    // upper_bound
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_invocable
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

namespace detail {

// Calls a stage in whichever of its two forms it has. The caller has checked that it has one.
template <class Outcome, class Stage, class T, class Context>
void ask(const Stage& stage, const T& object, const Context& context, Outcome& out) {
    if constexpr (std::is_invocable_v<const Stage&, const T&, const Context&, Outcome&>) {
        stage(object, context, out);
    } else {
        out = stage(object, context);
    }
}

template <class Outcome, class Stage, class T, class Context>
inline constexpr bool is_stage = std::is_invocable_v<const Stage&, const T&, const Context&, Outcome&> ||
                                 std::is_invocable_r_v<Outcome, const Stage&, const T&, const Context&>;

// A number is printed by hand: std::to_string would allocate for each decision.
inline void append_number(std::string& words, std::uint64_t number) {
    char digits[20];
    std::size_t at = sizeof digits;
    do {
        digits[--at] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    words.append(digits + at, sizeof digits - at);
}

template <class Id>
void print_key(std::string& words, const Id& key_value) {
    words.clear();
    if constexpr (std::is_integral_v<Id>) {
        if (key_value < 0) { words += '-'; }
        const auto magnitude = static_cast<std::uint64_t>(key_value);
        append_number(words, key_value < 0 ? 0 - magnitude : magnitude);
    } else {
        words += std::string_view{key_value};
    }
}

}  // namespace detail

/// The pipeline: asks the stages of a policy one after the other, each with only what it needs, and writes one plan.
///
/// Const once built; decisions from many threads at once are fine, with one `workspace` each. Name, version and digest
/// stand in every plan, so two policies can be compared side by side. The digest covers what the stages write of
/// themselves (`write_digest(digest&)`, as our components do); for a lambda, the version is all that tells.
/// Throws nothing of its own; what a caller's stage throws passes through and the plan handed in is unspecified.
template <class Policy>
class governance {
public:
    /// @param card  what is done when nothing is known or everything is stale; none: the stages answer alone
    governance(Policy stages, std::string name_of_policy, std::uint32_t version, record recording = record::all,
               static_card card = {})
        : stages_{std::move(stages)},
          name_{std::move(name_of_policy)},
          version_{version},
          recording_{recording},
          card_{std::move(card)} {
        if (name_.empty()) { throw error{errc::empty, "governance: the policy needs a name; plans carry it"}; }
        digest sum = digest{}.words(name_).number(version);
        stages_.for_each([&sum](const auto& each) {
            if constexpr (requires { each.write_digest(sum); }) {
                each.write_digest(sum);
            } else if constexpr (requires { each.get().write_digest(sum); }) {  // std::cref(stage)
                each.get().write_digest(sum);
            }
        });
        if (card_.is_set()) { card_.write_digest(sum); }
        digest_ = sum.value();
    }

    [[nodiscard]] const Policy& stages() const noexcept { return stages_; }
    [[nodiscard]] const std::string& name_of_policy() const noexcept { return name_; }
    [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
    [[nodiscard]] std::uint64_t policy_digest() const noexcept { return digest_; }

    /// What the stages call their cells, types, rules, levels and cards: for rendering.
    /// @param more  whatever else has `write_names(name_book&)`: the capabilities, the fleet
    template <class... More>
    [[nodiscard]] name_book names(const More&... more) const {
        name_book all;
        const auto add = [&all](const auto& each) {
            if constexpr (requires { each.write_names(all); }) {
                each.write_names(all);
            } else if constexpr (requires { each.get().write_names(all); }) {  // std::cref(stage)
                each.get().write_names(all);
            }
        };
        stages_.for_each(add);
        card_.write_names(all);
        (more.write_names(all), ...);
        return all;
    }

    /// Decides one incident into `out`, whose memory is used again: no allocation once it and `scratch` are warm.
    ///
    /// @param object     a caller's incident, read through `Map`
    /// @param situation  has `now` and `version()`; the stages read the rest
    template <class T, class Situation, const auto& Map = fields<T>>
    void decide(const T& object, const Situation& situation, workspace& scratch, plan& out) const {
        static_assert(muster::check<incident, T, Map>());
        check_stages<T, Situation>();
        detail::print_key(out.incident_key, Map.template get<"id">(object));
        out.decided_at = situation.now;
        out.situation_version = situation.version();
        if constexpr (requires { situation.units.version(); }) {
            out.units_version = situation.units.version();
        } else {
            out.units_version = out.situation_version;
        }
        out.policy_name = name_;
        out.policy_version = version_;
        out.policy_digest = digest_;
        // Most stages know no gap and leave what the last incident's may have said.
        out.what.gap = out.how_serious.gap = out.needed.gap = gap_kind::none;
        run<stage_id::locate>(object, locate_context{scratch, recording_}, out.where, out);
        run<stage_id::classify>(object, classify_context{out.where, scratch, recording_}, out.what, out);
        run<stage_id::grade>(object, grade_context{out.where, out.what, situation.now, scratch, recording_},
                             out.how_serious, out);
        run<stage_id::require>(object, require_context{out.where, out.what, out.how_serious, scratch, recording_},
                               out.needed, out);
        turn_to_card(situation, out);
        const bool knows_units = out.on_card != card_cause::stale;
        run<stage_id::gauge>(object, later<gauge_context<Situation>>(situation, scratch, out), out.advised, out);
        run<stage_id::match>(object, later<match_context<Situation>>(situation, scratch, out), out.group, out);
        run<stage_id::consult>(object,
                               consult_context<Situation>{out.where, out.what, out.how_serious, out.needed, out.group,
                                                          situation, situation.now, scratch, recording_},
                               out.panel, out);
        run<stage_id::dispatch>(object,
                                dispatch_context<Situation>{out.where, out.what, out.how_serious, out.needed, situation,
                                                            situation.now, scratch, recording_},
                                out.units, out, knows_units);
        run<stage_id::assemble>(
            object,
            assemble_context<Situation>{out.where, out.what, out.how_serious, out.needed, out.advised, out.group,
                                        out.panel, out.units, situation, scratch, recording_},
            out.called, out);
        ask_people(situation, out);
    }

    /// Decides one incident. For a loop, hand the plan back: the overload above does not allocate.
    template <class T, class Situation, const auto& Map = fields<T>>
    [[nodiscard]] plan decide(const T& object, const Situation& situation, workspace& scratch) const {
        plan out;
        decide<T, Situation, Map>(object, situation, scratch, out);
        return out;
    }

private:
    template <class Context, class Situation>
    [[nodiscard]] Context later(const Situation& situation, workspace& scratch, const plan& out) const {
        return {out.where, out.what, out.how_serious, out.needed, situation, scratch, recording_};
    }

    template <stage_id Id, class T, class Context, class Outcome>
    void run(const T& object, const Context& context, Outcome& outcome, plan& out, bool trusted = true) const {
        bool& asked = out.asked[static_cast<std::size_t>(Id)];
        if constexpr (Policy::template has<Id>) {
            if (trusted) {
                detail::ask(stages_.template get<Id>(), object, context, outcome);
                asked = true;
                return;
            }
        }
        // The plan was handed back from a decision that did ask the stage, or into which the static card wrote.
        if (asked || out.on_card != card_cause::none) { outcome = Outcome{}; }
        asked = false;
    }

    // Nothing known: the card's level and needs stand in. Units not heard of: dispatch is not asked.
    template <class Situation>
    void turn_to_card(const Situation& situation, plan& out) const {
        out.on_card = card_cause::none;
        out.card_orders = 0;
        if (!card_.is_set()) { return; }
        if constexpr (requires { situation.last_observed.has_value(); }) {
            if (situation.last_observed && card_.is_stale(*situation.last_observed, situation.now)) {
                out.on_card = card_cause::stale;
            }
        }
        const bool asks_place = out.was_asked(stage_id::locate);
        const bool asks_type = out.was_asked(stage_id::classify);
        const bool knows_place = asks_place && out.where.status != location_status::no_position;
        const bool knows_type = asks_type && out.what.status != classification_status::no_rule;
        if ((asks_place || asks_type) && !knows_place && !knows_type) {
            if (out.on_card == card_cause::none) { out.on_card = card_cause::nothing_known; }
            grading& graded = out.how_serious;
            if (is_more_serious(card_.level(), graded.decided)) { graded.criterion = criterion_id::none(); }
            graded.decided = more_serious(graded.decided, card_.level());
            graded.highest = more_serious(graded.highest, graded.decided);
            if (!graded.lowest) { graded.lowest = graded.decided; }
            for (const need& each : card_.needs()) { add_need(each, out.needed.needs); }
        }
        if (out.on_card != card_cause::none) { out.card_orders = static_cast<std::uint32_t>(card_.orders().size()); }
    }

    // Adds a need in its place, unless another one covers it: the card never makes less of what a run card asks for.
    static void add_need(const need& more, std::vector<need>& needs) {
        for (const need& each : needs) {
            if (covers(each, more)) { return; }
        }
        std::erase_if(needs, [&more](const need& each) { return covers(more, each); });
        const auto comes_before = [](const need& a, const need& b) {
            if (a.capability != b.capability) { return a.capability < b.capability; }
            if (a.has_limit() != b.has_limit()) { return a.has_limit(); }
            return a.limit.within < b.limit.within;
        };
        needs.insert(std::upper_bound(needs.begin(), needs.end(), more, comes_before), more);
    }

    // What people are asked, as far as the hour's questions last.
    template <class Situation>
    static void ask_people(const Situation& situation, plan& out) {
        out.questions.clear();
        std::uint32_t left = 0xffff'ffffU;
        if constexpr (requires { situation.questions.left(situation.now); }) {
            left = situation.questions.left(situation.now);
        }
        const auto put = [&](question_kind kind) {
            out.questions.push_back({kind, left > 0});
            if (left > 0) { --left; }
        };
        if (out.was_asked(stage_id::classify) && !out.what.type) { put(question_kind::which_type); }
        if (out.was_asked(stage_id::gauge) && out.advised.recommended == mode::convergent) {
            put(question_kind::confirm_mode);
        }
    }

    template <stage_id Id, class Outcome, class T, class Context>
    static consteval bool fits() {
        if constexpr (Policy::template has<Id>) {
            using stage_type = std::remove_cvref_t<decltype(std::declval<const Policy&>().template get<Id>())>;
            return detail::is_stage<Outcome, stage_type, T, Context>;
        } else {
            return true;
        }
    }

    // One sentence a stage, before anything is called.
    template <class T, class Situation>
    static consteval void check_stages() {
        static_assert(fits<stage_id::locate, location, T, locate_context>(),
                      "policy: stage `locate` must be callable as location(const Incident&, const locate_context&)");
        static_assert(fits<stage_id::classify, classification, T, classify_context>(),
                      "policy: stage `classify` must be callable as classification(const Incident&, const "
                      "classify_context&)");
        static_assert(fits<stage_id::grade, grading, T, grade_context>(),
                      "policy: stage `grade` must be callable as grading(const Incident&, const grade_context&)");
        static_assert(fits<stage_id::require, requirement, T, require_context>(),
                      "policy: stage `require` must be callable as requirement(const Incident&, const "
                      "require_context&)");
        static_assert(
            fits<stage_id::gauge, mode_advice, T, gauge_context<Situation>>(),
            "policy: stage `gauge` must be callable as mode_advice(const Incident&, const gauge_context<S>&)");
        static_assert(fits<stage_id::match, joint_action_group, T, match_context<Situation>>(),
                      "policy: stage `match` must be callable as joint_action_group(const Incident&, const "
                      "match_context<S>&)");
        static_assert(fits<stage_id::consult, expert_panel, T, consult_context<Situation>>(),
                      "policy: stage `consult` must be callable as expert_panel(const Incident&, const "
                      "consult_context<S>&)");
        static_assert(fits<stage_id::dispatch, dispatch_outcome, T, dispatch_context<Situation>>(),
                      "policy: stage `dispatch` must be callable as dispatch_outcome(const Incident&, const "
                      "dispatch_context<S>&)");
        static_assert(fits<stage_id::assemble, assembly, T, assemble_context<Situation>>(),
                      "policy: stage `assemble` must be callable as assembly(const Incident&, const "
                      "assemble_context<S>&)");
    }

    Policy stages_;
    std::string name_;
    std::uint32_t version_;
    record recording_;
    static_card card_;
    std::uint64_t digest_ = 0;
};

/// What became of a plan that was handed in to be carried out.
enum class commit_outcome : std::uint8_t {
    committed,   ///< its units are booked, its experts called, its questions put
    units_only,  ///< its units are booked; of its panel somebody is no longer free, so nobody was called: consult again
    stale,       ///< the units have moved on: nothing is booked, decide again
};

/// Books the units of a plan, all or none, on the fleet that it was made for; then its experts, all or none.
///
/// Two deciders never book one unit. What has changed but the units, experts, loads or questions, holds no unit back:
/// an order that saves lives waits for no panel. A plan that books nobody leaves the situation as it was, and may be
/// handed in again; its questions then count again.
/// Reads and changes `situation.units`, and `situation.experts` and `situation.questions` where there are such.
template <class Situation>
[[nodiscard]] commit_outcome commit(const plan& made, Situation& situation) {
    if (!situation.units.commit(made.units.assignments, made.units_version)) { return commit_outcome::stale; }
    bool has_panel = true;
    if constexpr (requires { situation.experts.commit(made.panel.seats); }) {
        has_panel = situation.experts.commit(made.panel.seats);
    }
    if constexpr (requires { situation.questions.put(situation.now, 1U); }) {
        std::uint32_t put = 0;
        for (const question& each : made.questions) { put += each.is_put ? 1U : 0U; }
        situation.questions.put(situation.now, put);
    }
    return has_panel ? commit_outcome::committed : commit_outcome::units_only;
}

}  // namespace v0
}  // namespace muster
