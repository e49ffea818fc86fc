#pragma once

#include "muster/core/digest.hpp"      // digest
#include "muster/core/error.hpp"       // error
#include "muster/core/expects.hpp"     // MUSTER_EXPECTS
#include "muster/core/label.hpp"       // label
#include "muster/core/result.hpp"      // result
#include "muster/grid/cell_code.hpp"   // cell_code
#include "muster/grid/code_fault.hpp"  // code_fault
#include "muster/model/location.hpp"   // location

#include <cstddef>           // size_t
#include <cstdint>           // uint8_t, uint64_t
#include <initializer_list>  // initializer_list
#include <span>              // span
#include <string>            // string, to_string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

namespace muster {
inline namespace v0 {

/// Which characters a part of a code is made of.
enum class code_characters : std::uint8_t {
    digits,              ///< 0 to 9
    digits_and_letters,  ///< 0 to 9 and A to Z; small letters are refused, so that no two codes look alike
};

/// One part of a code: what tells the cells of one tier apart below their parent.
struct code_part {
    label name;             ///< of the tier: "street"
    std::size_t width = 0;  ///< how many characters; always as many, with leading zeros
    code_characters characters = code_characters::digits;
};

/// How the codes of a city's cells are written: a part of fixed width for each tier, from the coarsest on.
///
/// A cell's code is that of its parent and one part more; so the parent is known from the code alone. Layouts are data:
/// a city with its own widths makes its own. Ready ones: `unit_grid_code_15`, `unit_grid_code_14`,
/// `community_grid_code_20` (code_layouts.hpp).
///
/// Deterministic, no locale. A const layout may be used from many threads at once.
class code_layout {
public:
    /// @throws muster::error that names layout and part: no parts (empty), more than `location::max_tiers`, a width
    ///         of 0 or more than `cell_code::max_width` characters in all (out_of_range)
    code_layout(std::string name, std::vector<code_part> parts) : name_{std::move(name)}, parts_{std::move(parts)} {
        const std::string layout_text = "code layout '" + name_ + "'";
        if (parts_.empty()) { throw error{errc::empty, layout_text + ": no parts; expected at least one"}; }
        if (parts_.size() > location::max_tiers) {
            throw error{errc::out_of_range, layout_text + ": " + std::to_string(parts_.size()) +
                                                " parts; expected at most " + std::to_string(location::max_tiers)};
        }
        std::size_t width = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (parts_[i].width == 0 || parts_[i].width > cell_code::max_width - width) {
                throw error{errc::out_of_range, layout_text + ", " + part_text(i) + ": width " +
                                                    std::to_string(parts_[i].width) + " after " +
                                                    std::to_string(width) + " characters; expected at least 1, and " +
                                                    std::to_string(cell_code::max_width) + " in all"};
            }
            width += parts_[i].width;
        }
    }

    /// The same without an exception for bad input.
    [[nodiscard]] static result<code_layout> make(std::string called, std::vector<code_part> parts) {
        return try_make<code_layout>(std::move(called), std::move(parts));
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::span<const code_part> parts() const noexcept { return parts_; }
    [[nodiscard]] std::size_t part_count() const noexcept { return parts_.size(); }
    /// How many characters a code of a tier has. @pre tier < part_count() (MUSTER_EXPECTS)
    [[nodiscard]] std::size_t width_of(std::size_t tier) const noexcept {
        MUSTER_EXPECTS(tier < part_count(), "code_layout: no such tier");
        std::size_t width = 0;
        for (std::size_t i = 0; i <= tier; ++i) { width += parts_[i].width; }
        return width;
    }

    /// The first fault of a text as a code of any tier, from the left; or none. Never throws, never allocates.
    ///
    /// Characters are compared before the width: a full-width digit is named as one, whatever the width of its bytes.
    [[nodiscard]] code_fault check(std::string_view given) const noexcept {
        std::size_t part = 0;
        std::size_t end = parts_[0].width;
        for (std::size_t at = 0; at < given.size(); ++at) {
            if (at == end) {
                if (++part == parts_.size()) { return {code_problem::wrong_width, at + 1, {}, 0}; }
                end += parts_[part].width;
            }
            if (const code_fault fault = check_character(part, given, at)) { return fault; }
        }
        return given.size() == end ? code_fault{} : code_fault{code_problem::wrong_width, given.size() + 1, {}, 0};
    }
    /// The same for a code of one tier. @pre tier < part_count() (MUSTER_EXPECTS)
    [[nodiscard]] code_fault check(std::string_view given, std::size_t tier) const noexcept {
        const std::size_t width = width_of(tier);
        const code_fault fault = check(given);
        if (fault && (fault.problem != code_problem::wrong_width || fault.position <= width)) { return fault; }
        if (given.size() > width) { return {code_problem::wrong_width, width + 1, {}, 0}; }
        return given.size() == width ? code_fault{} : code_fault{code_problem::wrong_width, given.size() + 1, {}, 0};
    }

    /// The parts of a code, whatever its tier: the width tells. O(width).
    ///
    /// @return the code, or an error (syntax; out_of_range for a width) whose `where().column` is the position of the
    ///         fault. Nothing is thrown; a code without a fault costs no allocation.
    [[nodiscard]] result<cell_code> parse(std::string_view given) const {
        const code_fault fault = check(given);
        if (fault) { return refusal(given, fault, any_width()); }
        return taken_apart(given);
    }
    /// The same for a code of one tier. @pre tier < part_count() (MUSTER_EXPECTS)
    [[nodiscard]] result<cell_code> parse(std::string_view given, std::size_t tier) const {
        const code_fault fault = check(given, tier);
        if (fault) { return refusal(given, fault, std::to_string(width_of(tier)) + " (" + part_text(tier) + ")"); }
        return taken_apart(given);
    }

    /// The code that consists of these parts, from the coarsest on: the inverse of `parse`.
    /// @return the code, or an error that names the part, and the position in the whole code as `parse` does
    [[nodiscard]] result<cell_code> format(std::span<const std::string_view> parts) const {
        if (parts.empty() || parts.size() > part_count()) {
            return error{errc::out_of_range, "code of layout '" + name_ + "': " + std::to_string(parts.size()) +
                                                 " parts; expected 1 to " + std::to_string(part_count())};
        }
        std::string given;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::size_t start = given.size();
            for (std::size_t at = 0; at < parts[i].size() && at < parts_[i].width; ++at) {
                if (code_fault fault = check_character(i, parts[i], at)) {
                    fault.position += start;
                    return refusal(given + std::string{parts[i]}, fault, any_width());
                }
            }
            given += parts[i];
            if (parts[i].size() != parts_[i].width) {
                return error{errc::out_of_range, at_column(start + 1),
                             "code of layout '" + name_ + "', " + part_text(i) + ": '" + std::string{parts[i]} +
                                 "' has " + std::to_string(detail::character_count(parts[i])) +
                                 " characters; expected " + std::to_string(parts_[i].width) + ", zeros in front"};
            }
        }
        return taken_apart(given);
    }
    [[nodiscard]] result<cell_code> format(std::initializer_list<std::string_view> parts) const {
        return format(std::span{parts.begin(), parts.size()});
    }

    /// The code of a child: the parent's and a number, with leading zeros. For the coarsest tier the parent is empty.
    /// @return the code, or out_of_range: the parent is of the finest tier, or the number is too wide for the part
    /// @pre the parent is a code of this layout (MUSTER_EXPECTS: as wide)
    [[nodiscard]] result<cell_code> child(const cell_code& parent, std::uint64_t number) const {
        const std::size_t tier = parent.part_count();
        if (tier >= part_count()) {
            return error{errc::out_of_range, "code '" + std::string{parent.text()} +
                                                 "' is of the finest tier of layout '" + name_ +
                                                 "'; it has no children"};
        }
        MUSTER_EXPECTS(tier == 0 || parent.text().size() == width_of(tier - 1),
                       "code_layout: a code of another layout");
        const std::string digits = std::to_string(number);
        if (digits.size() > parts_[tier].width) {
            return error{errc::out_of_range, "number " + digits + " under '" + std::string{parent.text()} +
                                                 "' does not fit: " + part_text(tier) + " of layout '" + name_ +
                                                 "' has " + std::to_string(parts_[tier].width) + " digits"};
        }
        std::string given{parent.text()};
        return taken_apart(given.append(parts_[tier].width - digits.size(), '0').append(digits));
    }

    void write_digest(digest& into) const {
        into.words(name_).number(static_cast<std::int64_t>(part_count()));
        for (const code_part& each : parts_) {
            into.number(static_cast<std::int64_t>(each.width)).number(static_cast<std::int64_t>(each.characters));
        }
    }

    /// `part 'street'`, for messages. @pre tier < part_count()
    [[nodiscard]] std::string part_text(std::size_t tier) const {
        const std::string_view given = parts_[tier].name.in(language::en);
        return "part '" + (given.empty() ? std::to_string(tier) : std::string{given}) + "'";
    }

private:
    [[nodiscard]] static source_position at_column(std::size_t place) {
        source_position where;
        where.column = place;
        return where;
    }

    [[nodiscard]] code_fault check_character(std::size_t part, std::string_view given, std::size_t at) const noexcept {
        const char c = given[at];
        if (c >= '0' && c <= '9') { return {}; }
        const bool has_letters = parts_[part].characters == code_characters::digits_and_letters;
        if (has_letters && c >= 'A' && c <= 'Z') { return {}; }
        code_fault fault{has_letters ? code_problem::not_alphanumeric : code_problem::not_a_digit, at + 1,
                         detail::character_at(given, at), 0};
        if (has_letters && c >= 'a' && c <= 'z') { fault.problem = code_problem::lower_case; }
        const char meant = detail::usual_width(fault.found);
        if ((meant >= '0' && meant <= '9') || (has_letters && meant >= 'A' && meant <= 'Z')) {
            fault.problem = code_problem::full_width;
            fault.meant = meant;
        }
        return fault;
    }

    [[nodiscard]] std::string any_width() const {
        std::string widths;
        for (std::size_t i = 0; i < part_count(); ++i) {
            if (i > 0) { widths += i + 1 == part_count() ? " or " : ", "; }
            widths += std::to_string(width_of(i));
        }
        return widths;
    }

    [[nodiscard]] error refusal(std::string_view given, const code_fault& fault, const std::string& widths) const {
        const std::string code_text = "code '" + std::string{given} + "' of layout '" + name_ + "': ";
        if (fault.problem == code_problem::wrong_width) {
            return {errc::out_of_range, at_column(fault.position),
                    code_text + std::to_string(detail::character_count(given)) + " characters; expected " + widths};
        }
        return {errc::syntax, at_column(fault.position), code_text + to_string(fault)};
    }

    // @pre the text has no fault
    [[nodiscard]] cell_code taken_apart(std::string_view given) const noexcept {
        cell_code made;
        for (std::size_t i = 0; i < given.size(); ++i) { made.text_[i] = given[i]; }
        for (std::size_t end = 0; end < given.size();) {
            end += parts_[made.part_count_].width;
            made.ends_[made.part_count_++] = static_cast<std::uint8_t>(end);
        }
        return made;
    }

    std::string name_;
    std::vector<code_part> parts_;
};

}  // namespace v0
}  // namespace muster
