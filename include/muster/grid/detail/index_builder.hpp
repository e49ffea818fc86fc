#pragma once

#include "muster/core/arithmetic.hpp"            // product
#include "muster/grid/detail/index_tables.hpp"  // index_tables
#include "muster/grid/detail/parity.hpp"        // parity
#include "muster/grid/outlines.hpp"             // outlines

#include <algorithm>  // min, max, sort
#include <cmath>      // floor
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
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
template <position_type P>
class index_builder {
public:
    index_builder(const outlines<P>& borders, std::span<const std::uint32_t> order) {
        if (order.empty()) { return; }
        for (const std::uint32_t cell : order) { collect(borders, cell); }
        lay_raster(order.size());
        tables_.buckets.assign(std::size_t{tables_.columns} * tables_.rows, is_answer | nowhere);
        for (std::uint32_t row = 0; row < tables_.rows; ++row) { build_row(row); }
        tables_.tests.shrink_to_fit();
        tables_.edges.shrink_to_fit();
    }

    [[nodiscard]] index_tables<P> take() noexcept { return std::move(tables_); }

private:
    struct ring_entry {
        std::uint32_t cell;
        std::uint32_t part;  // the polygon: counted through all cells
        bool is_hole;
        bool has_holes;
        std::size_t first_edge;
        std::size_t last_edge;
        std::int64_t low;    // of its edges, in units north
        std::int64_t high;
    };
    struct row_edge {
        const edge<P>* border;
        std::int64_t first_column;
        std::int64_t last_column;
    };
    /// What is asked about one ring in one bucket. Rings that are away from a bucket have none there.
    struct question {
        std::uint32_t column;
        std::uint32_t ring_number;
        std::uint32_t first_edge;  // of `question_edges_`
        std::uint32_t edge_count;
        bool starts_inside;
    };

    void collect(const outlines<P>& borders, std::uint32_t cell) {
        const auto& around = borders.bounds_of(cell);
        if (rings_.empty()) {
            all_ = around;
        } else {
            outlines<P>::extend(all_, around.low);
            outlines<P>::extend(all_, around.high);
        }
        for (std::uint32_t part = borders.first_polygon(cell); part < borders.first_polygon(cell + 1); ++part) {
            for (std::uint32_t r = borders.first_ring(part); r < borders.first_ring(part + 1); ++r) {
                const auto positions = borders.ring_at(r);
                const bool has_holes = borders.first_ring(part + 1) - borders.first_ring(part) > 1;
                ring_entry entry{cell,          part, r != borders.first_ring(part), has_holes,
                                 edges_.size(), 0,    around.high.y,                 around.low.y};
                for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
                    if (positions[i].y == positions[i + 1].y) { continue; }
                    edges_.push_back(edge_between(positions[i], positions[i + 1]));
                    entry.low = std::min<std::int64_t>(entry.low, edges_.back().lower.y);
                    entry.high = std::max<std::int64_t>(entry.high, edges_.back().upper.y);
                }
                entry.last_edge = edges_.size();
                rings_.push_back(entry);
            }
        }
    }

    /// Chooses buckets of powers of two: as many as the target allows, and about square.
    void lay_raster(std::size_t cells) {
        using offset = typename index_tables<P>::offset;
        tables_.low = all_.low;
        tables_.width = static_cast<offset>(static_cast<offset>(all_.high.x) - static_cast<offset>(all_.low.x));
        tables_.height = static_cast<offset>(static_cast<offset>(all_.high.y) - static_cast<offset>(all_.low.y));
        const std::uint64_t target = std::clamp<std::uint64_t>(cells * buckets_per_cell, 256, 1U << 22);
        const auto count = [](offset size, unsigned shift) { return (std::uint64_t{size} >> shift) + 1; };
        unsigned shift = 0;
        while (count(tables_.width, shift) > target || count(tables_.height, shift) > target ||
               count(tables_.width, shift) * count(tables_.height, shift) > target) {
            ++shift;
        }
        tables_.column_shift = tables_.row_shift = shift;
        if (shift > 0 && count(tables_.width, shift - 1) * count(tables_.height, shift) <= target) {
            tables_.column_shift = shift - 1;
        }
        tables_.columns = static_cast<std::uint32_t>(count(tables_.width, tables_.column_shift));
        tables_.rows = static_cast<std::uint32_t>(count(tables_.height, tables_.row_shift));
    }

    void build_row(std::uint32_t row) {
        questions_.clear();
        question_edges_.clear();
        is_settled_.assign(tables_.columns, false);
        const std::int64_t floor = std::int64_t{all_.low.y} + (std::int64_t{row} << tables_.row_shift);
        const std::int64_t ceiling = std::min(floor + (std::int64_t{1} << tables_.row_shift), top());
        for (std::uint32_t r = 0; r < rings_.size(); ++r) {
            if (rings_[r].low < ceiling && rings_[r].high > floor) { ask_in_row(r, floor, ceiling); }
        }
        std::sort(questions_.begin(), questions_.end(), [](const question& a, const question& b) {
            return a.column != b.column ? a.column < b.column : a.ring_number < b.ring_number;
        });
        for (std::size_t first = 0; first < questions_.size();) {
            std::size_t last = first + 1;
            while (last < questions_.size() && questions_[last].column == questions_[first].column) { ++last; }
            tables_.buckets[std::size_t{row} * tables_.columns + questions_[first].column] = write_tests(first, last);
            first = last;
        }
    }

    /// Asks, in each bucket of the row that the ring reaches, whether a point is within the ring.
    void ask_in_row(std::uint32_t r, std::int64_t floor, std::int64_t ceiling) {
        row_edges_.clear();
        std::int64_t west = tables_.columns;
        std::int64_t east = -1;
        for (std::size_t e = rings_[r].first_edge; e < rings_[r].last_edge; ++e) {
            if (edges_[e].lower.y >= ceiling || edges_[e].upper.y <= floor) { continue; }
            row_edges_.push_back(with_columns(edges_[e], floor, ceiling));
            west = std::min(west, row_edges_.back().first_column);
            east = std::max(east, row_edges_.back().last_column);
        }
        for (std::int64_t column = west; column <= east; ++column) {
            if (is_settled_[static_cast<std::size_t>(column)]) { continue; }
            question asked{static_cast<std::uint32_t>(column), r, static_cast<std::uint32_t>(question_edges_.size()), 0,
                           false};
            turns_.clear();
            for (const row_edge& e : row_edges_) {
                if (e.last_column < column) { continue; }
                if (e.first_column <= column) {
                    question_edges_.push_back(*e.border);
                } else {
                    // Wholly to the east: met by the rays that start between its ends.
                    turns_.push_back(std::max<std::int64_t>(e.border->lower.y, floor));
                    if (e.border->upper.y < ceiling) { turns_.push_back(e.border->upper.y); }
                }
            }
            std::sort(turns_.begin(), turns_.end());
            for (std::size_t i = 0; i < turns_.size(); ++i) {
                if (i + 1 < turns_.size() && turns_[i] == turns_[i + 1]) {
                    ++i;  // a chain goes on here
                } else if (turns_[i] == floor) {
                    asked.starts_inside = true;
                } else {
                    question_edges_.push_back(upright_from(turns_[i]));
                }
            }
            asked.edge_count = static_cast<std::uint32_t>(question_edges_.size()) - asked.first_edge;
            if (asked.edge_count != 0 || asked.starts_inside) { questions_.push_back(asked); }
            if (asked.edge_count == 0 && asked.starts_inside && !rings_[r].is_hole && !rings_[r].has_holes) {
                is_settled_[static_cast<std::size_t>(column)] = true;
            }
        }
    }

    /// The buckets of the row that the edge may pass through: rather one too many than one too few.
    [[nodiscard]] row_edge with_columns(const edge<P>& e, std::int64_t floor, std::int64_t ceiling) const noexcept {
        const double run = static_cast<double>(e.upper.x) - static_cast<double>(e.lower.x);
        const double rise = static_cast<double>(e.upper.y) - static_cast<double>(e.lower.y);
        const auto x_at = [&](std::int64_t level) {  // east of the raster's western border
            const double share = std::clamp(static_cast<double>(level - e.lower.y) / rise, 0.0, 1.0);
            return static_cast<double>(std::int64_t{e.lower.x} - all_.low.x) + product(share, run);
        };
        const double a = x_at(floor);
        const double b = x_at(ceiling);
        // A few roundings of numbers up to the raster's width: far below this.
        const double doubt = 2 + 0x1p-46 * static_cast<double>(tables_.width);
        const auto column_of = [&](double x) {
            const double column = std::floor(x / static_cast<double>(std::int64_t{1} << tables_.column_shift));
            return static_cast<std::int64_t>(std::clamp(column, 0.0, static_cast<double>(tables_.columns - 1)));
        };
        return {&e, column_of(std::min(a, b) - doubt), column_of(std::max(a, b) + doubt)};
    }

    /// Stands for a change of all that lies east of a bucket, at this height: met by every ray from above it.
    [[nodiscard]] edge<P> upright_from(std::int64_t level) const noexcept {
        using coordinate = typename vertex<P>::coordinate;
        const coordinate beyond = static_cast<coordinate>(std::int64_t{all_.high.x} + 1);
        return {{beyond, static_cast<coordinate>(level)}, {beyond, static_cast<coordinate>(top())}};
    }

    [[nodiscard]] std::int64_t top() const noexcept { return std::int64_t{all_.high.y} + 1; }

    /// Turns the questions of one bucket into tests, without those whose answer follows from the ones before.
    [[nodiscard]] std::uint32_t write_tests(std::size_t first, std::size_t last) {
        const std::size_t start = tables_.tests.size();
        refuted_.clear();
        std::uint32_t otherwise = nowhere;
        for (std::size_t i = first; i < last;) {
            std::size_t end = i + 1;
            const std::uint32_t part = rings_[questions_[i].ring_number].part;
            while (end < last && rings_[questions_[end].ring_number].part == part) { ++end; }
            if (write_polygon(i, end)) {
                otherwise = rings_[questions_[i].ring_number].cell;
                break;
            }
            i = end;
        }
        if (tables_.tests.size() == start) { return is_answer | otherwise; }
        bucket_test always;
        always.starts_inside = 1;
        always.cell = otherwise;
        tables_.tests.push_back(always);
        return static_cast<std::uint32_t>(start);
    }

    /// Writes the tests of one polygon; returns whether it holds every point of the bucket that comes to it.
    [[nodiscard]] bool write_polygon(std::size_t first, std::size_t last) {
        const std::uint32_t cell = rings_[questions_[first].ring_number].cell;
        if (rings_[questions_[first].ring_number].is_hole) { return false; }  // the outer ring is away: only holes are here
        asked_.clear();
        for (std::size_t i = first; i < last; ++i) {
            const auto edges = question_edges_.begin() + questions_[i].first_edge;
            parity<P> inside{{edges, edges + questions_[i].edge_count}, questions_[i].starts_inside};
            inside.settle();
            inside.starts_inside ^= rings_[questions_[i].ring_number].is_hole;
            if (!inside.is_constant()) {
                asked_.push_back(std::move(inside));
            } else if (!inside.starts_inside) {
                return false;  // all in a hole
            }
        }
        if (asked_.empty()) { return true; }
        if (asked_.size() == 1) {
            parity<P> news = refuted_.reduced(asked_[0]);
            if (news.is_constant()) { return news.starts_inside; }
            write_test(news.edges.size() < asked_[0].edges.size() ? news : asked_[0], cell, 1);
            refuted_.add(std::move(news));
            return false;
        }
        // Several rings of it pass: all of them have to say yes, and a no says nothing about any single one.
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            write_test(asked_[i], i + 1 < asked_.size() ? not_yet : cell, static_cast<std::uint32_t>(asked_.size() - i));
        }
        return false;
    }

    void write_test(const parity<P>& inside, std::uint32_t cell, std::uint32_t skip) {
        bucket_test test;
        test.first_edge = static_cast<std::uint32_t>(tables_.edges.size());
        test.edge_count = static_cast<std::uint32_t>(inside.edges.size()) & 0x7fff'ffffU;
        test.starts_inside = inside.starts_inside ? 1U : 0U;
        test.cell = cell;
        test.skip = skip;
        tables_.tests.push_back(test);
        tables_.edges.insert(tables_.edges.end(), inside.edges.begin(), inside.edges.end());
    }

    static constexpr std::size_t buckets_per_cell = 80;

    index_tables<P> tables_;
    typename outlines<P>::bounds all_{};
    std::vector<ring_entry> rings_;  // in the order in which cells are looked for
    std::vector<edge<P>> edges_;
    std::vector<row_edge> row_edges_;
    std::vector<std::int64_t> turns_;
    std::vector<question> questions_;     // of one row of buckets
    std::vector<edge<P>> question_edges_;
    std::vector<bool> is_settled_;        // the columns that a cell fills, so that later ones need not be asked
    std::vector<parity<P>> asked_;
    refuted_questions<P> refuted_;
};

/// The tables of a `point_index`. O(edges of each ring x rows it reaches + questions asked) time.
template <position_type P>
[[nodiscard]] index_tables<P> build_index(const outlines<P>& borders, std::span<const std::uint32_t> order) {
    return index_builder<P>{borders, order}.take();
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
