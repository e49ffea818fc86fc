#pragma once

#include "muster/core/error.hpp"        // error
#include "muster/core/expects.hpp"      // MUSTER_EXPECTS
#include "muster/core/label.hpp"        // label
#include "muster/core/name_book.hpp"    // name_book
#include "muster/core/time_value.hpp"   // as_duration
#include "muster/grid/hierarchy.hpp"    // hierarchy
#include "muster/model/identity.hpp"    // key_of, called_by
#include "muster/model/outcomes.hpp"    // assignment
#include "muster/unit/search_area.hpp"  // search_area
#include "muster/unit/unit.hpp"         // unit

#include <cstddef>   // size_t
#include <cstdint>   // uint32_t
#include <optional>  // optional
#include <span>      // span
#include <string>    // string
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// What a unit is doing, as far as sending it is concerned.
enum class unit_status : std::uint8_t { free, committed, off_duty };

/// The moving part of a city: its units, where they stand and whether they are free; versioned.
///
/// Built from a caller's own units through their field map. Every change raises `version()`. A plan that was made
/// for one version is committed on that version only, so two deciders never book one unit.
/// Const use from many threads at once; changes need the caller's lock.
/// @throws error duplicate (an id twice), out_of_range (an invalid position, a negative turnout, a search tier that the
///         hierarchy has not), empty (a unit without capabilities), missing (an optional turnout that is not there)
template <position_type P>
class fleet {
public:
    struct entry {
        std::string key;
        label name;
        capability_set can;
        P stands{};
        duration turnout{};
        response_level held_below{};
        cell_id cell{};  ///< the cell of the search tier that it stands in; none: outside
        std::uint32_t generation = 0;
        unit_status status = unit_status::free;
    };

    /// @param search_tier the tier of the cells in which units are looked for, counted from the coarsest
    template <class Range>
    fleet(const Range& units, const hierarchy<P>& cells, std::size_t search_tier) : fleet{cells, search_tier} {
        take<fields<element<Range>>>(units, cells);
    }
    /// The same units read through another map: `fleet<P>::through<other_map>(units, cells, search_tier)`.
    template <const auto& Map, class Range>
    [[nodiscard]] static fleet through(const Range& units, const hierarchy<P>& cells, std::size_t search_tier) {
        fleet made{cells, search_tier};
        made.template take<Map>(units, cells);
        return made;
    }

    [[nodiscard]] std::size_t size() const noexcept { return units_.size(); }
    /// The cells of the search tier.
    [[nodiscard]] cell_range cells() const noexcept { return cells_; }
    [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
    [[nodiscard]] const entry& operator[](std::uint32_t at) const { return units_[at]; }
    [[nodiscard]] unit_handle handle_of(std::uint32_t at) const { return {at, units_[at].generation}; }
    [[nodiscard]] bool is_free(std::uint32_t at) const { return units_[at].status == unit_status::free; }

    void write_names(name_book& names) const {
        for (std::uint32_t i = 0; i < units_.size(); ++i) { names.set(subject::unit, i, units_[i].name); }
    }

    /// The unit with a key, or none. O(n).
    [[nodiscard]] unit_handle find(std::string_view wanted) const noexcept {
        for (std::uint32_t i = 0; i < units_.size(); ++i) {
            if (units_[i].key == wanted) { return handle_of(i); }
        }
        return unit_handle::none();
    }

    /// The units with a capability that stand in a cell, by number; free or not. `none`: those outside every cell.
    /// @pre the cell is none or of the search tier (MUSTER_EXPECTS)
    [[nodiscard]] std::span<const std::uint32_t> in_cell(cell_id cell, capability_id which) const noexcept {
        MUSTER_EXPECTS(!cell || cells_.contains(cell), "fleet::in_cell: a cell of the search tier");
        if (which.index >= capability_set::limit) { return {}; }
        const std::size_t row = row_of(cell, which);
        return {in_rows_.data() + row_start_[row], row_start_[row + 1] - row_start_[row]};
    }
    /// How many units have a capability, free or not.
    [[nodiscard]] std::size_t count_with(capability_id which) const noexcept {
        if (which.index >= capability_set::limit) { return 0; }
        const std::size_t row = which.index * places();
        return row_start_[row + places()] - row_start_[row];
    }
    /// All units with a capability: cell by cell, in each by number.
    [[nodiscard]] std::span<const std::uint32_t> with(capability_id which) const noexcept {
        if (which.index >= capability_set::limit) { return {}; }
        return {in_rows_.data() + row_start_[which.index * places()], count_with(which)};
    }
    /// The cells of the search tier in which a unit with a capability stands, in the order of their ids.
    [[nodiscard]] std::span<const cell_id> cells_with(capability_id which) const noexcept {
        if (which.index >= capability_set::limit) { return {}; }
        return {inhabited_.data() + inhabited_start_[which.index],
                inhabited_start_[which.index + 1] - inhabited_start_[which.index]};
    }
    /// The smallest box around the units that stand in a cell. @pre one does
    [[nodiscard]] const box<P>& box_in(cell_id cell) const noexcept { return boxes_[place_of(cell)]; }
    /// How many units with a capability are free in a cell. @pre the cell is none or of the search tier (MUSTER_EXPECTS)
    [[nodiscard]] std::uint32_t free_in(cell_id cell, capability_id which) const noexcept {
        MUSTER_EXPECTS(!cell || cells_.contains(cell), "fleet::free_in: a cell of the search tier");
        return which.index < capability_set::limit ? free_[row_of(cell, which)] : 0;
    }

    /// Books the units of a plan, all or none. False when the fleet has moved on since `at_version`.
    [[nodiscard]] bool commit(std::span<const assignment> orders, std::uint64_t at_version) {
        if (at_version != version_) { return false; }
        if (orders.empty()) { return true; }  // nothing moves on, so no other plan becomes stale
        for (const assignment& each : orders) {
            if (each.unit.index >= units_.size() || handle_of(each.unit.index) != each.unit ||
                !is_free(each.unit.index)) {
                return false;
            }
        }
        for (const assignment& each : orders) { set(each.unit.index, unit_status::committed); }
        ++version_;
        return true;
    }

    /// Says what a unit is doing now.
    void set_status(std::uint32_t at, unit_status status) {
        MUSTER_EXPECTS(at < units_.size(), "fleet::set_status: no such unit");
        set(at, status);
        ++version_;
    }

    /// Says that another unit now stands in this place: plans made for the former are refused.
    void replace(std::uint32_t at) {
        MUSTER_EXPECTS(at < units_.size(), "fleet::replace: no such unit");
        ++units_[at].generation;
        ++version_;
    }

    /// Says where a unit stands now. O(units), for its cell changes the index.
    /// @param cells the hierarchy that the fleet was built with
    void move(std::uint32_t at, const P& to, const hierarchy<P>& cells) {
        MUSTER_EXPECTS(at < units_.size() && is_valid(to), "fleet::move: a unit that exists, to a valid position");
        units_[at].stands = to;
        units_[at].cell = cell_at(to, cells);
        index();
        ++version_;
    }

private:
    template <class Range>
    using element = std::remove_cvref_t<decltype(*std::begin(std::declval<const Range&>()))>;

    fleet(const hierarchy<P>& cells, std::size_t search_tier)
        : tier_{search_tier}, cells_{search_area<P>::range_of(cells, search_tier)} {}

    template <const auto& Map, class Range>
    void take(const Range& units, const hierarchy<P>& cells) {
        using T = element<Range>;
        static_assert(muster::check<unit, T, Map>());
        for (const T& each : units) {
            entry made = read<T, Map>(each);
            made.cell = cell_at(made.stands, cells);
            add(std::move(made));
        }
        index();
    }

    // None for a position outside or in a gap; an outside location's path is the fallback owner's.
    [[nodiscard]] cell_id cell_at(const P& place, const hierarchy<P>& cells) const {
        const location where = cells.locate(place);
        return where.status != location_status::outside && where.depth > tier_ ? where.path[tier_] : cell_id::none();
    }

    template <class T, const auto& Map>
    static entry read(const T& object) {
        using map_type = std::remove_cvref_t<decltype(Map)>;
        entry made;
        made.key = key_of<Map>(object);
        made.name = called_by<Map>(object);
        made.stands = Map.template get<"position">(object);
        made.can = Map.template get<"capabilities">(object);
        if constexpr (map_type::template has<"turnout">) {
            const std::optional<duration> given = as_duration(Map.template get<"turnout">(object));
            if (!given) {
                throw error{errc::missing, "fleet: unit `" + made.key + "` has no turnout; unknown is not 0"};
            }
            made.turnout = *given;
        }
        if constexpr (map_type::template has<"held_below">) {
            made.held_below = Map.template get<"held_below">(object);
        }
        return made;
    }

    void add(entry made) {
        if (find(made.key)) { throw error{errc::duplicate, "fleet: unit `" + made.key + "` is there twice"}; }
        if (!is_valid(made.stands)) {
            throw error{errc::out_of_range, "fleet: unit `" + made.key + "` stands at an invalid position"};
        }
        if (made.turnout.ms < 0) {
            throw error{errc::out_of_range, "fleet: unit `" + made.key + "` has a negative turnout"};
        }
        if (made.can.empty()) { throw error{errc::empty, "fleet: unit `" + made.key + "` has no capabilities"}; }
        units_.push_back(std::move(made));
    }

    void set(std::uint32_t at, unit_status status) {
        entry& each = units_[at];
        if ((each.status == unit_status::free) != (status == unit_status::free)) {
            for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
                if (!each.can.contains({c})) { continue; }
                std::uint32_t& count = free_[row_of(each.cell, {c})];
                status == unit_status::free ? ++count : --count;
            }
        }
        each.status = status;
    }

    // Counting sort of the units by (capability, cell); inside, by number. All rows of a capability stand together:
    // a search reads one capability at a time.
    void index() {
        const std::size_t rows = capability_set::limit * places();
        row_start_.assign(rows + 1, 0);
        free_.assign(rows, 0);
        const auto for_each_row = [this](auto&& visit) {
            for (std::uint32_t i = 0; i < units_.size(); ++i) {
                for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
                    if (units_[i].can.contains({c})) { visit(i, row_of(units_[i].cell, {c})); }
                }
            }
        };
        for_each_row([this](std::uint32_t number, std::size_t row) {
            ++row_start_[row + 1];
            free_[row] += is_free(number) ? 1U : 0U;
        });
        for (std::size_t r = 0; r < rows; ++r) { row_start_[r + 1] += row_start_[r]; }
        in_rows_.assign(row_start_.back(), 0);
        std::vector<std::uint32_t> next = row_start_;
        for_each_row([&](std::uint32_t number, std::size_t row) { in_rows_[next[row]++] = number; });
        index_inhabited();
        index_boxes();
    }

    void index_inhabited() {
        inhabited_.clear();
        inhabited_start_.assign(1, 0);
        for (std::uint32_t c = 0; c < capability_set::limit; ++c) {
            for (const cell_id each : cells_) {
                if (!in_cell(each, {c}).empty()) { inhabited_.push_back(each); }
            }
            inhabited_start_.push_back(static_cast<std::uint32_t>(inhabited_.size()));
        }
    }

    void index_boxes() {
        boxes_.assign(places(), {});
        std::vector<bool> has_unit(places(), false);
        for (const entry& each : units_) {
            const std::size_t at = place_of(each.cell);
            boxes_[at] = has_unit[at] ? grown(boxes_[at], each.stands) : box<P>{each.stands, each.stands};
            has_unit[at] = true;
        }
    }
    static box<P> grown(const box<P>& around, const P& by) {
        const auto least = [](auto a, auto b) { return b < a ? b : a; };
        const auto most = [](auto a, auto b) { return a < b ? b : a; };
        if constexpr (std::same_as<P, planar>) {
            return {{least(around.low.east_mm, by.east_mm), least(around.low.north_mm, by.north_mm)},
                    {most(around.high.east_mm, by.east_mm), most(around.high.north_mm, by.north_mm)}};
        } else {
            return {{least(around.low.lon, by.lon), least(around.low.lat, by.lat)},
                    {most(around.high.lon, by.lon), most(around.high.lat, by.lat)}};
        }
    }

    // Where units can stand: the cells of the search tier, and outside all of them.
    [[nodiscard]] std::size_t places() const noexcept { return cells_.size() + 1; }
    [[nodiscard]] std::size_t place_of(cell_id cell) const noexcept {
        return cell ? cell.index - cells_.first.index : cells_.size();
    }
    [[nodiscard]] std::size_t row_of(cell_id cell, capability_id which) const noexcept {
        return which.index * places() + place_of(cell);
    }

    std::size_t tier_;
    cell_range cells_;
    std::vector<entry> units_;
    std::vector<std::uint32_t> row_start_, in_rows_;  // unit numbers by (capability, place)
    std::vector<std::uint32_t> free_;                 // how many of a row are free
    std::vector<std::uint32_t> inhabited_start_;      // by capability, into the next
    std::vector<cell_id> inhabited_;
    std::vector<box<P>> boxes_;
    std::uint64_t version_ = 1;
};

}  // namespace v0
}  // namespace muster
