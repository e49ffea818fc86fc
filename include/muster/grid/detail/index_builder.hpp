#pragma once

#include "muster/core/arithmetic.hpp"           // product
#include "muster/grid/detail/index_tables.hpp"  // index_tables
#include "muster/grid/detail/test_writer.hpp"   // test_writer
#include "muster/grid/outlines.hpp"             // outlines

#include <algorithm>  // clamp, max, min, sort
#include <cmath>      // floor
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <numeric>    // iota
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Fills the tables of a point index, one row of buckets after the other.
///
/// The question "is the point within this ring" depends, inside a bucket, on the edges that pass through the bucket
/// and on those wholly to the east of it. What the latter add changes only with the point's height, at the ends of
/// chains of edges, so a few upright edges beyond the eastern border stand for all of them. Both are exact.
/// A bucket that many edges pass through becomes a finer raster, as long as a budget of buckets lasts.
template <position_type P>
class index_builder {
public:
    index_builder(const outlines<P>& borders, std::span<const std::uint32_t> order) {
        if (order.empty()) { return; }
        for (const std::uint32_t cell : order) { collect(borders, cell); }
        lay_first_raster(order.size());
        for (std::size_t i = 0; i < tables_.rasters.size(); ++i) {  // more come on the way
            const raster<P> buckets = tables_.rasters[i];
            const std::vector<std::uint32_t> rings = std::move(reaching_[i]);
            for (std::uint32_t row = 0; row < buckets.rows; ++row) { build_row(buckets, rings, row); }
        }
        tables_.tests.shrink_to_fit();
        tables_.edges.shrink_to_fit();
    }
    index_builder(const index_builder&) = delete;
    index_builder& operator=(const index_builder&) = delete;

    [[nodiscard]] index_tables<P> take() noexcept { return std::move(tables_); }

private:
    using coordinate = typename vertex<P>::coordinate;

    struct row_edge {
        const edge<P>* border;
        std::int64_t first_column;
        std::int64_t last_column;
    };

    void collect(const outlines<P>& borders, std::uint32_t cell) {
        const auto& around = borders.bounds_of(cell);
        if (rings_.empty()) { all_ = around; }
        outlines<P>::extend(all_, around.low);
        outlines<P>::extend(all_, around.high);
        for (std::uint32_t part = borders.first_polygon(cell); part < borders.first_polygon(cell + 1); ++part) {
            const std::uint32_t outer = borders.first_ring(part);
            for (std::uint32_t r = outer; r < borders.first_ring(part + 1); ++r) {
                const auto corners = borders.ring_at(r);
                indexed_ring ring_here{};
                ring_here.cell = cell;
                ring_here.part = part;
                ring_here.is_hole = r != outer;
                ring_here.has_holes = borders.first_ring(part + 1) - outer > 1;
                ring_here.first_edge = edges_.size();
                ring_here.low = around.high.y;
                ring_here.high = around.low.y;
                for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
                    if (corners[i].y == corners[i + 1].y) { continue; }
                    edges_.push_back(edge_between(corners[i], corners[i + 1]));
                    ring_here.low = std::min<std::int64_t>(ring_here.low, edges_.back().lower.y);
                    ring_here.high = std::max<std::int64_t>(ring_here.high, edges_.back().upper.y);
                }
                ring_here.last_edge = edges_.size();
                rings_.push_back(ring_here);
            }
        }
    }

    /// Chooses buckets of powers of two: as many as the target allows, and about square.
    void lay_first_raster(std::size_t cells) {
        using offset = typename index_tables<P>::offset;
        tables_.width = static_cast<offset>(static_cast<offset>(all_.high.x) - static_cast<offset>(all_.low.x));
        tables_.height = static_cast<offset>(static_cast<offset>(all_.high.y) - static_cast<offset>(all_.low.y));
        const std::uint64_t target = std::clamp<std::uint64_t>(cells * buckets_per_cell, 256, 1U << 22);
        const auto count = [](offset size, unsigned shift) { return (std::uint64_t{size} >> shift) + 1; };
        unsigned shift = 0;
        while (count(tables_.width, shift) > target || count(tables_.height, shift) > target ||
               count(tables_.width, shift) * count(tables_.height, shift) > target) {
            ++shift;
        }
        raster<P> first{all_.low, shift, shift, 1, 1, 0};
        if (shift > 0 && count(tables_.width, shift - 1) * count(tables_.height, shift) <= target) {
            --first.column_shift;
        }
        first.columns = static_cast<std::uint32_t>(count(tables_.width, first.column_shift));
        first.rows = static_cast<std::uint32_t>(count(tables_.height, first.row_shift));
        tables_.rasters[0] = first;
        tables_.buckets.assign(std::size_t{first.columns} * first.rows, is_answer | nowhere);
        budget_ = 4096 + 2 * tables_.buckets.size();
        reaching_.emplace_back(rings_.size());
        std::iota(reaching_[0].begin(), reaching_[0].end(), 0U);
    }

    void build_row(const raster<P>& buckets, const std::vector<std::uint32_t>& rings, std::uint32_t row) {
        const std::int64_t low = std::int64_t{buckets.low.y} + (std::int64_t{row} << buckets.row_shift);
        const std::int64_t high = std::min(low + (std::int64_t{1} << buckets.row_shift), top());
        questions_.clear();
        question_edges_.clear();
        is_settled_.assign(buckets.columns, false);
        for (const std::uint32_t r : rings) {
            if (rings_[r].low < high && rings_[r].high > low) { ask_in_row(buckets, r, low, high); }
        }
        std::sort(questions_.begin(), questions_.end(), [](const ring_question& a, const ring_question& b) {
            return a.column != b.column ? a.column < b.column : a.ring_number < b.ring_number;
        });
        for (std::size_t first = 0; first < questions_.size();) {
            std::size_t last = first + 1;
            while (last < questions_.size() && questions_[last].column == questions_[first].column) { ++last; }
            fill_bucket(buckets, row, std::span{questions_}.subspan(first, last - first));
            first = last;
        }
    }

    /// Asks, in each bucket of the row that the ring reaches, whether a point is within the ring.
    void ask_in_row(const raster<P>& buckets, std::uint32_t r, std::int64_t low, std::int64_t high) {
        row_edges_.clear();
        std::int64_t west = buckets.columns;
        std::int64_t east = -1;
        for (std::size_t e = rings_[r].first_edge; e < rings_[r].last_edge; ++e) {
            if (edges_[e].lower.y >= high || edges_[e].upper.y <= low) { continue; }
            row_edges_.push_back(with_columns(buckets, edges_[e], low, high));
            west = std::min(west, row_edges_.back().first_column);
            east = std::max(east, row_edges_.back().last_column);
        }
        west = std::max<std::int64_t>(west, 0);
        east = std::min<std::int64_t>(east, std::int64_t{buckets.columns} - 1);
        for (std::int64_t column = west; column <= east; ++column) {
            if (is_settled_[static_cast<std::size_t>(column)]) { continue; }
            ring_question asked{static_cast<std::uint32_t>(column), r,
                                static_cast<std::uint32_t>(question_edges_.size()), 0, false};
            turns_.clear();
            for (const row_edge& e : row_edges_) {
                if (e.last_column < column) { continue; }
                if (e.first_column <= column) {
                    question_edges_.push_back(*e.border);
                } else {
                    // Wholly to the east: met by the rays that start between its ends.
                    turns_.push_back(std::max<std::int64_t>(e.border->lower.y, low));
                    if (e.border->upper.y < high) { turns_.push_back(e.border->upper.y); }
                }
            }
            std::sort(turns_.begin(), turns_.end());
            for (std::size_t i = 0; i < turns_.size(); ++i) {
                if (i + 1 < turns_.size() && turns_[i] == turns_[i + 1]) {
                    ++i;  // a chain goes on here
                } else if (turns_[i] == low) {
                    asked.starts_inside = true;
                } else {
                    question_edges_.push_back(upright_from(turns_[i]));
                }
            }
            asked.edge_count = static_cast<std::uint32_t>(question_edges_.size()) - asked.first_edge;
            if (asked.edge_count != 0 || asked.starts_inside) { questions_.push_back(asked); }
            if (asked.edge_count == 0 && asked.starts_inside && !rings_[r].has_holes) {
                is_settled_[static_cast<std::size_t>(column)] = true;
            }
        }
    }

    /// The buckets of the row that the edge may pass through: rather one too many than one too few. Those to the west
    /// of the raster count as column -1, those to the east as one more.
    [[nodiscard]] row_edge with_columns(const raster<P>& buckets, const edge<P>& e, std::int64_t low,
                                        std::int64_t high) const noexcept {
        const double run = static_cast<double>(std::int64_t{e.upper.x} - e.lower.x);
        const double rise = static_cast<double>(std::int64_t{e.upper.y} - e.lower.y);
        const auto x_at = [&](std::int64_t level) {  // east of the raster's western border
            const double share = std::clamp(static_cast<double>(level - e.lower.y) / rise, 0.0, 1.0);
            return static_cast<double>(std::int64_t{e.lower.x} - buckets.low.x) + product(share, run);
        };
        const double a = x_at(low);
        const double b = x_at(high);
        // A few roundings of numbers up to the width of everything: far below this.
        const double doubt = 2 + 0x1p-46 * static_cast<double>(tables_.width);
        const auto column_of = [&](double x) {
            const double column = std::floor(x / static_cast<double>(std::int64_t{1} << buckets.column_shift));
            return static_cast<std::int64_t>(std::clamp(column, -1.0, static_cast<double>(buckets.columns)));
        };
        return {&e, column_of(std::min(a, b) - doubt), column_of(std::max(a, b) + doubt)};
    }

    /// Stands for a change of all that lies east of a bucket, at this height: met by every ray from above it.
    [[nodiscard]] edge<P> upright_from(std::int64_t level) const noexcept {
        const coordinate beyond = static_cast<coordinate>(std::int64_t{all_.high.x} + 1);
        return {{beyond, static_cast<coordinate>(level)}, {beyond, static_cast<coordinate>(top())}};
    }

    [[nodiscard]] std::int64_t top() const noexcept { return std::int64_t{all_.high.y} + 1; }

    void fill_bucket(const raster<P>& buckets, std::uint32_t row, std::span<const ring_question> questions) {
        const std::size_t bucket = buckets.first_bucket + std::size_t{row} * buckets.columns + questions[0].column;
        const std::size_t tests_before = tables_.tests.size();
        const std::size_t edges_before = tables_.edges.size();
        tables_.buckets[bucket] = writer_.write(questions, question_edges_);

        const std::size_t count = tables_.edges.size() - edges_before;
        unsigned bits = 2;  // as many buckets in it as edges, up to 32 x 32
        while (bits < 5 && (std::size_t{1} << (2 * bits)) < count) { ++bits; }
        const std::size_t finer = std::size_t{1} << (2 * bits);
        if (count < crowd || finer > budget_ || std::min(buckets.column_shift, buckets.row_shift) < bits) { return; }
        budget_ -= finer;
        tables_.tests.resize(tests_before);
        tables_.edges.resize(edges_before);
        tables_.buckets[bucket] = is_raster | static_cast<std::uint32_t>(tables_.rasters.size());
        const std::int64_t x =
            std::int64_t{buckets.low.x} + (std::int64_t{questions[0].column} << buckets.column_shift);
        const std::int64_t y = std::int64_t{buckets.low.y} + (std::int64_t{row} << buckets.row_shift);
        tables_.rasters.push_back({{static_cast<coordinate>(x), static_cast<coordinate>(y)},
                                   buckets.column_shift - bits,
                                   buckets.row_shift - bits,
                                   1U << bits,
                                   1U << bits,
                                   static_cast<std::uint32_t>(tables_.buckets.size())});
        tables_.buckets.resize(tables_.buckets.size() + finer, is_answer | nowhere);
        reaching_.emplace_back();
        for (const ring_question& asked : questions) { reaching_.back().push_back(asked.ring_number); }
    }

    static constexpr std::size_t buckets_per_cell = 80;
    static constexpr std::size_t crowd = 48;  // edges in a bucket that make a finer raster worth its while

    index_tables<P> tables_;
    typename outlines<P>::bounds all_{};
    std::vector<indexed_ring> rings_;  // in the order in which cells are looked for
    std::vector<edge<P>> edges_;
    std::vector<std::vector<std::uint32_t>> reaching_;  // for each raster, the rings that reach it
    std::size_t budget_ = 0;                            // of buckets in finer rasters
    test_writer<P> writer_{tables_, rings_};
    // Of one row of buckets:
    std::vector<row_edge> row_edges_;
    std::vector<std::int64_t> turns_;
    std::vector<ring_question> questions_;
    std::vector<edge<P>> question_edges_;
    std::vector<bool> is_settled_;  // the columns that a cell fills, so that later ones need not be asked
};

/// The tables of a `point_index`. O(edges of each ring x rows it reaches + questions asked) time.
template <position_type P>
[[nodiscard]] index_tables<P> build_index(const outlines<P>& borders, std::span<const std::uint32_t> order) {
    return index_builder<P>{borders, order}.take();
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
