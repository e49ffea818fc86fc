#pragma once

#include "muster/core/digest.hpp"            // digest
#include "muster/core/error.hpp"             // error
#include "muster/core/name_book.hpp"         // name_book
#include "muster/model/outcomes.hpp"         // grading
#include "muster/model/stage_context.hpp"    // grade_context
#include "muster/rules/graded.hpp"           // graded
#include "muster/rules/grading_scheme.hpp"   // grading_scheme
#include "muster/rules/severity_extent.hpp"  // severity_extent_matrix

#include <cstdint>      // uint32_t
#include <string>       // string
#include <type_traits>  // is_same_v
#include <utility>      // move

namespace muster {
inline namespace v0 {

/// Grades a case by how bad it is and how far it reaches: one scheme gives the class of severity, one that of extent,
/// each the most serious of its criteria, and a matrix the level.
///
/// Unknown facts widen the classes' intervals and with them the level's; the matrix is monotone, so its corners bound
/// it. Criteria are numbered through: those of severity first. A scheme of response levels is also a stage.
/// @throws error out_of_range: a scheme's scale has another number of classes than the matrix, or gives no class to
/// what reaches no threshold
/// @complexity that of both schemes. Deterministic: yes
template <class T, class Level = response_level, const auto& Map = fields<T>>
class severity_extent_scheme {
public:
    using level_type = Level;
    using severity_part = grading_scheme<T, severity_class, Map>;
    using extent_part = grading_scheme<T, extent_class, Map>;

    severity_extent_scheme(severity_part severity, extent_part extent, severity_extent_matrix<Level> matrix)
        : severity_{std::move(severity)}, extent_{std::move(extent)}, matrix_{std::move(matrix)} {
        check("severity", severity_, matrix_.severities());
        check("extent", extent_, matrix_.extents());
    }

    [[nodiscard]] const severity_part& severity() const noexcept { return severity_; }
    [[nodiscard]] const extent_part& extent() const noexcept { return extent_; }
    [[nodiscard]] const severity_extent_matrix<Level>& matrix() const noexcept { return matrix_; }
    [[nodiscard]] const level_scale<typename Level::scheme>& scale() const noexcept { return matrix_.scale(); }

    /// `has_caused` is the level of the harm that has happened alone, `may_cause` that of the harm that may still
    /// happen: a class that the one kind does not reach counts as that of what reaches no threshold.
    void grade(const T& object, graded<Level>& out, record recording = record::all) const {
        graded<severity_class> bad;
        graded<extent_class> wide;
        bad.reasons.swap(out.reasons);  // its memory is used again
        severity_.grade(object, bad, recording);
        extent_.grade(object, wide, recording);
        out.reasons.swap(bad.reasons);
        for (reason each : wide.reasons) {
            each.index += offset();
            out.reasons.push_back(each);
        }
        out.decided = matrix_(bad.decided, wide.decided);
        out.lowest = matrix_(bad.lowest, wide.lowest);
        out.highest = matrix_(bad.highest, wide.highest);
        out.has_caused = of_one_harm(bad.has_caused, wide.has_caused);
        out.may_cause = of_one_harm(bad.may_cause, wide.may_cause);
        out.criterion = decisive(bad, wide, out.decided);
        out.settled_by = out.is_settled() ? criterion_id::none() : open_one(bad, wide);
    }
    [[nodiscard]] graded<Level> grade(const T& object) const {
        graded<Level> out;
        grade(object, out);
        return out;
    }

    /// The grade stage.
    [[nodiscard]] grading operator()(
        const T& object, const grade_context& context) const requires std::is_same_v<Level, response_level> {
        graded<Level> found;
        grade(object, found, context.recording);
        grading out{found.decided};
        out.lowest = found.lowest;
        out.highest = found.highest;
        out.criterion = found.criterion;
        out.settled_by = found.settled_by;
        out.reasons = std::move(found.reasons);
        return out;
    }

    void write_digest(digest& into) const {
        severity_.write_digest(into);
        extent_.write_digest(into);
        matrix_.write_digest(into);
    }
    /// The criteria of both parts, and the levels. The classes that a reason's `purpose` ranks have no names here.
    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < severity_.size(); ++i) {
            names.set(subject::criterion, i, severity_[{i}].criterion_name);
        }
        for (std::uint32_t i = 0; i < extent_.size(); ++i) {
            names.set(subject::criterion, offset() + i, extent_[{i}].criterion_name);
        }
        for (std::uint32_t rank = 1; rank <= scale().size(); ++rank) {
            names.set(subject::level, rank, scale()[Level{static_cast<std::uint8_t>(rank)}]);
        }
    }

private:
    template <class Part, class Scale>
    static void check(const char* which, const Part& part, const Scale& classes) {
        if (part.scale().size() != classes.size()) {
            throw error{errc::out_of_range, std::string{"severity_extent_scheme: "} + which + " has " +
                                                std::to_string(part.scale().size()) + " classes, the matrix " +
                                                std::to_string(classes.size())};
        }
        if (!part.otherwise()) {
            throw error{errc::out_of_range, std::string{"severity_extent_scheme: "} + which +
                                                " gives no class to what reaches no threshold; the matrix needs one"};
        }
    }

    [[nodiscard]] std::uint32_t offset() const noexcept { return static_cast<std::uint32_t>(severity_.size()); }
    [[nodiscard]] severity_class mildest() const noexcept { return severity_.otherwise(); }
    [[nodiscard]] extent_class narrowest() const noexcept { return extent_.otherwise(); }

    [[nodiscard]] Level of_one_harm(severity_class bad, extent_class wide) const noexcept {
        if (!bad && !wide) { return {}; }
        return matrix_(more_serious(bad, mildest()), more_serious(wide, narrowest()));
    }

    // The criterion that alone gives the level; where it takes both, that of severity.
    [[nodiscard]] criterion_id decisive(const graded<severity_class>& bad, const graded<extent_class>& wide,
                                        Level decided) const noexcept {
        const criterion_id of_extent = wide.criterion ? criterion_id{offset() + wide.criterion.index} : criterion_id{};
        if (matrix_(mildest(), narrowest()) == decided) { return {}; }
        if (!bad.criterion || matrix_(mildest(), wide.decided) == decided) {
            return matrix_(bad.decided, narrowest()) == decided ? bad.criterion : of_extent;
        }
        return bad.criterion;
    }

    // The open fact of the class that alone could bring the more serious level.
    [[nodiscard]] criterion_id open_one(const graded<severity_class>& bad,
                                        const graded<extent_class>& wide) const noexcept {
        const criterion_id of_extent =
            wide.settled_by ? criterion_id{offset() + wide.settled_by.index} : criterion_id{};
        if (!bad.settled_by) { return of_extent; }
        const bool extent_brings_more =
            is_more_serious(matrix_(bad.lowest, wide.highest), matrix_(bad.highest, wide.lowest));
        return of_extent && extent_brings_more ? of_extent : bad.settled_by;
    }

    severity_part severity_;
    extent_part extent_;
    severity_extent_matrix<Level> matrix_;
};

}  // namespace v0
}  // namespace muster
