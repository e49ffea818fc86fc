#pragma once

#include "muster/core/digest.hpp"          // digest
#include "muster/core/error.hpp"           // error
#include "muster/core/name_book.hpp"       // name_book
#include "muster/model/capability.hpp"     // capability_set
#include "muster/model/card_verdict.hpp"   // card_verdict
#include "muster/model/level.hpp"          // response_scale
#include "muster/model/outcomes.hpp"       // requirement
#include "muster/model/stage_context.hpp"  // require_context
#include "muster/model/type_tree.hpp"      // type_tree

#include <algorithm>  // sort
#include <string>     // string
#include <vector>     // vector

namespace muster {
inline namespace v0 {

/// What incidents of a type and a range of levels ask for (力量调派方案).
struct run_card {
    label card_name;
    type_id type{};                 ///< this type and its kinds; none: every incident, unclassified ones included
    response_level most{};          ///< the most serious level it is for; none: no bound
    response_level least{};         ///< the least serious level it is for; none: no bound
    std::vector<need> needs;
    bool only_without_other = false;  ///< a fallback: applies only where no other card does
};

/// The run cards of a city, merged for every type and level when it is built: looking one up is O(its needs).
///
/// Several matching cards merge into the union of their needs; a need that another one covers is left out, so the
/// result asks for no less than any one card. A stage.
/// @throws error unknown_name (a type that is not of the tree), out_of_range (a level that the scale lacks, an
///         amount of 0, a time that is not positive, a capability beyond `capability_set::limit`), contradiction (a
///         level range that runs backwards, a time limit that no arrival can be held against), missing (a need
///         without a capability)
/// @complexity O(needs), no allocation when warm. Deterministic: yes
class run_card_table {
public:
    run_card_table(const type_tree& types, response_scale scale, std::vector<run_card> cards)
        : levels_{scale.size()}, cards_{std::move(cards)} {
        for (std::uint32_t i = 0; i < cards_.size(); ++i) { check_card(types, scale, i); }
        for (std::size_t type = 0; type <= types.size(); ++type) {  // one past the last: no type
            for (std::size_t rank = 1; rank <= levels_; ++rank) {
                merge(types, type < types.size() ? type_id{static_cast<std::uint32_t>(type)} : type_id::none(),
                      {static_cast<std::uint8_t>(rank)});
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return cards_.size(); }
    [[nodiscard]] const run_card& operator[](card_id which) const { return cards_[which.index]; }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(levels_)).number(static_cast<std::int64_t>(needs_.size()));
        for (const span_of_cards& each : merged_) {
            into.number(each.first_need).number(each.last_need).number(each.first_card).number(each.last_card);
        }
        for (const need& each : needs_) {
            into.number(each.capability.index).number(each.amount).number(each.card.index);
            muster::write_digest(each.limit, into);
        }
        for (const card_id each : matches_) { into.number(each.index); }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < cards_.size(); ++i) { names.set(subject::run_card, i, cards_[i].card_name); }
    }

    template <class T>
    void operator()(const T&, const require_context& context, requirement& out) const {
        look_up(context.what.type, context.how_serious.decided, context.recording, out);
    }
    template <class T>
    [[nodiscard]] requirement operator()(const T&, const require_context& context) const {
        requirement out;
        look_up(context.what.type, context.how_serious.decided, context.recording, out);
        return out;
    }

    /// The merged requirement of a type and a level. A level that is none counts as the least serious.
    void look_up(type_id type, response_level at, record recording, requirement& out) const {
        const std::size_t types = merged_.size() / levels_;
        const std::size_t row = type.index < types ? type.index : types - 1;
        const std::size_t rank = at.rank >= 1 && at.rank <= levels_ ? at.rank : levels_;
        const span_of_cards& found = merged_[row * levels_ + rank - 1];
        out.needs.assign(needs_.begin() + found.first_need, needs_.begin() + found.last_need);
        out.cards.assign(matches_.begin() + found.first_card, matches_.begin() + found.last_card);
        out.reasons.clear();
        if (recording != record::all) { return; }
        for (const card_id each : out.cards) { out.reasons.push_back(make_reason(each, card_verdict::matched)); }
        if (out.cards.empty()) { out.reasons.push_back(make_reason(card_id::none(), card_verdict::no_card)); }
        if (out.cards.size() < cards_.size()) {
            reason group = make_reason(card_id::none(), card_verdict::no_card);
            group.is_group = true;
            group.actual = static_cast<std::int64_t>(cards_.size() - out.cards.size());
            out.reasons.push_back(group);
        }
    }

private:
    struct span_of_cards {
        std::ptrdiff_t first_need = 0, last_need = 0, first_card = 0, last_card = 0;
    };

    static reason make_reason(card_id which, card_verdict verdict) noexcept {
        reason made;
        made.stage = stage_id::require;
        made.about = subject::run_card;
        made.index = which.index;
        made.verdict = static_cast<std::uint16_t>(verdict);
        made.counted_in = measure::count;
        return made;
    }

    void check_card(const type_tree& types, const response_scale& scale, std::uint32_t index) {
        run_card& card = cards_[index];
        const std::string who = "run card `" + card.card_name.en + "`";
        if (card.type && card.type.index >= types.size()) {
            throw error{errc::unknown_name, who + " is for a type that is not of the tree"};
        }
        for (const response_level each : {card.most, card.least}) {
            if (each && !scale.contains(each)) {
                throw error{errc::out_of_range, who + " names a level of rank " + std::to_string(each.rank) +
                                                    "; the scale has ranks 1 to " + std::to_string(scale.size())};
            }
        }
        if (card.most && card.least && is_more_serious(card.least, card.most)) {
            throw error{errc::contradiction, who + ": its range of levels runs backwards"};
        }
        for (need& each : card.needs) {
            if (!each.capability) { throw error{errc::missing, who + " has a need without a capability"}; }
            if (each.capability.index >= capability_set::limit) {
                throw error{errc::out_of_range, who + " needs capability " + std::to_string(each.capability.index) +
                                                    "; they are numbered from 0 to " +
                                                    std::to_string(capability_set::limit - 1)};
            }
            if (each.amount == 0) { throw error{errc::out_of_range, who + " asks for an amount of 0"}; }
            if (each.limit.within.ms != 0) { check(each.limit, who); }
            if (each.has_limit() && !is_arrival_limit(each.limit)) {
                throw error{errc::contradiction,
                            who + ": a time must run from received, classified, ordered or accepted to on scene; it "
                                  "runs from " +
                                std::string{to_string(each.limit.from)} + " to " +
                                std::string{to_string(each.limit.to)}};
            }
            each.card = {index};
        }
    }

    [[nodiscard]] static bool applies(const type_tree& types, const run_card& card, type_id type,
                                      response_level at) noexcept {
        if (card.type && !types.is_a(type, card.type)) { return false; }
        if (card.most && is_more_serious(at, card.most)) { return false; }
        return !card.least || !is_more_serious(card.least, at);
    }

    void merge(const type_tree& types, type_id type, response_level at) {
        span_of_cards made;
        made.first_card = static_cast<std::ptrdiff_t>(matches_.size());
        made.first_need = static_cast<std::ptrdiff_t>(needs_.size());
        for (const bool fallback : {false, true}) {
            if (fallback && made.first_card != static_cast<std::ptrdiff_t>(matches_.size())) { break; }
            for (std::uint32_t i = 0; i < cards_.size(); ++i) {
                if (cards_[i].only_without_other == fallback && applies(types, cards_[i], type, at)) {
                    matches_.push_back({i});
                }
            }
        }
        std::vector<need> all;
        for (std::size_t i = static_cast<std::size_t>(made.first_card); i < matches_.size(); ++i) {
            for (const need& each : cards_[matches_[i].index].needs) { all.push_back(each); }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            bool covered = false;
            for (std::size_t k = 0; k < all.size() && !covered; ++k) {
                // Of two needs that cover one another, the earlier stays.
                covered = k != i && covers(all[k], all[i]) && !(covers(all[i], all[k]) && i < k);
            }
            if (!covered) { needs_.push_back(all[i]); }
        }
        std::stable_sort(needs_.begin() + made.first_need, needs_.end(), [](const need& a, const need& b) {
            if (a.capability != b.capability) { return a.capability < b.capability; }
            if (a.has_limit() != b.has_limit()) { return a.has_limit(); }
            return a.limit.within < b.limit.within;
        });
        made.last_card = static_cast<std::ptrdiff_t>(matches_.size());
        made.last_need = static_cast<std::ptrdiff_t>(needs_.size());
        merged_.push_back(made);
    }

    std::size_t levels_;
    std::vector<run_card> cards_;
    std::vector<span_of_cards> merged_;  // by type, then by level
    std::vector<need> needs_;
    std::vector<card_id> matches_;
};

}  // namespace v0
}  // namespace muster
