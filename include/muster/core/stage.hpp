#pragma once

#include "muster/core/field.hpp"  // fixed_name

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace muster {
inline namespace v0 {

/// The stages of one decision, in the order in which they are asked.
enum class stage_id : std::uint8_t { locate, classify, grade, require, gauge, match, consult, dispatch, assemble };

inline constexpr std::size_t stage_count = 9;

/// A stage that a policy has bound: made by `stage::grade = callable`.
template <stage_id Id, class Callable>
struct stage_binding {
    static constexpr stage_id id = Id;

    Callable callable;
};

/// The name of a stage. Assigning a callable to it makes a `stage_binding`.
template <stage_id Id, fixed_name Name>
struct stage_key {
    static constexpr stage_id id = Id;
    static constexpr std::string_view name = Name.view();

    template <class Callable>
    [[nodiscard]] constexpr auto operator=(Callable callable) const -> stage_binding<Id, Callable> {  // NOLINT
        return {static_cast<Callable&&>(callable)};
    }
};

/// The names that stages go by in a policy: `policy{stage::locate = hierarchy, stage::grade = table}`.
namespace stage {
inline constexpr stage_key<stage_id::locate, "locate"> locate{};        ///< which cell, and its path
inline constexpr stage_key<stage_id::classify, "classify"> classify{};  ///< which type, or abstain
inline constexpr stage_key<stage_id::grade, "grade"> grade{};           ///< which response level
inline constexpr stage_key<stage_id::require, "require"> require{};     ///< which capabilities, how many, by when
inline constexpr stage_key<stage_id::gauge, "gauge"> gauge{};           ///< which mode is recommended
inline constexpr stage_key<stage_id::match, "match"> match{};           ///< which departments act jointly
inline constexpr stage_key<stage_id::consult, "consult"> consult{};     ///< which experts advise
inline constexpr stage_key<stage_id::dispatch, "dispatch"> dispatch{};  ///< which units go
inline constexpr stage_key<stage_id::assemble, "assemble"> assemble{};  ///< who commands, who is told, what by when
}  // namespace stage

/// `locate`, `classify` and so on.
[[nodiscard]] constexpr std::string_view to_string(stage_id which) noexcept {
    constexpr std::string_view names[stage_count]{"locate", "classify", "grade",   "require",
                                                  "gauge",  "match",    "consult", "dispatch", "assemble"};
    return names[static_cast<std::size_t>(which)];
}

}  // namespace v0
}  // namespace muster
