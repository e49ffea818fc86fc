#pragma once

#include "muster/rules/compiled_rules.hpp"       // compiled_rules
#include "muster/rules/detail/text_classes.hpp"  // text_classes

#include <algorithm>    // sort, unique, clamp, min, max, upper_bound
#include <bit>          // bit_cast
#include <cmath>        // nextafter, floor, ceil, abs
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <limits>       // infinity
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Finds the class of one input's value without a branch that depends on the value: the partition's answers, laid out for
/// speed. Made by asking the partition at every place where its answer can change.
///
/// Numbers count how many classes begin at or below the value; whole numbers that lie close together index a table; text
/// takes one probe. Neither allocates nor throws.
class class_finder {
public:
    using class_id = input_partition::class_id;

    class_finder(const compiled_rules& logic, std::size_t input) {
        const value_kind kind = logic.inputs()[input].kind;
        if (kind == value_kind::string) {
            lay_out_texts(logic, input);
        } else {
            lay_out_numbers(logic.partition(input), kind);
            tabulate(logic.partition(input), kind);
        }
    }

    [[nodiscard]] class_id of_number(double value) const noexcept {
        if (!(std::abs(value) <= std::numeric_limits<double>::max())) {
            return value == value ? input_partition::outside_class() : input_partition::unknown_class();
        }
        if (!begun_before_.empty()) {
            const std::size_t before = begun_before_[bucket_of(value)];
            return classes_[before + (starts_[before] <= value ? 1U : 0U) + (starts_[before + 1] <= value ? 1U : 0U)];
        }
        return classes_[static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), value) -
                                                 starts_.begin())];
    }

    [[nodiscard]] class_id of_whole(std::int64_t value) const noexcept {
        if (table_.empty()) { return of_number(static_cast<double>(value)); }
        return table_[static_cast<std::size_t>(std::clamp(value, first_, last_) - first_)];
    }

    [[nodiscard]] class_id of_text(std::string_view value) const noexcept {
        return texts_ ? texts_->find(value) : whole_[0].class_of(value);
    }

private:
    void begin_class(double from, class_id which) {
        if (which == classes_.back()) { return; }
        starts_.push_back(from);
        classes_.push_back(which);
    }

    // Values of whole kinds are whole: between two limits the first whole number stands for all that are there.
    void lay_out_numbers(const input_partition& cut, value_kind kind) {
        const std::vector<double>& limits = cut.limits();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        classes_.push_back(cut.class_of(std::numeric_limits<double>::lowest()));
        for (std::size_t i = 0; i < limits.size(); ++i) {
            if (!is_whole(kind) || limits[i] == std::floor(limits[i])) {
                begin_class(limits[i], cut.class_of(limits[i]));
            }
            double beyond = is_whole(kind) ? std::floor(limits[i]) + 1 : limits[i];
            if (!(beyond > limits[i])) { beyond = std::nextafter(limits[i], infinity); }
            if (beyond < (i + 1 < limits.size() ? limits[i + 1] : infinity)) {
                begin_class(beyond, cut.class_of(beyond));
            }
        }
        make_buckets();
    }

    // A function that never falls as the value grows: the leading bits of its distance from the first start, which a double
    // keeps fine near the start and coarse far away, as limits are mostly spaced.
    [[nodiscard]] std::size_t bucket_of(double value) const noexcept {
        const double distance = std::max(nearest_, value - starts_[0]);
        const std::uint64_t steps =
            (std::bit_cast<std::uint64_t>(distance) - std::bit_cast<std::uint64_t>(nearest_)) >> shift_;
        return static_cast<std::size_t>(std::min<std::uint64_t>(steps, last_bucket_));
    }

    // The coarsest buckets with at most two starts in each, as a limit that is a class of its own has: two comparisons are
    // left to do. None when that takes too many.
    void make_buckets() {
        constexpr std::uint64_t most = 1024;
        const std::size_t count = starts_.size();
        if (count == 0) { return; }
        // What is nearer to the first start than the third one shares its bucket.
        const double distance = count == 1 ? 1 : starts_[std::min<std::size_t>(count - 1, 2)] - starts_[0];
        for (shift_ = 52; shift_ >= 24; --shift_) {
            const auto bits = std::bit_cast<std::uint64_t>(distance);
            const std::uint64_t step = std::uint64_t{1} << shift_;
            nearest_ = std::bit_cast<double>(bits > step ? bits - step : 0);
            last_bucket_ = most;
            last_bucket_ = bucket_of(starts_.back());
            if (last_bucket_ == most) { return; }
            bool is_apart = true;
            for (std::size_t i = 2; i < count; ++i) {
                is_apart = is_apart && bucket_of(starts_[i]) > bucket_of(starts_[i - 2]);
            }
            if (!is_apart) { continue; }
            std::size_t begun = 0;
            for (std::uint64_t b = 0; b <= last_bucket_; ++b) {
                while (begun < count && bucket_of(starts_[begun]) < b) { ++begun; }
                begun_before_.push_back(static_cast<std::uint16_t>(begun));
            }
            starts_.resize(count + 2, std::numeric_limits<double>::quiet_NaN());  // no value reaches these
            return;
        }
    }

    void tabulate(const input_partition& cut, value_kind kind) {
        constexpr double widest = 4096;
        constexpr double largest = 0x1p52;
        if (!is_whole(kind)) { return; }
        const double first = cut.limits().empty() ? 0 : std::floor(cut.limits().front()) - 1;
        const double last = cut.limits().empty() ? 0 : std::ceil(cut.limits().back()) + 1;
        if (!(first > -largest && last < largest && last - first < widest)) { return; }
        for (double each = first; each <= last; ++each) { table_.push_back(cut.class_of(each)); }
        first_ = static_cast<std::int64_t>(first);
        last_ = static_cast<std::int64_t>(last);
    }

    void lay_out_texts(const compiled_rules& logic, std::size_t input) {
        const input_partition& cut = logic.partition(input);
        std::vector<std::string> texts;
        bool has_prefixes = false;
        const auto add = [&](const input_entry& entry) {
            texts.insert(texts.end(), entry.texts.begin(), entry.texts.end());
            has_prefixes = has_prefixes || !entry.prefixes.empty();
        };
        for (const table_rule& each : logic.rules()) { add(each.when[input]); }
        add(logic.inputs()[input].allowed);
        std::sort(texts.begin(), texts.end());
        texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
        if (!has_prefixes) {
            std::string other = "x";  // longer than any of them
            std::vector<std::pair<std::string, class_id>> classes;
            for (std::string& each : texts) {
                const class_id which = cut.class_of(std::string_view{each});
                if (each.size() >= other.size()) { other.assign(each.size() + 1, 'x'); }
                classes.emplace_back(std::move(each), which);
            }
            texts_ = text_classes::make(std::move(classes), cut.class_of(std::string_view{other}));
        }
        if (!texts_) { whole_.push_back(cut); }
    }

    std::vector<double> starts_;               // where the next class begins, in order
    std::vector<std::uint16_t> begun_before_;  // how many starts lie in the buckets before one
    double nearest_ = 1;
    int shift_ = 52;
    std::uint64_t last_bucket_ = 0;
    std::vector<class_id> classes_;  // before the first start, from the first on, ...
    std::int64_t first_ = 0, last_ = 0;
    std::vector<class_id> table_;  // of the whole numbers from first_ to last_; beyond them nothing changes
    std::optional<text_classes> texts_;
    std::vector<input_partition> whole_;  // one, for text that needs it: prefixes
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
