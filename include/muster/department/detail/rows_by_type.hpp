#pragma once

#include "muster/core/ids.hpp"     // type_id
#include "muster/model/level.hpp"  // response_level

#include <algorithm>  // equal
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <utility>    // pair
#include <vector>     // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// A list for every type, "no type" included, and level. Equal lists are kept once: most types share a few.
template <class Element>
class rows_by_type {
public:
    rows_by_type() = default;

    /// @param make  gives the list of (type, level) as a vector; asked for every type, none last, and every level
    template <class Make>
    rows_by_type(std::size_t types, std::size_t levels, Make&& make) : types_{types}, levels_{levels} {
        for (std::size_t type = 0; type <= types; ++type) {
            for (std::size_t rank = 1; rank <= levels; ++rank) {
                add(make(type < types ? type_id{static_cast<std::uint32_t>(type)} : type_id::none(),
                         response_level{static_cast<std::uint8_t>(rank)}));
            }
        }
    }

    /// A type that is not of the tree counts as none, a level that is not of the scale as the least serious.
    [[nodiscard]] std::span<const Element> at(type_id type, response_level at) const noexcept {
        const std::size_t row = type.index < types_ ? type.index : types_;
        const std::size_t rank = at.rank >= 1 && at.rank <= levels_ ? at.rank : levels_;
        const auto [first, last] = distinct_[which_[row * levels_ + rank - 1]];
        return {elements_.data() + first, last - first};
    }

    template <class Visit>
    void for_each_row(Visit&& visit) const {
        for (const std::uint32_t each : which_) {
            visit(std::span<const Element>{elements_.data() + distinct_[each].first,
                                           distinct_[each].second - distinct_[each].first});
        }
    }

private:
    void add(const std::vector<Element>& row) {
        std::uint32_t found = 0;
        for (; found < distinct_.size(); ++found) {
            const auto [first, last] = distinct_[found];
            if (std::equal(row.begin(), row.end(), elements_.data() + first, elements_.data() + last)) { break; }
        }
        if (found == distinct_.size()) {
            const std::size_t first = elements_.size();
            elements_.insert(elements_.end(), row.begin(), row.end());
            distinct_.emplace_back(first, elements_.size());
        }
        which_.push_back(found);
    }

    std::size_t types_ = 0;
    std::size_t levels_ = 0;
    std::vector<std::uint32_t> which_;  // by type, then by level: into the next
    std::vector<std::pair<std::size_t, std::size_t>> distinct_;
    std::vector<Element> elements_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
