#pragma once

#include "muster/core/error.hpp"                   // error
#include "muster/core/field.hpp"                   // fields, field_key
#include "muster/rules/detail/input_reading.hpp"   // take_value
#include "muster/rules/detail/projection_box.hpp"  // projection_box
#include "muster/rules/input_clause.hpp"           // input_clause
#include "muster/rules/input_partition.hpp"        // input_partition
#include "muster/rules/kind_name.hpp"              // to_string

#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <utility>      // move, declval

namespace muster {
inline namespace v0 {

/// One input of a decision table over a caller's type: a name, what values it takes, and how it is read.
///
/// Made by `input<T>(...)` and `find_input<T>(...)`. The kind follows the type that is read: `bool` is boolean; integers and
/// enumerators are whole numbers (exact up to 2^53); floating point is a number, a NaN unknown; text is text, an empty one
/// included; `instant` and time points are dates with times; durations are durations; an optional or `known` one of
/// these may be unknown. Reading costs one indirect call; what the caller's projection throws passes through.
template <class T>
class table_input {
public:
    template <class Projection>
    table_input(label shown, Projection by) : box_{by} {
        static_assert(detail::projects<Projection, T>, "input: this projection cannot read the type");
        if constexpr (detail::projects<Projection, T>) {
            using value = std::remove_cvref_t<decltype(detail::project(by, std::declval<const T&>()))>;
            static_assert(
                detail::reads_as_input<value>(),
                "input: a value must be bool, a number, an enumerator, text, a moment, a duration, or an optional "
                "or known one of these");
            if constexpr (detail::reads_as_input<value>()) {
                clause_.name = std::move(shown);
                clause_.kind = own_kind_ = detail::kind_of<value>();
                clause_.may_be_unknown = maybe_value<value>;
                reader_ = &reader_of<Projection, detail::kind_of<value>() == value_kind::date_time>;
            }
        }
    }

    /// The values that the table is written for; one outside is `out_of_range`, and no rule decides.
    [[nodiscard]] table_input allowed(input_entry entry) const {
        table_input made = *this;
        made.clause_.allowed = std::move(entry);
        return made;
    }
    /// Reads the value as another kind: of a moment its date, time of day or weekday; a duration as a time of day; a whole
    /// number as any kind of number, in the units of that kind (`value_kind`).
    /// @throws error type_mismatch when such values are not of that kind
    [[nodiscard]] table_input as(value_kind kind) const {
        table_input made = *this;
        if (!can_be(kind)) {
            throw error{errc::type_mismatch, "input `" + clause_.name.en + "`: values of kind " +
                                                 std::string{to_string(own_kind_)} + " cannot be read as kind " +
                                                 std::string{to_string(kind)}};
        }
        made.clause_.kind = kind;
        return made;
    }
    /// A number nearer than this to where the decision changes is a thin margin; in the units of the kind.
    [[nodiscard]] table_input thin_margin(double margin) const {
        table_input made = *this;
        made.clause_.thin_margin = margin;
        return made;
    }
    /// Whether the proof considers that the value is unknown; for a NaN in floating point, which it leaves out otherwise.
    [[nodiscard]] table_input may_be_unknown(bool may_be = true) const {
        table_input made = *this;
        made.clause_.may_be_unknown = may_be;
        return made;
    }
    /// What people call it: `called({"dead", "死亡人数"})`.
    [[nodiscard]] table_input called(label shown) const {
        table_input made = *this;
        made.clause_.name = std::move(shown);
        return made;
    }

    [[nodiscard]] const input_clause& clause() const noexcept { return clause_; }

    /// The object's value as a table sees it.
    [[nodiscard]] table_value read(const T& object) const {
        return reader_->read_value(box_, object, clause_.kind, taken());
    }

    // For tables: how to find the class of an object's value, as `class_reader()(projection(), object, finder)`.
    using class_reader_type = input_partition::class_id (*)(const detail::projection_box&, const T&,
                                                            const detail::class_finder&);
    [[nodiscard]] class_reader_type class_reader() const noexcept {
        return reader_->read_class[static_cast<int>(taken())];
    }
    [[nodiscard]] const detail::projection_box& projection() const noexcept { return box_; }
    // Whether everything that can be read is an allowed value: infinity is none, nor is a weekday 8.
    [[nodiscard]] bool is_always_allowed() const noexcept {
        if (!clause_.allowed.is_any || own_kind_ == value_kind::number) { return false; }
        if (own_kind_ == value_kind::date_time || clause_.kind == own_kind_) { return true; }
        return clause_.kind != value_kind::boolean && clause_.kind != value_kind::weekday &&
               clause_.kind != value_kind::time_of_day;
    }

private:
    struct reader {
        class_reader_type read_class[4];  // by `taken_as`
        table_value (*read_value)(const detail::projection_box&, const T&, value_kind, detail::taken_as);
    };

    template <class Projection, detail::taken_as How>
    static input_partition::class_id class_from(const detail::projection_box& box, const T& object,
                                                const detail::class_finder& finder) {
        return detail::take_value<How>(detail::project(box.get<Projection>(), object), detail::take_class{finder});
    }

    template <class Projection>
    static table_value value_from(const detail::projection_box& box, const T& object, value_kind kind,
                                  detail::taken_as how) {
        const auto take = [&]<detail::taken_as How>() {
            return detail::take_value<How>(detail::project(box.get<Projection>(), object),
                                           detail::take_table_value{kind});
        };
        switch (how) {
            case detail::taken_as::date: return take.template operator()<detail::taken_as::date>();
            case detail::taken_as::time_of_day: return take.template operator()<detail::taken_as::time_of_day>();
            case detail::taken_as::weekday: return take.template operator()<detail::taken_as::weekday>();
            default: return take.template operator()<detail::taken_as::itself>();
        }
    }

    template <class Projection, bool IsMoment>
    static constexpr reader reader_of{
        {&class_from<Projection, detail::taken_as::itself>,
         &class_from<Projection, IsMoment ? detail::taken_as::date : detail::taken_as::itself>,
         &class_from<Projection, IsMoment ? detail::taken_as::time_of_day : detail::taken_as::itself>,
         &class_from<Projection, IsMoment ? detail::taken_as::weekday : detail::taken_as::itself>},
        &value_from<Projection>};

    [[nodiscard]] detail::taken_as taken() const noexcept {
        if (own_kind_ != value_kind::date_time) { return detail::taken_as::itself; }
        switch (clause_.kind) {
            case value_kind::date: return detail::taken_as::date;
            case value_kind::time_of_day: return detail::taken_as::time_of_day;
            case value_kind::weekday: return detail::taken_as::weekday;
            default: return detail::taken_as::itself;
        }
    }

    [[nodiscard]] bool can_be(value_kind kind) const noexcept {
        if (kind == own_kind_) { return true; }
        switch (own_kind_) {
            case value_kind::whole_number: return kind != value_kind::string;
            case value_kind::date_time:
                return kind == value_kind::date || kind == value_kind::time_of_day || kind == value_kind::weekday;
            case value_kind::day_time_duration: return kind == value_kind::time_of_day;
            default: return false;
        }
    }

    input_clause clause_{};
    value_kind own_kind_ = value_kind::number;
    const reader* reader_ = nullptr;
    detail::projection_box box_;
};

namespace detail {

// Reads a key of a field map. Holds nothing: the map is an inline variable.
template <const auto& Map, fixed_name Name>
struct map_projection {
    template <class T>
    [[nodiscard]] constexpr decltype(auto) operator()(const T& object) const {
        return Map.template get<Name>(object);
    }
};

template <const auto& Map, class Binding>
struct binding_projection {
    template <class T>
    [[nodiscard]] constexpr decltype(auto) operator()(const T& object) const {
        return project(static_cast<const Binding&>(Map).projection, object);
    }
};

}  // namespace detail

/// An input that a projection reads: `input<call>("dead", &call::dead)`, `input<call>("hour", [](const call& c) { ... })`.
/// A lambda of up to 16 bytes costs no more than a member.
template <class T, class Projection>
[[nodiscard]] table_input<T> input(label shown, Projection projection) {
    return {std::move(shown), std::move(projection)};
}

/// An input that a key of the field map reads: `input<call>(field<"dead">)`, `input<call>(muster::text)`.
template <class T, const auto& Map = fields<T>, fixed_name Name>
[[nodiscard]] table_input<T> input(field_key<Name>) {
    constexpr bool has_key = [] {
        if constexpr (requires { Map.template has<Name>; }) {
            return Map.template has<Name>;
        } else {
            return false;
        }
    }();
    static_assert(has_key, "input: fields<T> does not bind this key");
    if constexpr (has_key) {
        return {std::string{Name.view()}, detail::map_projection<Map, Name>{}};
    } else {
        return {"", [](const T&) { return 0; }};
    }
}

/// The input with a name, among the keys of the field map that a table can read.
/// @throws error unknown_name, with the names that there are
template <class T, const auto& Map = fields<T>>
[[nodiscard]] table_input<T> find_input(std::string_view wanted) {
    std::optional<table_input<T>> found;
    std::string there;
    Map.for_each([&]<class Binding>(const Binding&) {
        if constexpr (!Binding::is_absent) {
            using value = std::remove_cvref_t<decltype(detail::project(std::declval<const Binding&>().projection,
                                                                       std::declval<const T&>()))>;
            if constexpr (detail::reads_as_input<value>()) {
                there += (there.empty() ? "" : ", ") + std::string{Binding::name};
                if (Binding::name == wanted) {
                    found.emplace(std::string{wanted}, detail::binding_projection<Map, Binding>{});
                }
            }
        }
    });
    if (found) { return *std::move(found); }
    throw error{errc::unknown_name, "an input reads the field `" + std::string{wanted} +
                                        "`, which fields<T> does not have as a value of a table; it has: " +
                                        (there.empty() ? "none" : there)};
}

}  // namespace v0
}  // namespace muster
