#pragma once

#include "muster/rules/compiled_rules.hpp"      // compiled_rules
#include "muster/rules/detail/entry_check.hpp"  // is_value_of
#include "muster/rules/table_model.hpp"         // table_model

#include <algorithm>  // sort, unique, binary_search
#include <cmath>      // abs, ceil, floor
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// How two values compare: -1, 0, 1; of texts and booleans 0 equal, 1 not; unknown with an unknown side.
[[nodiscard]] inline table_value sign_of(const table_value& a, const table_value& b) noexcept {
    if (!a.is_known || !b.is_known || a.number != a.number || b.number != b.number) {
        return unknown_value(value_kind::whole_number);
    }
    double order = a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
    if (a.kind == value_kind::string) { order = a.text == b.text ? 0 : 1; }
    if (a.kind == value_kind::boolean) { order = a.number == b.number ? 0 : 1; }
    return number_value(order, value_kind::whole_number);
}

/// What one input of a table reads, by the number of the fact: its value, or how it compares with another fact.
struct input_reading {
    static constexpr std::size_t none = ~std::size_t{0};
    std::size_t fact = 0;
    std::size_t against = none;
};

/// Looks for cases of a table whose inputs do not stand alone: some compare the facts that others read.
///
/// Exact: values are tried at every limit of the facts that hang together, and as many between two limits as there are
/// such facts; no case is told apart from these. What numbers lie between two neighbouring doubles does not count.
class joint_cases {
public:
    /// @param readings  one an input
    /// @param kinds     one a fact
    joint_cases(const compiled_rules& table, const table_model& model, std::vector<input_reading> readings,
                std::vector<value_kind> kinds)
        : table_{table}, model_{model}, readings_{std::move(readings)}, kinds_{std::move(kinds)} {
        std::vector<std::size_t> uses(kinds_.size(), 0);
        for (const input_reading& each : readings_) {
            uses[each.fact] += each.against == input_reading::none ? 1U : 2U;  // a comparison has a say of its own
            if (each.against != input_reading::none) { uses[each.against] += 2U; }
        }
        for (std::size_t i = 0; i < uses.size(); ++i) {
            if (uses[i] > 1) { joint_.push_back(i); }
        }
    }

    /// Whether any inputs hang together. If not, every case can occur.
    [[nodiscard]] bool has_any() const noexcept { return !joint_.empty(); }

    enum class answer { found, none, ended };

    /// A case of a box of classes that can occur.
    /// @param region   of every input its classes, ascending
    /// @param witness  in: one of its cases, or empty; out, when found: one that can occur, the same if it can
    /// @param steps    in, out: spent; ended at `limit`
    [[nodiscard]] answer find(const std::vector<std::vector<input_partition::class_id>>& region,
                              std::vector<table_value>& witness, std::uint64_t& steps, std::uint64_t limit) {
        region_ = &region;
        steps_ = steps;
        limit_ = limit;
        values_.assign(kinds_.size(), {});
        candidates_.assign(kinds_.size(), {});
        for (const std::vector<input_partition::class_id>& each : region) {
            if (each.empty()) { return answer::none; }
        }
        for (const std::size_t each : joint_) { list_candidates(each, witness); }
        const bool is_found = assign(0);
        steps = steps_;
        if (!is_found) { return steps_ >= limit_ ? answer::ended : answer::none; }
        std::vector<table_value> made;
        for (std::size_t i = 0; i < readings_.size(); ++i) {
            if (!is_joint(readings_[i].fact)) {
                made.push_back(i < witness.size() ? witness[i] : plain_witness(i));
            } else {
                made.push_back(value_at(i));
            }
        }
        witness = std::move(made);
        return answer::found;
    }

private:
    [[nodiscard]] bool is_joint(std::size_t fact) const { return std::binary_search(joint_.begin(), joint_.end(), fact); }

    [[nodiscard]] table_value plain_witness(std::size_t input) const {
        const std::vector<input_partition::class_id>& classes = (*region_)[input];
        const bool skips_unknown = classes.size() > 1 && classes[0] == input_partition::unknown_class();
        return table_.partition(input).witness(classes[skips_unknown ? 1 : 0]);
    }

    // What an input reads from the values at hand.
    [[nodiscard]] table_value value_at(std::size_t input) const {
        const input_reading& reading = readings_[input];
        if (reading.against != input_reading::none) { return sign_of(values_[reading.fact], values_[reading.against]); }
        table_value made = values_[reading.fact];
        const value_kind kind = table_.inputs()[input].kind;
        if (!made.is_known || (is_whole(kind) && made.number != std::floor(made.number))) { return unknown_value(kind); }
        made.kind = kind;
        return made;
    }
    [[nodiscard]] bool is_in_region(std::size_t input) const {
        const std::vector<input_partition::class_id>& classes = (*region_)[input];
        return std::binary_search(classes.begin(), classes.end(), table_.partition(input).class_of(value_at(input)));
    }

    // All facts of one kind share their limits: those that are compared with one another must.
    void list_candidates(std::size_t fact, const std::vector<table_value>& witness) {
        std::vector<table_value> all = kinds_[fact] == value_kind::string ? texts() : numbers(kinds_[fact]);
        std::vector<table_value>& mine = candidates_[fact];
        for (std::size_t i = 0; i < witness.size(); ++i) {  // first, so that a witness that can occur stays
            if (readings_[i].fact == fact && readings_[i].against == input_reading::none && witness[i].is_known) {
                all.insert(all.begin(), witness[i]);
                all.front().kind = kinds_[fact];
            }
        }
        all.push_back(unknown_value(kinds_[fact]));
        for (table_value& each : all) {
            values_[fact] = std::move(each);
            bool fits = true;
            for (std::size_t i = 0; i < readings_.size() && fits; ++i) {
                ++steps_;
                if (readings_[i].fact == fact && readings_[i].against == input_reading::none) { fits = is_in_region(i); }
            }
            if (fits) { mine.push_back(values_[fact]); }
        }
    }

    [[nodiscard]] std::vector<table_value> numbers(value_kind kind) const {
        std::vector<double> limits{0};
        for (std::size_t i = 0; i < readings_.size(); ++i) {
            if (readings_[i].against != input_reading::none || !is_joint(readings_[i].fact)) { continue; }
            const std::vector<double>& more = table_.partition(i).limits();
            limits.insert(limits.end(), more.begin(), more.end());
        }
        if (kind == value_kind::boolean) { limits.push_back(1); }
        if (kind == value_kind::time_of_day) { limits.push_back(86'400'000); }
        std::sort(limits.begin(), limits.end());
        limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
        std::vector<double> tried = limits;
        const std::size_t between = joint_.size();
        for (std::size_t k = 1; k <= between; ++k) {
            const auto step = static_cast<double>(k);
            for (std::size_t i = 0; i < limits.size(); ++i) {
                tried.push_back(std::floor(limits[i]) + step);
                tried.push_back(std::ceil(limits[i]) - step);
                if (i + 1 == limits.size()) { continue; }
                tried.push_back(limits[i] + (limits[i + 1] - limits[i]) * (step / static_cast<double>(between + 1)));
            }
        }
        std::sort(tried.begin(), tried.end(), is_plainer);
        tried.erase(std::unique(tried.begin(), tried.end()), tried.end());
        std::vector<table_value> made;
        for (const double each : tried) {
            if (is_value_of(each, kind)) { made.push_back(number_value(each, kind)); }
        }
        return made;
    }
    // Whole numbers first, not below 0, small ones first.
    [[nodiscard]] static bool is_plainer(double a, double b) noexcept {
        const bool a_is_whole = a == std::floor(a);
        const bool b_is_whole = b == std::floor(b);
        if (a_is_whole != b_is_whole) { return a_is_whole; }
        if ((a < 0) != (b < 0)) { return b < 0; }
        return std::abs(a) < std::abs(b);
    }

    // Every text and prefix that is mentioned, and texts that begin with each prefix, or with none, and are no other.
    [[nodiscard]] std::vector<table_value> texts() const {
        std::vector<std::string> named;
        std::vector<std::string> prefixes{""};
        const auto add = [&](const input_entry& entry) {
            named.insert(named.end(), entry.texts.begin(), entry.texts.end());
            prefixes.insert(prefixes.end(), entry.prefixes.begin(), entry.prefixes.end());
        };
        for (std::size_t i = 0; i < readings_.size(); ++i) {
            if (model_.inputs[i].kind != value_kind::string || !is_joint(readings_[i].fact)) { continue; }
            add(model_.inputs[i].allowed);
            for (const model_rule& each : model_.rules) { add(each.when[i]); }
        }
        for (const std::string& each : prefixes) {
            named.push_back(each);
            for (std::size_t k = 1; k <= joint_.size(); ++k) { named.push_back(each + "another " + std::to_string(k)); }
        }
        std::sort(named.begin(), named.end());
        named.erase(std::unique(named.begin(), named.end()), named.end());
        std::vector<table_value> made;
        for (std::string& each : named) { made.push_back(text_value(std::move(each))); }
        return made;
    }

    // Whether the comparisons among the facts that have values by now are in the region.
    [[nodiscard]] bool agrees(std::size_t count) {
        for (std::size_t i = 0; i < readings_.size(); ++i) {
            const input_reading& reading = readings_[i];
            if (reading.against == input_reading::none) { continue; }
            ++steps_;
            const std::size_t newest = joint_[count - 1];
            if (reading.fact > newest || reading.against > newest) { continue; }  // not all have values
            if (reading.fact != newest && reading.against != newest) { continue; }  // looked at before
            if (!is_in_region(i)) { return false; }
        }
        return true;
    }
    [[nodiscard]] bool assign(std::size_t at) {
        if (at == joint_.size()) { return true; }
        for (const table_value& each : candidates_[joint_[at]]) {
            if (steps_ >= limit_) { return false; }
            values_[joint_[at]] = each;
            if (agrees(at + 1) && assign(at + 1)) { return true; }
        }
        return false;
    }

    const compiled_rules& table_;
    const table_model& model_;
    std::vector<input_reading> readings_;
    std::vector<value_kind> kinds_;
    std::vector<std::size_t> joint_;  ///< the facts that several inputs read, ascending
    const std::vector<std::vector<input_partition::class_id>>* region_ = nullptr;
    std::vector<table_value> values_;                   ///< of the facts, those in `joint_` so far
    std::vector<std::vector<table_value>> candidates_;  ///< of the facts
    std::uint64_t steps_ = 0, limit_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
