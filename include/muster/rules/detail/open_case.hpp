#pragma once

#include "muster/rules/compiled_rules.hpp"  // compiled_rules
#include "muster/rules/table_proof.hpp"     // prove

#include <algorithm>  // min, max
#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// What a table of levels could still say to a case some of whose values are unknown.
///
/// A rule can still decide when it passes every known value and some value of each input that is unknown. Rules are
/// gone through in the order in which they decide; where the first one decides, those behind a rule that holds whatever
/// comes out cannot. The safe level is possible as well where a gap or a clash may be left once every value is known:
/// a gap where no rule is sure to hold, unless the table is proven to have none over known values; a clash where two
/// rules that may not stand together can still hold, likewise. What a table lacks only for unknown values is no such
/// gap: it is over once they are known.
class open_case {
public:
    using class_id = input_partition::class_id;

    struct bounds {
        bool is_open = false;          ///< whether any value is unknown
        std::uint8_t lowest = 0;       ///< the rank of the least serious level that is possible
        std::uint8_t highest = 0;      ///< of the most serious one
        std::uint32_t settled_by = 0;  ///< the unknown input that the most serious level hangs on
    };

    open_case() = default;
    /// @param ranks  the rank of each rule's level
    open_case(const compiled_rules& logic, std::vector<std::uint8_t> ranks, std::uint8_t safe)
        : ranks_{std::move(ranks)}, safe_{safe}, inputs_{logic.inputs().size()} {
        // A floating-point value may be NaN, which is unknown, though the proof may leave that out.
        for (const input_clause& each : logic.inputs()) {
            may_be_open_ = may_be_open_ || each.may_be_unknown || each.kind == value_kind::number;
        }
        if (!may_be_open_) { return; }
        prove_over_known(logic);
        for (std::size_t rule = 0; rule < logic.size(); ++rule) {
            for (std::size_t i = 0; i < inputs_; ++i) {
                bool some = false;
                bool every = true;
                const input_partition& cut = logic.partition(i);
                for (std::size_t which = 0; which < cut.size(); ++which) {
                    const auto each = static_cast<class_id>(which);
                    if (each == input_partition::unknown_class() || !cut.is_reachable(each)) { continue; }
                    const bool passes = logic.passes(rule, i, each);
                    some = some || passes;
                    every = every && passes;
                }
                passes_some_.push_back(some);
                passes_every_.push_back(every);
            }
        }
    }

    [[nodiscard]] bool may_be_open() const noexcept { return may_be_open_; }

    /// @param classes  of each input the class of its value
    [[nodiscard]] bounds look(const compiled_rules& logic, const std::vector<class_id>& classes) const noexcept {
        bounds found;
        std::uint32_t first_open = 0;
        for (std::size_t i = inputs_; i-- > 0;) {
            if (classes[i] != input_partition::unknown_class()) { continue; }
            found.is_open = true;
            first_open = static_cast<std::uint32_t>(i);
        }
        if (!found.is_open) { return found; }
        bool is_any_sure = false;
        bool may_clash = false;
        std::uint32_t first_possible = never;
        found.settled_by = first_open;
        for (std::size_t place = 0; place < logic.size(); ++place) {
            const std::uint32_t rule = logic.rule_at(place);
            const std::uint32_t hangs_on = look_at(logic, rule, classes);
            if (hangs_on == never) { continue; }
            const bool is_sure = hangs_on == whatever;
            const bool decides_alone = logic.policy() == hit_policy::first || logic.policy() == hit_policy::priority;
            // Ranks count from the most serious: 1.
            if (found.highest == 0 || ranks_[rule] < found.highest) {
                found.highest = ranks_[rule];
                found.settled_by = is_sure ? found.settled_by : hangs_on;
            }
            found.lowest = std::max(found.lowest, ranks_[rule]);
            is_any_sure = is_any_sure || is_sure;
            if (first_possible == never) {
                first_possible = rule;
            } else {
                may_clash = may_clash || logic.policy() == hit_policy::unique ||
                            (logic.policy() == hit_policy::any &&
                             logic.rules()[rule].outcome != logic.rules()[first_possible].outcome);
            }
            if (is_sure && decides_alone) { break; }
        }
        const bool may_fall = (has_gaps_ && !is_any_sure) || (has_clashes_ && may_clash);
        if (may_fall) {
            found.highest = found.highest == 0 ? safe_ : std::min(found.highest, safe_);
            found.lowest = std::max(found.lowest, safe_);
        }
        if (found.highest == 0) { found.is_open = false; }  // no value that may come out changes anything
        return found;
    }

private:
    static constexpr std::uint32_t never = ~std::uint32_t{0};
    static constexpr std::uint32_t whatever = never - 1;

    // Looks for gaps and clashes among the cases all of whose values are known.
    void prove_over_known(const compiled_rules& logic) {
        std::vector<input_clause> inputs = logic.inputs();
        for (std::size_t i = 0; i < inputs_; ++i) {
            inputs[i].may_be_unknown = false;
            if (!has_known(logic.partition(i))) { return; }  // of no use, and no table either
        }
        const table_proof proof = prove({logic.name(), logic.policy(), std::move(inputs), logic.rules()});
        has_gaps_ = !proof.is_complete();
        has_clashes_ = !proof.is_free_of_clashes();
    }
    [[nodiscard]] static bool has_known(const input_partition& cut) {
        for (std::size_t which = 0; which < cut.size(); ++which) {
            const auto each = static_cast<class_id>(which);
            if (each != input_partition::unknown_class() && cut.is_reachable(each)) { return true; }
        }
        return false;
    }

    // Whether a rule can still hold: the first unknown input that it hangs on, `whatever` comes out, or `never`.
    [[nodiscard]] std::uint32_t look_at(const compiled_rules& logic, std::uint32_t rule,
                                        const std::vector<class_id>& classes) const noexcept {
        std::uint32_t hangs_on = whatever;
        for (std::size_t i = 0; i < inputs_; ++i) {
            const std::size_t at = rule * inputs_ + i;
            if (classes[i] != input_partition::unknown_class()) {
                if (!logic.passes(rule, i, classes[i])) { return never; }
            } else if (!passes_some_[at]) {
                return never;
            } else if (!passes_every_[at] && hangs_on == whatever) {
                hangs_on = static_cast<std::uint32_t>(i);
            }
        }
        return hangs_on;
    }

    std::vector<std::uint8_t> ranks_;
    std::uint8_t safe_ = 0;
    std::size_t inputs_ = 0;
    bool may_be_open_ = false;
    bool has_gaps_ = true;                          // whether a case of known values may be left without a rule
    bool has_clashes_ = true;                       // whether rules may clash over one
    std::vector<bool> passes_some_, passes_every_;  // rule by rule, input by input: of the values that may come out
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
