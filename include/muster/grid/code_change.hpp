#pragma once

#include "muster/core/label.hpp"  // label

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <string>   // string

namespace muster {
inline namespace v0 {

/// What became of a code between two days.
enum class code_change_kind : std::uint8_t {
    added,    ///< it stands for a cell on the later day only
    ended,    ///< on the earlier day only
    renamed,  ///< on both days, under two names
};

/// One code that is not the same on two days.
struct code_change {
    code_change_kind kind{};
    std::string code;
    std::size_t tier = 0;
    label before;  ///< added: nothing
    label after;   ///< ended: nothing

    friend bool operator==(const code_change&, const code_change&) = default;
};

}  // namespace v0
}  // namespace muster
