#pragma once

#include "muster/version.hpp"  // MUSTER_VERSION_MAJOR

#include <cstdint>  // uint8_t

// Names without definitions, for headers that only pass things on.

namespace muster {
inline namespace v0 {

struct lon_lat;
struct planar;
struct location;
struct classification;
struct grading;
struct requirement;
struct mode_advice;
struct joint_action_group;
struct expert_panel;
struct dispatch_outcome;
struct assembly;
struct plan;
struct reason;
class name_book;
class workspace;
class type_tree;
class run_card_table;
class department_directory;
class static_card;
enum class language : std::uint8_t;
enum class record : std::uint8_t;

template <class... Bindings>
class policy;
template <class Policy>
class governance;

}  // namespace v0
}  // namespace muster
