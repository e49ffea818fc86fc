#pragma once

#include "muster/core/arithmetic.hpp"               // product
#include "muster/grid/detail/eastern_turns.hpp"     // eastern_turns
#include "muster/grid/detail/index_tables.hpp"      // index_tables
#include "muster/grid/detail/numbered_corners.hpp"  // numbered_corners
#include "muster/grid/detail/raster_shape.hpp"      // edge_spread, first_raster, raster_shape
#include "muster/grid/detail/test_writer.hpp"       // test_writer
#include "muster/grid/outlines.hpp"                 // outlines

#include <algorithm>  // clamp, max, min, sort, upper_bound
#include <cmath>      // floor
#include <cstddef>    // size_t
#include <cstdint>    // int64_t
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// How an index is laid out; the defaults are what measured best.
struct index_layout {
    std::size_t buckets_per_cell = 80;
    std::size_t crowd = 24;  ///< edges in a bucket that make a finer raster worth its while
};

/// Fills the tables of a point index, one raster after the other, and in it one ring after the other.
///
/// The question "is the point within this ring" depends, inside a bucket, on the edges that pass through the bucket
/// and on those wholly to the east of it. What the latter add changes only with the point's height, at the ends of
/// chains of edges, so a few upright edges beyond the eastern border stand for all of them. Both are exact.
/// A bucket that many edges pass through becomes a finer raster, filled from what was asked in the bucket, as long as
/// two budgets last: of buckets, and of edges that have to be written more often for it. Where most borders run from
/// west to east, as in a comb, rasters have more rows than columns, and the other way round (`edge_spread`): so few
/// edges pass through many buckets.
template <position_type P>
class index_builder {
public:
    index_builder(const outlines<P>& borders, std::span<const std::uint32_t> order, const index_layout& layout)
        : rings_{rings_of(borders, order)}, layout_{layout} {
        if constexpr (!is_exact) {
            tables_.ranks.resize(borders.cell_count());
            for (std::size_t i = 0; i < order.size(); ++i) { tables_.ranks[order[i]] = static_cast<std::uint32_t>(i); }
        }
        if (rings_.empty()) { return; }
        std::vector<std::uint32_t> ring_numbers;
        for (const indexed_ring& one : rings_) { ring_numbers.push_back(one.number); }
        const numbered_corners<P> corners{borders, ring_numbers};
        lay_first_raster(collect_edges(corners), order.size());
        const auto edge_of = [this, &corners](edge_key key) { return edge_named(corners, key); };
        test_writer writer{tables_.stream, rings_, edge_of};
        for (std::size_t i = 0; i < tables_.rasters.size(); ++i) {  // more come on the way
            const asked_within asked = std::move(asked_within_[i]);
            edges_to_come_ -= asked.edges.size();
            fill(corners, writer, tables_.rasters[i], asked);
        }
        if (!tables_.stream.empty()) { tables_.stream.insert(tables_.stream.end(), stream_margin, 0U); }
        tables_.stream.shrink_to_fit();
        tables_.buckets.shrink_to_fit();
    }
    index_builder(const index_builder&) = delete;
    index_builder& operator=(const index_builder&) = delete;

    [[nodiscard]] index_tables<P> take() noexcept { return std::move(tables_); }

private:
    static constexpr bool is_exact = index_frame<P>::is_exact;
    // How far beyond everything the upright edges stand: far enough that steps leave no doubt about them.
    static constexpr std::uint32_t beyond = 64;

    /// What is asked about some ground: about each ring there, in their order, and the edges asked about.
    struct asked_within {
        std::vector<ring_question> questions;
        std::vector<edge_key> edges;
    };

    struct row_edge {
        edge_key key;
        std::int64_t first_column;
        std::int64_t last_column;
    };

    /// The rings to look for, in order.
    [[nodiscard]] static std::vector<indexed_ring> rings_of(const outlines<P>& borders,
                                                            std::span<const std::uint32_t> order) {
        std::vector<indexed_ring> rings;
        for (const std::uint32_t cell : order) {
            for (std::uint32_t part = borders.first_polygon(cell); part < borders.first_polygon(cell + 1); ++part) {
                const std::uint32_t outer = borders.first_ring(part);
                const std::uint32_t end = borders.first_ring(part + 1);
                for (std::uint32_t r = outer; r < end; ++r) {
                    rings.push_back({cell, part, r, r != outer, end - outer > 1});
                }
            }
        }
        return rings;
    }

    /// The edges of all rings become what is asked within the first raster.
    [[nodiscard]] edge_spread collect_edges(const numbered_corners<P>& corners) {
        tables_.frame = corners.frame();
        const index_point size = tables_.frame.extent();
        edge_spread spread{std::uint64_t{size.x} + 1, std::uint64_t{size.y} + 1};
        asked_within& all = asked_within_.emplace_back();
        for (std::size_t r = 0; r < rings_.size(); ++r) {
            const std::size_t first = all.edges.size();
            const auto numbers = corners.numbers_of(r);
            for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
                const std::uint32_t lower = std::min(numbers[i], numbers[i + 1]);
                const std::uint32_t upper = std::max(numbers[i], numbers[i + 1]);
                // Level ones count here too: upright edges to their west are what they leave behind.
                spread.add({corners.steps_of(lower), corners.steps_of(upper)});
                if (corners.height_of(lower) == corners.height_of(upper)) { continue; }
                all.edges.push_back(edge_key{lower} << 32 | upper);
            }
            const auto count = static_cast<std::uint32_t>(all.edges.size() - first);
            if (count != 0) { all.questions.push_back({0, static_cast<std::uint32_t>(r), first, count, false}); }
        }
        edges_to_come_ = all.edges.size();
        return spread;
    }

    void lay_first_raster(const edge_spread& spread, std::size_t cells) {
        const std::uint64_t target = std::clamp<std::uint64_t>(cells * layout_.buckets_per_cell, 256, 1U << 22);
        const std::uint64_t allowed = (std::uint64_t{1} << 20) + 6 * spread.edges();  // edges to write in all
        const raster first = first_raster(tables_.frame.extent(), spread, target, allowed / 3 * 2 + 16 * target);
        tables_.rasters[0] = first;
        tables_.buckets.assign(std::size_t{first.columns} * first.rows, is_answer | nowhere);
        bucket_budget_ = 4096 + 2 * tables_.buckets.size() + 2 * spread.edges();
        const std::uint64_t written = spread.cost(first.columns, first.rows);
        edge_budget_ = std::max(allowed - std::min(allowed, written), (std::uint64_t{1} << 16) + spread.edges());
    }

    template <class Writer>
    void fill(const numbered_corners<P>& corners, Writer& writer, raster buckets, const asked_within& asked) {
        const std::size_t bucket_count = std::size_t{buckets.columns} * buckets.rows;
        questions_.clear();
        question_edges_.clear();
        is_settled_.assign(bucket_count, false);
        for (const ring_question& one : asked.questions) {
            const std::span<const edge_key> edges{asked.edges};
            ask_ring(corners, buckets, one, edges.subspan(one.first_edge, one.edge_count));
        }

        // Those of one bucket next to each other, still in the order of their rings.
        first_of_.assign(bucket_count + 1, 0);
        for (const ring_question& one : questions_) { ++first_of_[one.bucket + 1]; }
        for (std::size_t b = 0; b < bucket_count; ++b) { first_of_[b + 1] += first_of_[b]; }
        sorted_.resize(questions_.size());
        for (const ring_question& one : questions_) { sorted_[first_of_[one.bucket]++] = one; }
        edges_to_come_ += question_edges_.size();
        for (std::size_t first = 0; first < sorted_.size();) {
            const std::size_t last = first_of_[sorted_[first].bucket];
            fill_bucket(corners, writer, buckets,
                        std::span<const ring_question>{sorted_}.subspan(first, last - first));
            first = last;
        }
    }

    /// Asks, in each bucket that the ring reaches, whether a point is within the ring.
    /// @param all_edges  those that pass, then the upright ones, from south to north
    void ask_ring(const numbered_corners<P>& corners, const raster& buckets, const ring_question& asked,
                  std::span<const edge_key> all_edges) {
        const auto row_of = [&](std::uint32_t y) {
            return y < buckets.low.y ? std::int64_t{-1} : std::int64_t{(y - buckets.low.y) >> buckets.row_shift};
        };
        std::size_t passing = all_edges.size();
        while (passing > 0 && is_upright(all_edges[passing - 1])) { --passing; }
        const std::span<const edge_key> edges = all_edges.first(passing);
        const std::span<const edge_key> uprights = all_edges.subspan(passing);
        std::int64_t south = 0;
        std::int64_t north = std::int64_t{buckets.rows} - 1;
        if (uprights.empty() && !asked.starts_inside) {  // then only rows with an edge
            std::uint32_t low = ~0U;
            std::uint32_t high = 0;
            for (const edge_key key : edges) {
                low = std::min(low, corners.steps_of(static_cast<std::uint32_t>(key >> 32)).y);
                high = std::max(high, corners.steps_of(static_cast<std::uint32_t>(key)).y);
            }
            south = std::max(south, row_of(low));
            north = std::min(north, row_of(high));
        }
        if (north < south) { return; }
        // The edges of each row, one row after the other.
        const auto rows_of = [&](edge_key key, auto visit) {
            const std::int64_t from = row_of(corners.steps_of(static_cast<std::uint32_t>(key >> 32)).y);
            const std::uint32_t top = corners.steps_of(static_cast<std::uint32_t>(key)).y;
            // Where steps are exact, an edge that ends where a row starts is met by no ray of that row.
            const std::int64_t to = row_of(is_exact ? top - 1 : top);
            for (std::int64_t row = std::max(from, south); row <= std::min(to, north); ++row) {
                visit(static_cast<std::size_t>(row - south));
            }
        };
        row_first_.assign(static_cast<std::size_t>(north - south) + 2, 0);
        for (const edge_key key : edges) {
            rows_of(key, [&](std::size_t row) { ++row_first_[row + 1]; });
        }
        for (std::size_t row = 0; row + 1 < row_first_.size(); ++row) { row_first_[row + 1] += row_first_[row]; }
        by_row_.resize(row_first_.back());
        for (const edge_key key : edges) {
            rows_of(key, [&](std::size_t row) { by_row_[row_first_[row]++] = key; });
        }
        std::size_t first = 0;
        std::size_t upright = 0;
        bool starts_inside = asked.starts_inside;
        for (std::int64_t row = south; row <= north; ++row) {
            const std::int64_t low = std::int64_t{buckets.low.y} + (row << buckets.row_shift);
            const std::int64_t high = low + (std::int64_t{1} << buckets.row_shift);
            const auto starts_below = [&corners](std::int64_t y, edge_key key) {
                return y <= corners.steps_of(static_cast<std::uint32_t>(key >> 32)).y;
            };
            const auto end = uprights.end();
            const auto here = std::upper_bound(uprights.begin() + static_cast<std::ptrdiff_t>(upright), end,
                                               low + (is_exact ? 1 : 0), starts_below);
            const auto count_below = static_cast<std::size_t>(here - uprights.begin());
            starts_inside ^= (count_below - upright) % 2 != 0;
            upright = count_below;
            turns_.clear();
            for (auto each = here; each != end && !starts_below(high, *each); ++each) {
                turns_.add(static_cast<std::uint32_t>(*each >> 32));
            }
            turns_.settle();
            const std::size_t last = row_first_[static_cast<std::size_t>(row - south)];
            ask_row(corners, buckets, asked.ring_number, row,
                    std::span<const edge_key>{by_row_}.subspan(first, last - first), starts_inside);
            first = last;
        }
    }

    /// @pre turns_ holds those that lie east of the raster
    void ask_row(const numbered_corners<P>& corners, const raster& buckets, std::uint32_t r, std::int64_t row,
                 std::span<const edge_key> edges, bool starts_inside) {
        const std::int64_t low = std::int64_t{buckets.low.y} + (row << buckets.row_shift);
        const std::int64_t high = low + (std::int64_t{1} << buckets.row_shift);
        row_edges_.clear();
        std::int64_t column = starts_inside || !turns_.heights().empty() ? std::int64_t{buckets.columns} - 1 : -1;
        for (const edge_key key : edges) {
            const row_edge one = with_columns(buckets, key, edge_named(corners, key), low, high);
            if (one.last_column < 0) { continue; }
            row_edges_.push_back(one);
            column = std::max(column, one.last_column);
        }
        std::sort(row_edges_.begin(), row_edges_.end(),
                  [](const row_edge& a, const row_edge& b) { return a.first_column > b.first_column; });
        column = std::min<std::int64_t>(column, std::int64_t{buckets.columns} - 1);
        const std::size_t first_bucket = static_cast<std::size_t>(row) * buckets.columns;
        // From the east to the west: at first all edges are in their own columns or further west.
        std::size_t eastern = 0;
        for (; column >= 0; --column) {
            for (; eastern < row_edges_.size() && row_edges_[eastern].first_column > column; ++eastern) {
                // Wholly to the east: met by the rays that start between its ends.
                const auto lower = static_cast<std::uint32_t>(row_edges_[eastern].key >> 32);
                const auto upper = static_cast<std::uint32_t>(row_edges_[eastern].key);
                if (corners.steps_of(lower).y < low + (is_exact ? 1 : 0)) {
                    starts_inside = !starts_inside;
                } else {
                    turns_.add(corners.height_of(lower));
                }
                if (corners.steps_of(upper).y < high) { turns_.add(corners.height_of(upper)); }
            }
            turns_.settle();
            if (eastern == row_edges_.size() && turns_.heights().empty() && !starts_inside) { return; }
            const std::size_t bucket = first_bucket + static_cast<std::size_t>(column);
            if (is_settled_[bucket]) { continue; }
            ring_question asked{static_cast<std::uint32_t>(bucket), r, question_edges_.size(), 0, starts_inside};
            for (std::size_t i = eastern; i < row_edges_.size(); ++i) {
                if (row_edges_[i].last_column >= column) { question_edges_.push_back(row_edges_[i].key); }
            }
            for (const std::uint32_t height : turns_.heights()) { question_edges_.push_back(upright_from(height)); }
            asked.edge_count = static_cast<std::uint32_t>(question_edges_.size() - asked.first_edge);
            if (asked.edge_count != 0 || starts_inside) { questions_.push_back(asked); }
            if (asked.edge_count == 0 && starts_inside && !rings_[r].has_holes) { is_settled_[bucket] = true; }
        }
    }

    /// The buckets of the row that the edge may pass through: rather one too many than one too few. Those to the west
    /// of the raster count as column -1, those to the east as one more.
    [[nodiscard]] static row_edge with_columns(const raster& buckets, edge_key key, const index_edge& e,
                                               std::int64_t low, std::int64_t high) noexcept {
        const double run = static_cast<double>(std::int64_t{e.upper.x} - e.lower.x);
        const double rise = static_cast<double>(e.upper.y - e.lower.y);
        const double west = static_cast<double>(std::int64_t{e.lower.x} - buckets.low.x);  // of the raster's border
        double a = west;
        double b = west + run;
        if (e.lower.y < e.upper.y) {
            // Steps more than there are: the edge as given may run a step further north or south than its steps.
            const auto x_at = [&](std::int64_t level) {
                const double share = static_cast<double>(level - e.lower.y) / rise;
                return share <= 0 ? west : share >= 1 ? west + run : west + product(share, run);
            };
            a = x_at(low - 2);
            b = x_at(high + 2);
        }
        const double doubt = 4;  // a step further to the side, and roundings of numbers below 2^33: far below this
        const double width = static_cast<double>(std::int64_t{1} << buckets.column_shift);
        const auto column_of = [&](double x) {
            return static_cast<std::int64_t>(std::clamp(std::floor(x / width), -1.0, double{1} * buckets.columns));
        };
        return {key, column_of(std::min(a, b) - doubt), column_of(std::max(a, b) + doubt)};
    }

    /// Stands for a change of all that lies east of a bucket, at this height: met by every ray from above it.
    [[nodiscard]] static edge_key upright_from(std::uint32_t height) noexcept {
        return edge_key{height} << 32 | 0xffff'ffffU;
    }

    [[nodiscard]] static bool is_upright(edge_key key) noexcept {
        return static_cast<std::uint32_t>(key) == 0xffff'ffffU;
    }

    [[nodiscard]] index_edge edge_named(const numbered_corners<P>& corners, edge_key key) const noexcept {
        const index_point& lower = corners.steps_of(static_cast<std::uint32_t>(key >> 32));
        if (!is_upright(key)) {
            return {lower, corners.steps_of(static_cast<std::uint32_t>(key))};
        }
        const index_point size = tables_.frame.extent();
        return {{size.x + beyond, lower.y}, {size.x + beyond, size.y + beyond}};
    }

    template <class Writer>
    void fill_bucket(const numbered_corners<P>& corners, Writer& writer, const raster& buckets,
                     std::span<const ring_question> questions) {
        const std::size_t at = buckets.first_bucket + questions[0].bucket;
        for (const ring_question& asked : questions) { edges_to_come_ -= asked.edge_count; }
        writer.prepare(questions, question_edges_);
        if (writer.edge_count() < layout_.crowd || !make_finer(corners, buckets, questions, writer.edge_count())) {
            tables_.buckets[at] = writer.write();
        }
    }

    /// Makes a raster of the bucket, to be filled later. Returns whether that is worth its while and in the budgets.
    [[nodiscard]] bool make_finer(const numbered_corners<P>& corners, const raster& buckets,
                                  std::span<const ring_question> questions, std::size_t edge_count) {
        edge_spread spread{std::uint64_t{1} << buckets.column_shift, std::uint64_t{1} << buckets.row_shift};
        for (const ring_question& asked : questions) {
            for (std::size_t i = asked.first_edge; i < asked.first_edge + asked.edge_count; ++i) {
                const edge_key key = question_edges_[i];
                is_upright(key) ? spread.add_level() : spread.add(edge_named(corners, key));
            }
        }
        // A crowded bucket may take four times its share, by edges, of what is left: most others need none.
        const std::uint64_t each = 4 * edge_budget_ / (edges_to_come_ + spread.edges());
        unsigned bits = 4;  // as many buckets in it as edges, up to 1024
        while (bits < 10 && (std::size_t{1} << bits) < edge_count) { bits += 2; }
        raster_shape shape;
        std::uint64_t more = 0;  // edges to write
        for (;; bits -= 2) {
            if (bits < 2) { return false; }
            if (bits > buckets.column_shift + buckets.row_shift) { continue; }
            shape = spread.cheapest(bits, buckets.column_shift, buckets.row_shift);
            more = spread.cost(std::uint64_t{1} << shape.column_bits, std::uint64_t{1} << shape.row_bits) -
                   spread.edges();
            const bool is_in_share = more <= edge_budget_ && more / spread.edges() <= each;
            if (is_in_share && (std::size_t{1} << bits) <= bucket_budget_) { break; }
        }
        const std::size_t finer = std::size_t{1} << bits;
        bucket_budget_ -= finer;
        edge_budget_ -= more;
        const std::uint32_t column = questions[0].bucket % buckets.columns;
        const std::uint32_t row = questions[0].bucket / buckets.columns;
        tables_.buckets[buckets.first_bucket + questions[0].bucket] =
            is_raster | static_cast<std::uint32_t>(tables_.rasters.size());
        tables_.rasters.push_back({{buckets.low.x + (column << buckets.column_shift),
                                    buckets.low.y + (row << buckets.row_shift)},
                                   buckets.column_shift - shape.column_bits,
                                   buckets.row_shift - shape.row_bits,
                                   1U << shape.column_bits,
                                   1U << shape.row_bits,
                                   static_cast<std::uint32_t>(tables_.buckets.size())});
        tables_.buckets.resize(tables_.buckets.size() + finer, is_answer | nowhere);
        asked_within& within = asked_within_.emplace_back();
        for (ring_question asked : questions) {
            const auto first = question_edges_.begin() + static_cast<std::ptrdiff_t>(asked.first_edge);
            asked.first_edge = within.edges.size();
            within.edges.insert(within.edges.end(), first, first + asked.edge_count);
            within.questions.push_back(asked);
        }
        edges_to_come_ += within.edges.size();
        return true;
    }

    index_tables<P> tables_;
    std::vector<indexed_ring> rings_;  // in the order in which cells are looked for
    index_layout layout_;
    std::vector<asked_within> asked_within_;  // for each raster, until it is filled
    std::size_t bucket_budget_ = 0;           // of finer rasters
    std::uint64_t edge_budget_ = 0;           // that may be written more often because of them
    std::size_t edges_to_come_ = 0;           // of buckets that are still to be filled
    // Of one raster:
    std::vector<ring_question> questions_;
    std::vector<ring_question> sorted_;
    std::vector<edge_key> question_edges_;
    std::vector<std::size_t> first_of_;  // the questions of each bucket
    std::vector<bool> is_settled_;       // the buckets that a cell fills, so that later ones need not be asked
    // Of one ring, and one row of it:
    std::vector<std::size_t> row_first_;
    std::vector<edge_key> by_row_;
    std::vector<row_edge> row_edges_;
    eastern_turns turns_;
};

/// The tables of a `point_index`. O(v log v + edges x rows of the first raster that each reaches + w log w) time for w
/// edges written, in all buckets together; those that finer rasters add to w are at most in proportion to v.
/// @throws muster::error (out_of_range) when the stream would be too long for its words
template <position_type P>
[[nodiscard]] index_tables<P> build_index(const outlines<P>& borders, std::span<const std::uint32_t> order,
                                          const index_layout& layout = {}) {
    return index_builder<P>{borders, order, layout}.take();
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
