#pragma once

#include <bit>      // countr_zero
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// For every input a set of its classes, as bits; `class_space` knows where each input's words lie.
using class_box = std::vector<std::uint64_t>;

/// How boxes of classes are laid out, and what can be asked of two of them.
class class_space {
public:
    class_space() = default;
    explicit class_space(const std::vector<std::size_t>& sizes) {
        for (const std::size_t each : sizes) { begin_.push_back(begin_.back() + (each + 63) / 64); }
    }

    [[nodiscard]] std::size_t inputs() const noexcept { return begin_.size() - 1; }
    [[nodiscard]] class_box empty() const { return class_box(begin_.back(), 0); }

    void add(class_box& to, std::size_t input, std::size_t which) const {
        to[begin_[input] + which / 64] |= std::uint64_t{1} << (which % 64);
    }

    /// Whether the two have a class of the input in common.
    [[nodiscard]] bool meet(const class_box& a, const class_box& b, std::size_t input) const {
        for (std::size_t i = begin_[input]; i < begin_[input + 1]; ++i) {
            if ((a[i] & b[i]) != 0) { return true; }
        }
        return false;
    }
    /// Whether the two boxes have a point in common.
    [[nodiscard]] bool meet(const class_box& a, const class_box& b) const {
        for (std::size_t input = 0; input < inputs(); ++input) {
            if (!meet(a, b, input)) { return false; }
        }
        return true;
    }
    /// The first input of which `inner` has a class that `outer` has not; `inputs()` when there is none.
    [[nodiscard]] std::size_t first_beyond(const class_box& inner, const class_box& outer) const {
        for (std::size_t input = 0; input < inputs(); ++input) {
            for (std::size_t i = begin_[input]; i < begin_[input + 1]; ++i) {
                if ((inner[i] & ~outer[i]) != 0) { return input; }
            }
        }
        return inputs();
    }
    [[nodiscard]] bool covers(const class_box& outer, const class_box& inner) const {
        return first_beyond(inner, outer) == inputs();
    }
    /// Whether two sets are the same within a box.
    [[nodiscard]] bool same_within(const class_box& a, const class_box& b, const class_box& box) const {
        for (std::size_t i = 0; i < box.size(); ++i) {
            if (((a[i] ^ b[i]) & box[i]) != 0) { return false; }
        }
        return true;
    }

    /// The part of a box whose classes of one input are in `by`.
    [[nodiscard]] class_box inside(class_box box, const class_box& by, std::size_t input) const {
        for (std::size_t i = begin_[input]; i < begin_[input + 1]; ++i) { box[i] &= by[i]; }
        return box;
    }
    /// The part of a box whose classes of one input are not in `by`.
    [[nodiscard]] class_box outside(class_box box, const class_box& by, std::size_t input) const {
        for (std::size_t i = begin_[input]; i < begin_[input + 1]; ++i) { box[i] &= ~by[i]; }
        return box;
    }

    /// The classes of one input in a box, ascending.
    [[nodiscard]] std::vector<std::uint16_t> classes(const class_box& box, std::size_t input) const {
        std::vector<std::uint16_t> made;
        for (std::size_t i = begin_[input]; i < begin_[input + 1]; ++i) {
            for (std::uint64_t rest = box[i]; rest != 0; rest &= rest - 1) {
                made.push_back(static_cast<std::uint16_t>((i - begin_[input]) * 64 +
                                                          static_cast<std::size_t>(std::countr_zero(rest))));
            }
        }
        return made;
    }

private:
    std::vector<std::size_t> begin_{0};
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
