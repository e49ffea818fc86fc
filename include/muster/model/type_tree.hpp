#pragma once

#include "muster/core/digest.hpp"     // digest
#include "muster/core/error.hpp"  // error
#include "muster/core/ids.hpp"    // type_id
#include "muster/core/label.hpp"  // label
#include "muster/core/name_book.hpp"  // name_book

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// One incident type as a city writes it down: a code, a name, the code of the type that it is a kind of.
struct type_entry {
    std::string code;
    label name;
    std::string parent;  ///< empty: a root
};

/// The incident types of a city: a forest in which every type is a kind of its parent.
///
/// Const once built; ids are the positions in the list that it was built from. `is_a` is O(1), `find` O(log n).
/// @throws error duplicate (a code twice), unknown_name (a parent that is no code), contradiction (a cycle), empty (no
///         types, a type without a code)
class type_tree {
public:
    explicit type_tree(std::vector<type_entry> entries) : entries_{std::move(entries)} {
        if (entries_.empty()) { throw error{errc::empty, "type_tree: no types; at least one is needed"}; }
        sort_codes();
        link_parents();
        number_in_preorder();
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::string_view code(type_id which) const { return entries_[which.index].code; }
    [[nodiscard]] const label& name_of(type_id which) const { return entries_[which.index].name; }
    /// The type that it is a kind of, or none.
    [[nodiscard]] type_id parent(type_id which) const { return parents_[which.index]; }

    /// Whether `which` is `kind` or one of its kinds. Nothing is a kind of none.
    [[nodiscard]] bool is_a(type_id which, type_id kind) const noexcept {
        if (!which || !kind) { return false; }
        return first_[kind.index] <= first_[which.index] && first_[which.index] < end_[kind.index];
    }

    /// The type with a code, or none.
    [[nodiscard]] type_id find(std::string_view wanted) const noexcept {
        const std::size_t at = lower_bound(wanted);
        return at < by_code_.size() && entries_[by_code_[at]].code == wanted ? type_id{by_code_[at]} : type_id::none();
    }

    /// The type with a code. @throws error unknown_name
    [[nodiscard]] type_id at(std::string_view wanted) const {
        const type_id found = find(wanted);
        if (!found) { throw error{errc::unknown_name, "type_tree: no type has the code `" + std::string{wanted} + "`"}; }
        return found;
    }

    void write_digest(digest& into) const {
        into.number(static_cast<std::int64_t>(size()));
        for (const type_entry& each : entries_) { into.words(each.code).words(each.parent); }
    }
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < entries_.size(); ++i) { names.set(subject::incident_type, i, entries_[i].name); }
    }

private:
    [[nodiscard]] std::size_t lower_bound(std::string_view wanted) const noexcept {
        std::size_t low = 0;
        for (std::size_t count = by_code_.size(); count > 0;) {
            const std::size_t half = count / 2;
            if (std::string_view{entries_[by_code_[low + half]].code} < wanted) {
                low += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return low;
    }

    void sort_codes() {
        for (std::uint32_t i = 0; i < entries_.size(); ++i) {
            if (entries_[i].code.empty()) {
                throw error{errc::empty, "type_tree: type " + std::to_string(i) + " has no code"};
            }
            const std::size_t at = lower_bound(entries_[i].code);
            if (at < by_code_.size() && entries_[by_code_[at]].code == entries_[i].code) {
                throw error{errc::duplicate, "type_tree: the code `" + entries_[i].code + "` is there twice"};
            }
            by_code_.insert(by_code_.begin() + static_cast<std::ptrdiff_t>(at), i);
        }
    }

    void link_parents() {
        for (const type_entry& each : entries_) {
            const type_id parent_id = each.parent.empty() ? type_id::none() : find(each.parent);
            if (!each.parent.empty() && !parent_id) {
                throw error{errc::unknown_name,
                            "type_tree: the parent `" + each.parent + "` of `" + each.code + "` is no code"};
            }
            parents_.push_back(parent_id);
        }
    }

    void number_in_preorder() {
        std::vector<std::vector<std::uint32_t>> children(size() + 1);  // the last: the roots
        for (std::uint32_t i = 0; i < size(); ++i) {
            children[parents_[i] ? parents_[i].index : size()].push_back(i);
        }
        first_.assign(size(), 0);
        end_.assign(size(), 0);
        std::uint32_t next = 0;
        std::vector<std::pair<std::uint32_t, std::size_t>> open{{static_cast<std::uint32_t>(size()), 0}};
        while (!open.empty()) {
            auto& [node, visited] = open.back();
            if (visited < children[node].size()) {
                const std::uint32_t child = children[node][visited++];
                first_[child] = next++;
                open.emplace_back(child, 0);
            } else {
                if (node < size()) { end_[node] = next; }
                open.pop_back();
            }
        }
        for (std::size_t i = 0; i < size(); ++i) {
            if (end_[i] == 0) {  // never reached from a root
                throw error{errc::contradiction, "type_tree: `" + entries_[i].code + "` is a kind of itself"};
            }
        }
    }

    std::vector<type_entry> entries_;
    std::vector<std::uint32_t> by_code_;  // indices into entries_, in the order of their codes
    std::vector<type_id> parents_;
    std::vector<std::uint32_t> first_;    // preorder number of a type
    std::vector<std::uint32_t> end_;      // one past the preorder numbers of its kinds
};

}  // namespace v0
}  // namespace muster
