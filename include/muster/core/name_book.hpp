#pragma once

#include "muster/core/label.hpp"   // label, language
#include "muster/core/reason.hpp"  // subject

#include <array>    // array
#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What the numbers in plans and reasons are called: names by subject and index, for rendering only.
///
/// Components write theirs with `write_names(name_book&)`. A number that nobody named is shown as `#12`.
class name_book {
public:
    void set(subject about, std::uint32_t index, label called) {
        std::vector<label>& names = names_[static_cast<std::size_t>(about)];
        if (names.size() <= index) { names.resize(std::size_t{index} + 1); }
        names[index] = std::move(called);
    }

    /// The conditions of a rule in words, so that a failed one can be shown.
    void set_conditions(std::uint32_t rule, std::vector<label> in_words) {
        if (conditions_.size() <= rule) { conditions_.resize(std::size_t{rule} + 1); }
        conditions_[rule] = std::move(in_words);
    }

    [[nodiscard]] std::string name_of(subject about, std::uint32_t index, language in) const {
        const std::vector<label>& names = names_[static_cast<std::size_t>(about)];
        if (index < names.size()) {
            const std::string_view found = names[index].in(in);
            if (!found.empty()) { return std::string{found}; }
        }
        return "#" + std::to_string(index);
    }

    [[nodiscard]] std::string condition_of(std::uint32_t rule, std::uint32_t which,
                                           language in = language::en) const {
        if (rule < conditions_.size() && which < conditions_[rule].size()) {
            return std::string{conditions_[rule][which].in(in)};
        }
        return "#" + std::to_string(which);
    }

private:
    std::array<std::vector<label>, subject_count> names_{};  // one list a subject
    std::vector<std::vector<label>> conditions_;
};

}  // namespace v0
}  // namespace muster
