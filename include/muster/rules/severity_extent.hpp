#pragma once

#include "muster/core/digest.hpp"           // digest
#include "muster/core/error.hpp"            // error
#include "muster/core/expects.hpp"          // MUSTER_EXPECTS
#include "muster/model/level.hpp"           // level, level_scale
#include "muster/rules/compiled_rules.hpp"  // compiled_rules

#include <cstddef>  // size_t
#include <cstdint>  // uint8_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// How bad a case is (严重程度), and how far it reaches (涉及面): classes of their own, most serious first.
using severity_class = level<struct severity_class_scheme>;
using extent_class = level<struct extent_class_scheme>;
using severity_scale = level_scale<severity_class_scheme>;
using extent_scale = level_scale<extent_class_scheme>;

/// One cell of a matrix: this bad and this far gives this level.
template <class Level>
struct matrix_cell {
    severity_class severity{};
    extent_class extent{};
    Level gives{};
    source_position where{};  ///< where it stands in its file, for messages
};

/// Severity and extent together give the level (依据严重程度和涉及面). Complete, and monotone both ways: what is worse or
/// reaches further never gets a less serious level. So bounds on the classes give bounds on the level.
///
/// @throws error missing (cells without a level, by name), duplicate (a cell twice), out_of_range (a class or a level
/// that its scale lacks), contradiction (not monotone: both cells by name)
/// @complexity a look-up. Deterministic: yes
/// @source the form is the case study's; the figures are the caller's
template <class Level = response_level>
class severity_extent_matrix {
public:
    using level_type = Level;
    using scale_type = level_scale<typename Level::scheme>;

    severity_extent_matrix(severity_scale severities, extent_scale extents, scale_type levels,
                           const std::vector<matrix_cell<Level>>& cells)
        : severities_{std::move(severities)},
          extents_{std::move(extents)},
          levels_{std::move(levels)},
          gives_(severities_.size() * extents_.size()) {
        for (const matrix_cell<Level>& each : cells) { put(each); }
        check_complete();
        check_monotone();
    }

    [[nodiscard]] const severity_scale& severities() const noexcept { return severities_; }
    [[nodiscard]] const extent_scale& extents() const noexcept { return extents_; }
    [[nodiscard]] const scale_type& scale() const noexcept { return levels_; }

    /// @pre both are of their scales (MUSTER_EXPECTS)
    [[nodiscard]] Level operator()(severity_class severity, extent_class extent) const noexcept {
        MUSTER_EXPECTS(severities_.contains(severity) && extents_.contains(extent),
                       "severity_extent_matrix: a class that its scale lacks");
        return gives_[at(severity.rank, extent.rank)];
    }

    /// The matrix as a decision table over the two ranks, one rule a cell: what proofs, differences and coverage read.
    /// The outcome is the level's rank.
    [[nodiscard]] compiled_rules logic() const {
        const auto rank = [](label called, std::size_t most) {
            return input_clause{std::move(called), value_kind::whole_number, false,
                                within(1, static_cast<double>(most)), 0};
        };
        std::vector<table_rule> rules;
        each_cell([&](severity_class severity, extent_class extent) {
            rules.push_back(
                {name_of(severity, extent), {is(severity.rank), is(extent.rank)}, (*this)(severity, extent).rank});
        });
        return {"severity and extent",
                hit_policy::unique,
                {rank({"severity", "严重程度"}, severities_.size()), rank({"extent", "涉及面"}, extents_.size())},
                std::move(rules)};
    }

    void write_digest(digest& into) const {
        severities_.write_digest(into);
        extents_.write_digest(into);
        levels_.write_digest(into);
        for (const Level each : gives_) { into.number(each.rank); }
    }

private:
    [[nodiscard]] std::size_t at(std::size_t severity, std::size_t extent) const noexcept {
        return (severity - 1) * extents_.size() + (extent - 1);
    }
    [[nodiscard]] std::string name_of(severity_class severity, extent_class extent) const {
        return severities_[severity].en + " × " + extents_[extent].en;
    }

    template <class Visit>
    void each_cell(Visit visit) const {
        for (std::size_t severity = 1; severity <= severities_.size(); ++severity) {
            for (std::size_t extent = 1; extent <= extents_.size(); ++extent) {
                visit(severity_class{static_cast<std::uint8_t>(severity)},
                      extent_class{static_cast<std::uint8_t>(extent)});
            }
        }
    }

    void put(const matrix_cell<Level>& cell) {
        const auto refuse = [&cell](errc code, const std::string& what) {
            throw error{code, cell.where, "severity_extent_matrix: " + what};
        };
        const auto range = [](std::size_t most) { return "; the scale has ranks 1 to " + std::to_string(most); };
        if (!severities_.contains(cell.severity)) {
            refuse(errc::out_of_range,
                   "a cell has severity rank " + std::to_string(cell.severity.rank) + range(severities_.size()));
        }
        if (!extents_.contains(cell.extent)) {
            refuse(errc::out_of_range,
                   "a cell has extent rank " + std::to_string(cell.extent.rank) + range(extents_.size()));
        }
        const std::string who = "cell `" + name_of(cell.severity, cell.extent) + "`";
        if (!levels_.contains(cell.gives)) {
            refuse(errc::out_of_range,
                   who + " gives level rank " + std::to_string(cell.gives.rank) + range(levels_.size()));
        }
        Level& mine = gives_[at(cell.severity.rank, cell.extent.rank)];
        if (mine) { refuse(errc::duplicate, who + " is there twice"); }
        mine = cell.gives;
    }

    void check_complete() const {
        std::string open;
        each_cell([&](severity_class severity, extent_class extent) {
            if (gives_[at(severity.rank, extent.rank)]) { return; }
            open += (open.empty() ? "`" : ", `") + name_of(severity, extent) + "`";
        });
        if (!open.empty()) { throw error{errc::missing, "severity_extent_matrix: no level for " + open}; }
    }

    void check_monotone() const {
        each_cell([&](severity_class severity, extent_class extent) {
            const auto compare = [&](severity_class worse, extent_class wider) {
                const Level less = (*this)(severity, extent);
                const Level more = (*this)(worse, wider);
                if (!is_more_serious(less, more)) { return; }
                throw error{errc::contradiction, "severity_extent_matrix: `" + name_of(severity, extent) + "` gives `" +
                                                     levels_[less].en + "`, but `" + name_of(worse, wider) +
                                                     "`, which is worse, only `" + levels_[more].en + "`"};
            };
            if (severity.rank > 1) { compare({static_cast<std::uint8_t>(severity.rank - 1)}, extent); }
            if (extent.rank > 1) { compare(severity, {static_cast<std::uint8_t>(extent.rank - 1)}); }
        });
    }

    severity_scale severities_;
    extent_scale extents_;
    scale_type levels_;
    std::vector<Level> gives_;  // severity by severity
};

}  // namespace v0
}  // namespace muster
