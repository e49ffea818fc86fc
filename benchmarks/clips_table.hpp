#pragma once

#if defined(MUSTER_HAVE_CLIPS)

#include "table_facts.hpp"

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <stdexcept>    // runtime_error
#include <string>       // string
#include <type_traits>  // is_same_v
#include <vector>       // vector

extern "C" {
#include <clips/clips.h>
}
#undef TRUE
#undef FALSE
#undef LOCALE

namespace bench {

/// The workload's rules in CLIPS 6.30: one rule each, earlier ones of higher salience. A case is one fact of a template with a
/// slot a column, made through the C interface; the first rule that fires says its number.
template <class Code>
class clips_table {
public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    explicit clips_table(const table_workload& from) : env_{CreateEnvironment()}, inputs_{from.inputs} {
        build("(defglobal ?*answer* = -1)");
        std::string slots = "(deftemplate case";
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            names_.push_back("c" + std::to_string(i));
            slots += " (slot " + names_[i] + ")";
        }
        build(slots + ")");
        for (std::size_t rule = 0; rule < from.rules.size(); ++rule) { build(rule_text(from.rules[rule], rule)); }
        template_ = EnvFindDeftemplate(env_, "case");
        EnvReset(env_);
    }
    clips_table(const clips_table&) = delete;
    clips_table& operator=(const clips_table&) = delete;
    ~clips_table() { DestroyEnvironment(env_); }

    /// The first rule that holds, or `none`.
    [[nodiscard]] std::uint32_t decide(const facts<Code>& object) const {
        fact* made = EnvCreateFact(env_, template_);
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            DATA_OBJECT value;
            if (inputs_[i].kind == muster::value_kind::number) {
                value.type = FLOAT;
                value.value = EnvAddDouble(env_, object.numbers[i]);
            } else if constexpr (std::is_same_v<Code, std::string>) {
                value.type = SYMBOL;
                value.value = EnvAddSymbol(env_, object.codes[i].c_str());
            } else {
                value.type = INTEGER;
                value.value = EnvAddLong(env_, object.codes[i]);
            }
            EnvPutFactSlot(env_, made, names_[i].c_str(), &value);
        }
        void* asserted = EnvAssert(env_, made);
        std::uint32_t answer = none;
        if (EnvRun(env_, 1) == 1) {
            DATA_OBJECT said;
            EnvGetDefglobalValue(env_, "answer", &said);
            answer = static_cast<std::uint32_t>(ValueToLong(said.value));
        }
        EnvRetract(env_, asserted);
        return answer;
    }

private:
    void build(const std::string& construct) {
        if (EnvBuild(env_, construct.c_str()) == 0) { throw std::runtime_error{"CLIPS does not take: " + construct}; }
    }

    [[nodiscard]] static std::string slot_text(const std::string& name, const muster::input_clause& input,
                                               const muster::input_entry& entry) {
        std::string test;
        if (input.kind == muster::value_kind::number) {
            const std::string variable = "?" + name;
            const muster::number_range& range = entry.ranges[0];
            test = variable + "&:(and TRUE";
            if (range.includes_low) { test += " (>= " + variable + " " + std::to_string(range.low) + ")"; }
            if (range.high < 1e300) { test += " (< " + variable + " " + std::to_string(range.high) + ")"; }
            test += ")";
        } else {
            const auto add = [&](const std::string& code) {
                test += (test.empty()       ? ""
                         : entry.is_negated ? "&"
                                            : "|") +
                        std::string{entry.is_negated ? "~" : ""} + code;
            };
            for (const std::string& each : entry.texts) { add(each); }
            for (const muster::number_range& each : entry.ranges) { add(std::to_string(static_cast<int>(each.low))); }
        }
        return " (" + name + " " + test + ")";
    }

    [[nodiscard]] std::string rule_text(const muster::table_rule& rule, std::size_t number) const {
        std::string made = "(defrule r" + std::to_string(number) + " (declare (salience " +
                           std::to_string(9000 - static_cast<int>(number)) + ")) (case";
        for (std::size_t i = 0; i < rule.when.size(); ++i) {
            if (!rule.when[i].is_any) { made += slot_text(names_[i], inputs_[i], rule.when[i]); }
        }
        return made + ") => (bind ?*answer* " + std::to_string(number) + "))";
    }

    void* env_;
    void* template_ = nullptr;
    std::vector<muster::input_clause> inputs_;
    std::vector<std::string> names_;
};

}  // namespace bench

#endif
