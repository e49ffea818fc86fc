#pragma once

#include "muster/core/units.hpp"                   // length
#include "muster/grid/detail/face_places.hpp"      // face_edges
#include "muster/grid/detail/overlay.hpp"          // overlay
#include "muster/grid/detail/overlay_regions.hpp"  // region_finder, face_group
#include "muster/grid/drawing_fault.hpp"           // drawing_fault_kind
#include "muster/grid/vertex.hpp"                  // int128

#include <algorithm>  // lower_bound, binary_search, max
#include <cstddef>    // size_t
#include <cstdint>    // uint32_t
#include <span>       // span
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// What the area of a cell may be wrong in: `other` is the second cell of an overlap, or the parent.
struct area_question {
    drawing_fault_kind about{};
    std::uint32_t cell = 0;
    std::uint32_t other = 0;
};

/// The pieces of one question that are one fault.
struct area_amount {
    int128 twice_area = 0;
    double area_m2 = 0;
    double width_mm = 0;
    std::size_t count = 0;
    double largest = -1;
    std::uint32_t face = 0;  ///< of the largest

    void add(const region_piece& piece) {
        twice_area += piece.twice_area;
        area_m2 += piece.area_m2;
        width_mm = std::max(width_mm, piece.width_mm);
        ++count;
        if (piece.area_m2 > largest) {
            largest = piece.area_m2;
            face = piece.face;
        }
    }
};

/// Overlaps, gaps, parts outside of parents and slivers of all cells, one cell after the other: in memory is only what
/// concerns the faces of one.
template <position_type P>
class area_amounts {
public:
    /// Stands for no cell.
    static constexpr std::uint32_t none = 0xffff'ffffU;

    /// @param tier_of_cell  ascending, from 0 to below `tiers`
    /// @param parent_of     whose faces those of a cell must be part of; `none` where nothing is asked
    area_amounts(const overlay<P>& faces, const face_edges& around, std::size_t tiers,
                 std::span<const std::uint32_t> tier_of_cell, std::span<const std::uint32_t> parent_of)
        : faces_{faces}, tiers_{tiers}, tier_of_cell_{tier_of_cell}, parent_of_{parent_of}, finder_{faces, around} {
        first_face_.assign(tier_of_cell.size() + 2, 0);
        each_face([this](std::size_t group, std::uint32_t) { ++first_face_[group + 1]; });
        for (std::size_t i = 1; i < first_face_.size(); ++i) { first_face_[i] += first_face_[i - 1]; }
        faces_of_.resize(first_face_.back());
        std::vector<std::size_t> next = first_face_;
        each_face([&](std::size_t group, std::uint32_t face) { faces_of_[next[group]++] = face; });
    }

    /// Calls `tell(question, amount, is_sliver)` for what is not nothing; a gap for each of its pieces that is none.
    /// O((e + a) log n) for e edges around the faces and a pairs of a face and two cells of one tier that cover it.
    template <class Tell>
    void each(length sliver_width, Tell tell) {
        for (std::uint32_t cell = 0; cell < tier_of_cell_.size(); ++cell) {
            group_.clear();
            for (const std::uint32_t face : faces_of(cell)) {
                group_.faces.push_back(face);
                ask(cell, faces_.cells_of(faces_.set_of(face)));
                group_.first.push_back(group_.questions.size());
            }
            sum_up(cell, sliver_width, tell);
        }
        group_.clear();
        for (const std::uint32_t face : faces_of(tier_of_cell_.size())) {
            group_.faces.push_back(face);
            group_.questions.push_back(of_gap);
            group_.first.push_back(group_.questions.size());
        }
        sum_up(none, sliver_width, tell);
    }

private:
    using kind = drawing_fault_kind;
    // Numbers of the questions about one cell; an overlap comes with the number of the other cell on top.
    static constexpr std::uint32_t of_cell = 0;
    static constexpr std::uint32_t of_outside = 1;
    static constexpr std::uint32_t of_gap = 2;
    static constexpr std::uint32_t of_overlap = 3;

    [[nodiscard]] std::span<const std::uint32_t> faces_of(std::size_t group) const noexcept {
        return {faces_of_.data() + first_face_[group], first_face_[group + 1] - first_face_[group]};
    }
    // For each face with each of its cells, and as one cell more where the coarsest tier has none.
    template <class Visit>
    void each_face(Visit visit) const {
        for (std::uint32_t face = 0; face < faces_.face_count(); ++face) {
            const std::vector<std::uint32_t>& cells = faces_.cells_of(faces_.set_of(face));
            for (const std::uint32_t cell : cells) { visit(cell, face); }
            if (tiers_ > 0 && (cells.empty() || tier_of_cell_[cells.front()] > 0)) {
                visit(tier_of_cell_.size(), face);
            }
        }
    }

    // What the cells of a face make it part of.
    void ask(std::uint32_t cell, const std::vector<std::uint32_t>& cells) {
        const auto at = static_cast<std::size_t>(std::lower_bound(cells.begin(), cells.end(), cell) - cells.begin());
        const std::uint32_t tier = tier_of_cell_[cell];
        std::size_t last = at + 1;
        while (last < cells.size() && tier_of_cell_[cells[last]] == tier) { ++last; }
        const bool is_first = at == 0 || tier_of_cell_[cells[at - 1]] != tier;
        const bool has_below = last < cells.size() && tier_of_cell_[cells[last]] == tier + 1;
        const std::uint32_t parent = parent_of_[cell];
        group_.questions.push_back(of_cell);
        if (parent != none && !std::binary_search(cells.begin(), cells.end(), parent)) {
            group_.questions.push_back(of_outside);
        }
        if (is_first && tier + std::size_t{1} < tiers_ && !has_below) { group_.questions.push_back(of_gap); }
        for (std::size_t i = at + 1; i < last; ++i) { group_.questions.push_back(of_overlap + cells[i]); }
    }

    [[nodiscard]] area_question question(std::uint32_t cell, std::uint32_t number) const noexcept {
        if (number == of_cell) { return {kind::sliver, cell, none}; }
        if (number == of_outside) { return {kind::leaves_parent, cell, parent_of_[cell]}; }
        if (number == of_gap) { return {kind::gap, cell, none}; }
        return {kind::overlap, cell, number - of_overlap};
    }

    template <class Tell>
    void sum_up(std::uint32_t cell, length sliver_width, Tell& tell) {
        const std::vector<region_piece>& pieces = finder_.pieces(group_);
        for (std::size_t i = 0; i < pieces.size();) {
            const std::uint32_t number = pieces[i].question;
            const area_question about = question(cell, number);
            area_amount wide;
            area_amount slivers;
            for (; i < pieces.size() && pieces[i].question == number; ++i) {
                if (pieces[i].is_outer || pieces[i].twice_area <= 0) { continue; }
                const bool is_sliver = pieces[i].width_mm < static_cast<double>(sliver_width.mm);
                (is_sliver ? slivers : wide).add(pieces[i]);
                if (about.about == kind::gap && !is_sliver) {  // each by itself
                    tell(about, wide, false);
                    wide = {};
                }
            }
            if (wide.count > 0 && about.about != kind::sliver) { tell(about, wide, false); }
            if (slivers.count > 0 && (wide.count == 0 || about.about != kind::sliver)) { tell(about, slivers, true); }
        }
    }

    const overlay<P>& faces_;
    std::size_t tiers_;
    std::span<const std::uint32_t> tier_of_cell_;
    std::span<const std::uint32_t> parent_of_;
    region_finder<P> finder_;
    std::vector<std::size_t> first_face_;   // of each cell, then of what the coarsest tier leaves out
    std::vector<std::uint32_t> faces_of_;
    face_group group_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
