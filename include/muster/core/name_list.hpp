#pragma once

#include "muster/core/error.hpp"  // error
#include "muster/core/ids.hpp"    // table_id
#include "muster/core/label.hpp"  // label
#include "muster/core/name_book.hpp"  // name_book

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

namespace muster {
inline namespace v0 {

/// What a list with this tag is about.
template <class Tag>
inline constexpr subject subject_of = subject::nothing;
template <>
inline constexpr subject subject_of<capability_tag> = subject::capability;

/// Names in a fixed order, each with an id: capabilities and other open lists that a city configures.
///
/// @throws error duplicate, for an English name given twice; empty, for an empty one; out_of_range beyond `limit`
template <class Tag, std::uint32_t Limit = table_id<Tag>::none_index>
class name_list {
public:
    using id_type = table_id<Tag>;
    static constexpr std::uint32_t limit = Limit;  ///< how many names it can hold

    name_list() = default;
    name_list(std::initializer_list<label> names) {
        for (const label& each : names) { add(each); }
    }

    /// Appends a name and gives its id.
    id_type add(label each) {
        if (each.en.empty()) { throw error{errc::empty, "name_list: a name is empty"}; }
        if (find(each.en)) { throw error{errc::duplicate, "name_list: `" + each.en + "` is there twice"}; }
        if (labels_.size() == limit) {
            throw error{errc::out_of_range, "name_list: `" + each.en + "` is one too many; the limit is " +
                                                std::to_string(limit)};
        }
        labels_.push_back(std::move(each));
        return {static_cast<std::uint32_t>(labels_.size() - 1)};
    }

    /// The id of an English name, or none. O(n).
    [[nodiscard]] id_type find(std::string_view english) const noexcept {
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            if (labels_[i].en == english) { return {static_cast<std::uint32_t>(i)}; }
        }
        return id_type::none();
    }

    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < labels_.size(); ++i) { names.set(subject_of<Tag>, i, labels_[i]); }
    }

    /// @pre the id is of this list
    [[nodiscard]] const label& operator[](id_type which) const { return labels_[which.index]; }
    [[nodiscard]] std::size_t size() const noexcept { return labels_.size(); }
    [[nodiscard]] const std::vector<label>& labels() const noexcept { return labels_; }

private:
    std::vector<label> labels_;
};

}  // namespace v0
}  // namespace muster
