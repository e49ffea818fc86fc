#pragma once

#include <cstdint>  // uint16_t

namespace muster {
inline namespace v0 {

/// What became of a run card.
enum class card_verdict : std::uint16_t {
    matched,  ///< its needs are in the requirement
    no_card,  ///< nothing matched: a gap of the rules, for a person or an expert
};

}  // namespace v0
}  // namespace muster
