#pragma once

#include "muster/core/error.hpp"             // error
#include "muster/rules/compiled_rules.hpp"   // compiled_rules
#include "muster/rules/input_partition.hpp"  // input_partition

#include <algorithm>    // sort, unique
#include <cmath>        // floor, nextafter
#include <cstddef>      // size_t
#include <limits>       // infinity
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One input of one table or of two, cut into classes that no entry of either tells apart: the common refinement.
///
/// An input that one table does not have is `any` there. What either allows is a class of its own, so that a value out
/// of one table's range but not of the other's is seen. Class 0 is the unknown value, considered where a table that has
/// the input says that it may be unknown; class 1 holds what is no value at all (a weekday 8) and is never considered.
/// Of a column that holds whole numbers in one table and numbers in the other, the whole numbers are compared.
class joint_input {
public:
    using class_id = input_partition::class_id;
    static constexpr std::size_t none = ~std::size_t{0};

    /// @param input_before, input_after the input's place in each table, `none` where there is no such table or input
    /// @pre one of them is not `none`
    /// @throws error type_mismatch: the tables disagree about the kind of value
    joint_input(const compiled_rules* before, std::size_t input_before, const compiled_rules* after,
                std::size_t input_after)
        : places_{input_before, input_after},
          title_{first(before, input_before, after, input_after).name},
          kind_{kind_of(before, input_before, after, input_after)},
          joint_{cut(before, after)} {
        map_classes(before, 0);
        map_classes(after, 1);
        name_texts(before, after);
    }

    [[nodiscard]] const label& name() const noexcept { return title_; }
    [[nodiscard]] value_kind kind() const noexcept { return kind_; }
    /// The input's place in the first (0) or the second (1) table, or `none`.
    [[nodiscard]] std::size_t place_in(std::size_t table) const noexcept { return places_[table]; }

    [[nodiscard]] std::size_t size() const noexcept { return joint_.size(); }
    [[nodiscard]] class_id class_of(const table_value& value) const noexcept { return joint_.class_of(value); }
    [[nodiscard]] const table_value& witness(class_id which) const { return joint_.witness(which); }
    /// Whether cases of this class are compared.
    [[nodiscard]] bool is_considered(class_id which) const { return considered_[which]; }
    /// The class of a table's own partition that a joint class lies in. @pre the table has the input
    [[nodiscard]] class_id class_in(std::size_t table, class_id which) const { return own_[table][which]; }
    /// The numbers at which the class changes; empty for text.
    [[nodiscard]] const std::vector<double>& limits() const noexcept { return joint_.limits(); }
    /// Texts that have a class of their own, sorted.
    [[nodiscard]] const std::vector<std::string>& literals() const noexcept { return literals_; }
    /// Prefixes by which texts are told apart, sorted, each with the class of texts of which it is the longest prefix.
    [[nodiscard]] const std::vector<std::pair<std::string, class_id>>& prefixes() const noexcept { return prefixes_; }
    /// The class of a text that is no literal and begins with no prefix. @pre the input holds text
    [[nodiscard]] class_id rest() const noexcept { return rest_; }

private:
    [[nodiscard]] static const input_clause& first(const compiled_rules* before, std::size_t input_before,
                                                   const compiled_rules* after, std::size_t input_after) {
        return input_before != none ? before->inputs()[input_before] : after->inputs()[input_after];
    }

    [[nodiscard]] static value_kind kind_of(const compiled_rules* before, std::size_t input_before,
                                            const compiled_rules* after, std::size_t input_after) {
        const input_clause& mine = first(before, input_before, after, input_after);
        if (input_before == none || input_after == none) { return mine.kind; }
        const value_kind other = after->inputs()[input_after].kind;
        if (mine.kind == other) { return other; }
        const auto is_plain = [](value_kind kind) {
            return kind == value_kind::whole_number || kind == value_kind::number;
        };
        if (is_plain(mine.kind) && is_plain(other)) { return value_kind::whole_number; }
        throw error{errc::type_mismatch, "table `" + after->name() + "`, column `" + mine.name.en +
                                             "`: the two versions hold different kinds of values, which cannot be "
                                             "compared; call the new column something else"};
    }

    [[nodiscard]] const compiled_rules* table_of(const compiled_rules* table, std::size_t which) const noexcept {
        return places_[which] == none ? nullptr : table;
    }

    // Every different entry of both tables' columns, what they allow included.
    [[nodiscard]] std::vector<const input_entry*> entries(const compiled_rules* before,
                                                          const compiled_rules* after) const {
        std::vector<const input_entry*> all;
        const auto add = [&](const input_entry& entry) {
            if (entry.is_any) { return; }
            for (const input_entry* each : all) {
                if (*each == entry) { return; }
            }
            all.push_back(&entry);
        };
        for (std::size_t t = 0; t < 2; ++t) {
            const compiled_rules* table = table_of(t == 0 ? before : after, t);
            if (table == nullptr) { continue; }
            add(table->inputs()[places_[t]].allowed);
            for (const table_rule& each : table->rules()) { add(each.when[places_[t]]); }
        }
        return all;
    }

    [[nodiscard]] input_partition cut(const compiled_rules* before, const compiled_rules* after) const {
        input_clause open;
        open.kind = kind_;
        return {open, entries(before, after)};
    }

    void map_classes(const compiled_rules* given, std::size_t which) {
        const compiled_rules* table = table_of(given, which);
        considered_.resize(joint_.size(), true);
        if (which == 0) { considered_[0] = considered_[1] = false; }
        if (table == nullptr) { return; }
        if (table->inputs()[places_[which]].may_be_unknown) { considered_[0] = true; }
        const input_partition& own = table->partition(places_[which]);
        for (std::size_t i = 0; i < joint_.size(); ++i) {
            const bool is_value = i != input_partition::outside_class();
            own_[which].push_back(is_value ? own.class_of(joint_.witness(static_cast<class_id>(i)))
                                           : input_partition::outside_class());
        }
    }

    void name_texts(const compiled_rules* before, const compiled_rules* after) {
        std::vector<std::string> starts;
        for (const input_entry* each : entries(before, after)) {
            literals_.insert(literals_.end(), each->texts.begin(), each->texts.end());
            starts.insert(starts.end(), each->prefixes.begin(), each->prefixes.end());
        }
        const auto sort_unique = [](std::vector<std::string>& all) {
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
        };
        sort_unique(literals_);
        sort_unique(starts);
        for (const std::string& each : starts) { prefixes_.emplace_back(each, class_beyond(each, starts)); }
        if (kind_ == value_kind::string) { rest_ = class_beyond("", starts); }
    }

    // The class of a text that begins with `start` and with no longer prefix, and is no literal.
    [[nodiscard]] class_id class_beyond(const std::string& start, const std::vector<std::string>& starts) const {
        std::string beyond = start;
        for (char letter = 1; letter < 32; ++letter) {
            beyond = start + letter;
            const bool is_literal = std::binary_search(literals_.begin(), literals_.end(), beyond);
            const bool is_longer = std::any_of(starts.begin(), starts.end(), [&](const std::string& each) {
                return each.size() > start.size() && beyond.compare(0, each.size(), each) == 0;
            });
            if (!is_literal && !is_longer) { break; }
        }
        return joint_.class_of(std::string_view{beyond});
    }

    std::size_t places_[2];
    label title_;
    value_kind kind_;
    input_partition joint_;
    std::vector<class_id> own_[2];
    std::vector<bool> considered_;
    std::vector<std::string> literals_;
    std::vector<std::pair<std::string, class_id>> prefixes_;
    class_id rest_ = input_partition::outside_class();
};

}  // namespace v0
}  // namespace muster
