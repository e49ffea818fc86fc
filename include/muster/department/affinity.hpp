#pragma once

#include "muster/core/digest.hpp"                      // digest
#include "muster/core/error.hpp"                       // error
#include "muster/core/ids.hpp"                         // type_id, department_handle
#include "muster/department/co_response.hpp"           // co_response, unknown_name
#include "muster/department/department_directory.hpp"  // department_directory
#include "muster/department/detail/key_index.hpp"      // key_index
#include "muster/model/type_tree.hpp"                  // type_tree

#include <Eigen/Core>   // Array
#include <concepts>     // convertible_to
#include <cstdint>      // int64_t
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// How affinity is learned.
struct affinity_options {
    std::int64_t strength = 10;  ///< the wider type weighs as much as so many incidents; 1 to 1,000,000
    unknown_names unknown = unknown_names::list;
};

/// How often a department acted in past incidents of a type, shrunk towards what is known of wider types.
///
/// The score of a pair is `(1000 x together + strength x score of the wider type) / (incidents + strength)`, in whole
/// thousandths, rounded half up; a root's wider score is 0. With strength 10 a pair seen in the only incident of its
/// type scores 91, one seen in all of 1000 scores 990. What the own incidents do not yet say, `borrowed_thousandths`,
/// shrinks as strength / (incidents + strength): half after 10, a hundredth after 990. Removing lines from the log
/// changes `together` and `incidents`, and a score by nothing else.
///
/// The counts of a type include its kinds'; unclassified incidents are a root of their own. Const once bound to a
/// policy: use from many threads at once. Exact integers. Deterministic: yes, also of the order of the log.
/// @throws error out_of_range (a strength outside 1 to 1,000,000, a count below 1, more than 10^15 incidents),
///         unknown_name (when unknown names are refused); a `learn` that throws changes nothing
/// @complexity build O(log x departments x depth + types x departments), a score O(1)
/// @shape counts and scores: types + 1 rows x departments columns
/// @source shrinkage as a Beta-Binomial posterior mean with `strength` pseudo-incidents, applied level by level (partial
///         pooling; Gelman et al., Bayesian Data Analysis, ch. 5); deviation: fixed strength, each level rounded
class affinity {
public:
    using table = Eigen::Array<std::int64_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    static constexpr std::int64_t most_incidents = 1'000'000'000'000'000;

    /// Nothing is learned: every score is 0.
    affinity() = default;

    /// @param log  a range of `co_response`, or of anything with its members
    template <class Range>
    affinity(const type_tree& types, const department_directory& departments, const Range& log,
             affinity_options options = {})
        : options_{options} {
        if (options_.strength < 1 || options_.strength > 1'000'000) {
            throw error{errc::out_of_range, "affinity: a strength of " + std::to_string(options_.strength) +
                                                "; it must be from 1 to 1000000"};
        }
        arrange(types, departments);
        for (const auto& each : log) { (void)count(each); }
        for (const std::uint32_t row : top_down_) { rescore(row); }
    }

    /// Adds a line of the log. Do this on a copy before it is bound: decisions never learn by themselves.
    template <class Record>
    void learn(const Record& line) {
        const std::uint32_t row = count(line);
        if (row == none) { return; }
        const std::uint32_t root = root_of(row);
        for (const std::uint32_t each : top_down_) {  // kinds borrow from what has changed
            if (root_of(each) == root) { rescore(each); }
        }
    }

    /// How likely a department is to be wanted in incidents of a type, 0 to 1000. Whatever is not known scores 0.
    [[nodiscard]] std::int64_t score_thousandths(type_id type, department_handle which) const noexcept {
        return which.index < scores_.cols() ? scores_(row_of(type), static_cast<Eigen::Index>(which.index)) : 0;
    }
    /// Past incidents of a type and its kinds; none: unclassified ones.
    [[nodiscard]] std::int64_t incidents(type_id type) const noexcept {
        return incidents_.size() == 0 ? 0 : incidents_(row_of(type));
    }
    /// Those of them in which a department acted.
    [[nodiscard]] std::int64_t together(type_id type, department_handle which) const noexcept {
        return which.index < together_.cols() ? together_(row_of(type), static_cast<Eigen::Index>(which.index)) : 0;
    }
    /// The part of a type's scores that rests on wider types and not on its own incidents, rounded half up.
    [[nodiscard]] std::int64_t borrowed_thousandths(type_id type) const noexcept {
        const std::int64_t all = incidents(type) + options_.strength;
        return (options_.strength * 1000 + all / 2) / all;
    }
    /// The formula itself. @pre 0 <= together <= incidents <= most_incidents, strength >= 1
    [[nodiscard]] static constexpr std::int64_t shrunk(std::int64_t together, std::int64_t incidents,
                                                       std::int64_t strength, std::int64_t wider) noexcept {
        const std::int64_t all = incidents + strength;
        return (together * 1000 + strength * wider + all / 2) / all;
    }

    /// Names in the log that nothing declares, in the order in which they first appeared.
    [[nodiscard]] const std::vector<unknown_name>& unknown() const noexcept { return unknown_; }

    void write_digest(digest& into) const {
        into.number(options_.strength).number(scores_.rows()).number(scores_.cols());
        for (Eigen::Index row = 0; row < scores_.rows(); ++row) {
            into.number(incidents_(row));
            for (Eigen::Index each = 0; each < scores_.cols(); ++each) { into.number(together_(row, each)); }
        }
    }

private:
    static constexpr std::uint32_t none = detail::key_index::none;

    [[nodiscard]] Eigen::Index row_of(type_id type) const noexcept {
        const Eigen::Index last = scores_.rows() - 1;
        return type.index < last ? static_cast<Eigen::Index>(type.index) : last;
    }
    [[nodiscard]] std::uint32_t root_of(std::uint32_t row) const {
        while (wider_[row] != none) { row = wider_[row]; }
        return row;
    }

    void arrange(const type_tree& types, const department_directory& departments) {
        for (std::uint32_t i = 0; i < types.size(); ++i) {
            (void)codes_.add(std::string{types.code({i})});
            wider_.push_back(types.parent({i}).index);
        }
        wider_.push_back(none);  // unclassified incidents
        for (std::uint32_t i = 0; i < departments.size(); ++i) { (void)keys_.add(departments[i].key); }
        std::vector<bool> is_placed(wider_.size(), false);
        while (top_down_.size() < wider_.size()) {
            for (std::uint32_t row = 0; row < wider_.size(); ++row) {
                if (is_placed[row] || (wider_[row] != none && !is_placed[wider_[row]])) { continue; }
                is_placed[row] = true;
                top_down_.push_back(row);
            }
        }
        const auto rows = static_cast<Eigen::Index>(wider_.size());
        const auto columns = static_cast<Eigen::Index>(departments.size());
        incidents_.setZero(rows);
        together_.setZero(rows, columns);
        scores_.setZero(rows, columns);
    }

    // Adds a line to the counts of its type and of the wider ones. Gives the row of its type, or none.
    template <class Record>
    std::uint32_t count(const Record& line) {
        const std::int64_t times = line.count;
        const std::uint32_t row = find_type(line.type);
        const std::int64_t already = row == none ? 0 : incidents_(static_cast<Eigen::Index>(root_of(row)));
        if (times < 1 || times > most_incidents - already) {
            throw error{errc::out_of_range, "affinity: a line of the log counts " + std::to_string(times) +
                                                " incidents; it must be at least 1, and all together at most 10^15"};
        }
        std::uint64_t there = 0;  // departments on the line, each once
        for (const auto& each : line.departments) {
            const std::uint32_t number = find_department(each);
            if (number != none) {
                there |= std::uint64_t{1} << number;
            } else if (options_.unknown == unknown_names::refuse) {
                refuse("department", written(each));
            }
        }
        if (row == none && options_.unknown == unknown_names::refuse) { refuse("type", written(line.type)); }
        list_unknown(line, row, times);
        if (row == none) { return none; }
        for (std::uint32_t each = row; each != none; each = wider_[each]) {
            const auto at = static_cast<Eigen::Index>(each);
            incidents_(at) += times;
            for (Eigen::Index k = 0; k < together_.cols(); ++k) {
                if (((there >> k) & 1U) != 0) { together_(at, k) += times; }
            }
        }
        return row;
    }

    void rescore(std::uint32_t row) {
        const auto at = static_cast<Eigen::Index>(row);
        const std::int64_t strength = options_.strength;
        const std::int64_t all = incidents_(at) + strength;
        if (wider_[row] == none) {
            scores_.row(at) = (together_.row(at) * 1000 + all / 2) / all;
        } else {
            const auto wider = scores_.row(static_cast<Eigen::Index>(wider_[row]));
            scores_.row(at) = (together_.row(at) * 1000 + wider * strength + all / 2) / all;
        }
    }

    [[nodiscard]] std::uint32_t find_type(type_id type) const noexcept {
        if (!type) { return static_cast<std::uint32_t>(wider_.size() - 1); }
        return type.index < codes_.size() ? type.index : none;
    }
    [[nodiscard]] std::uint32_t find_type(std::string_view code) const noexcept {
        return code.empty() ? static_cast<std::uint32_t>(wider_.size() - 1) : codes_.find(code);
    }
    [[nodiscard]] std::uint32_t find_department(department_handle which) const noexcept {
        return which.index < keys_.size() ? which.index : none;
    }
    [[nodiscard]] std::uint32_t find_department(std::string_view key) const noexcept { return keys_.find(key); }

    static std::string written(std::string_view words) { return std::string{words}; }
    template <class Id>
    requires requires(Id each) { each.index; }
    static std::string written(Id each) { return each ? "#" + std::to_string(each.index) : std::string{"none"}; }

    [[noreturn]] static void refuse(const std::string& kind, const std::string& called) {
        throw error{errc::unknown_name, "affinity: the log names " + kind + " `" + called + "`, which there is not"};
    }

    template <class Record>
    void list_unknown(const Record& line, std::uint32_t row, std::int64_t times) {
        std::vector<std::string> listed;  // a name that stands on the line twice counts once
        const auto list = [&](std::string called, bool is_type) {
            for (const std::string& each : listed) {
                if (!is_type && each == called) { return; }
            }
            if (!is_type) { listed.push_back(called); }
            for (unknown_name& each : unknown_) {
                if (each.is_type == is_type && each.written == called) {
                    each.count += times;
                    return;
                }
            }
            unknown_.push_back({std::move(called), is_type, times});
        };
        if (row == none) { list(written(line.type), true); }
        for (const auto& each : line.departments) {
            if (find_department(each) == none) { list(written(each), false); }
        }
    }

    affinity_options options_{};
    detail::key_index codes_;              // of the types
    detail::key_index keys_;               // of the departments
    std::vector<std::uint32_t> wider_;     // by row: the row of the type that it is a kind of
    std::vector<std::uint32_t> top_down_;  // rows, wider ones first
    Eigen::Array<std::int64_t, Eigen::Dynamic, 1> incidents_;
    table together_;
    table scores_;
    std::vector<unknown_name> unknown_;
};

}  // namespace v0
}  // namespace muster
