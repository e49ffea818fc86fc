#pragma once

#include "muster/rules/table_value.hpp"  // table_value

#include <algorithm>    // lower_bound
#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// What is known of one case, by qualified name: `Age`, `structA.price`.
///
/// Kept sorted by name, bytewise, so that walking it is the same on every machine.
class case_facts {
public:
    struct entry {
        std::string fact;
        table_value value;

        friend bool operator==(const entry&, const entry&) = default;
    };

    /// Sets a fact, in place of one that has the name already. @complexity O(facts)
    case_facts& set(std::string fact, table_value value) {
        const auto at = std::lower_bound(facts_.begin(), facts_.end(), std::string_view{fact}, is_before);
        if (at != facts_.end() && at->fact == fact) {
            at->value = std::move(value);
        } else {
            facts_.insert(at, {std::move(fact), std::move(value)});
        }
        return *this;
    }

    /// The value of a fact; null when nothing is said about it. @complexity O(log facts)
    [[nodiscard]] const table_value* find(std::string_view fact) const noexcept {
        const auto at = std::lower_bound(facts_.begin(), facts_.end(), fact, is_before);
        return at != facts_.end() && at->fact == fact ? &at->value : nullptr;
    }

    [[nodiscard]] const std::vector<entry>& all() const noexcept { return facts_; }
    [[nodiscard]] std::size_t size() const noexcept { return facts_.size(); }
    [[nodiscard]] bool empty() const noexcept { return facts_.empty(); }

    friend bool operator==(const case_facts&, const case_facts&) = default;

private:
    static bool is_before(const entry& a, std::string_view b) noexcept { return std::string_view{a.fact} < b; }

    std::vector<entry> facts_;
};

}  // namespace v0
}  // namespace muster
