#pragma once

#include "muster/rules/detail/class_boxes.hpp"  // class_boxes, box_side

#include <algorithm>  // min, stable_sort
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <span>       // span
#include <utility>    // move
#include <vector>     // vector

namespace muster {
inline namespace v0 {
namespace detail {

/// Steps of work that several searches share. Never a clock: a proof ends at the same place wherever it runs.
struct step_budget {
    std::uint64_t spent = 0;
    std::uint64_t limit = 0;

    [[nodiscard]] bool is_spent() const noexcept { return spent >= limit; }
};

enum class cover_result : std::uint8_t { covered, uncovered, ended };

/// Whether boxes cover a box together, and if not, a box that none of them meets. Exact.
///
/// A depth-first search that learns. Where all inputs but one lie inside a box, that box's classes are taken off the
/// one (there is no need to guess). Where nothing follows, one input is split by a box: never class by class, so that
/// classes which the boxes at hand treat alike stay together. Where a box covers all that is left, the boxes that led
/// there are resolved into one larger box that is covered too: it takes the search back past all choices it does not
/// depend on, and saves the same work elsewhere. Learned boxes stay true while boxes are only added, from one search to
/// the next as well.
/// @complexity worst case exponential in the inputs (the question is coNP-complete); hence the budget
/// @source Abo Khamis, Ngo, Ré, Rudra (2015), Joins via Geometric Resolutions: Worst-case and Beyond (boxes, resolution);
///         Marques-Silva, Sakallah (1999), GRASP (conflicts, asserting clauses); deviation: splits by weighted activity
class box_cover {
public:
    using word = class_boxes::word;
    using row = class_boxes::row;

    /// @param most_learned so many learned boxes are kept at first; after that the less useful half is forgotten, and
    ///        a few more are kept
    box_cover(const class_boxes& space, step_budget& budget, std::size_t most_learned = 2000)
        : space_{space},
          budget_{budget},
          domain_{space.full()},
          watchers_(space.inputs()),
          most_learned_{most_learned} {}

    /// One more box that covers. The sides must outlive the search.
    void add(std::span<const box_side> sides) {
        boxes_.push_back({{sides.begin(), sides.end()}, {}, 0, 0, 1, false, false});
        watch(boxes_.size() - 1);
    }
    /// One more box that covers, given as a row; copied.
    void add(const row& covered) { add_own(covered, false); }

    /// Whether the boxes cover `root`. @pre every input has a class in `root`
    [[nodiscard]] cover_result search(const row& root) {
        for (std::size_t i = 0; i < space_.inputs(); ++i) { assign(i, root.data() + space_.offset(i)); }
        for (std::size_t i = 0; i < boxes_.size(); ++i) { enqueue(i); }
        const cover_result result = run();
        while (!trail_.empty()) { pop(); }
        return result;
    }

    /// After `uncovered`: a box that no box meets.
    [[nodiscard]] const row& found() const noexcept { return found_; }

private:
    enum class state : std::uint8_t { open, apart, inside };  // of a side: cuts the domain, misses it, contains it

    struct box {
        std::vector<box_side> sides;
        row own;  // the classes of a box that came as a row
        std::uint32_t open = 0;
        std::uint32_t apart = 0;
        std::uint32_t weight = 1;
        bool is_learned = false;
        bool is_queued = false;
    };
    struct watcher {
        std::uint32_t box;
        state now;
        const word* classes;
    };
    struct choice {
        std::uint32_t input;
        std::uint32_t reason;  // the box whose classes were taken off, or `none` for a split
    };
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    [[nodiscard]] cover_result run() {
        while (true) {
            if (budget_.is_spent()) { return cover_result::ended; }
            const std::uint32_t covering = propagate();
            if (covering != none) {
                if (!learn(covering)) { return cover_result::covered; }
                if (learned_ > most_learned_) { start_again(); }
                continue;
            }
            if (!split()) {
                found_ = domain_;
                return cover_result::uncovered;
            }
        }
    }

    // Takes off what single open sides force. Gives a box that covers all the rest, or `none`.
    [[nodiscard]] std::uint32_t propagate() {
        while (!queue_.empty()) {
            const std::uint32_t at = queue_.back();
            queue_.pop_back();
            box& each = boxes_[at];
            each.is_queued = false;
            if (each.apart != 0 || each.open > 1) { continue; }
            if (each.open == 0) { return at; }
            for (const box_side& side : each.sides) {
                if (compare(side.input, side.classes) != state::open) { continue; }
                narrow(side.input, at, [&](word now, std::size_t k) { return now & ~side.classes[k]; });
                break;
            }
        }
        return none;
    }

    // Resolves a covering box with the reasons back to the last split it depends on; there it leaves one side open.
    // False: it depends on none, so that the root is covered.
    [[nodiscard]] bool learn(std::uint32_t covering) {
        row covered = space_.full();
        const auto narrow_to = [this](row& target, const box& by) {
            for (const box_side& side : by.sides) {
                for (std::size_t k = 0; k < space_.width(side.input); ++k) {
                    target[space_.offset(side.input) + k] &= side.classes[k];
                }
            }
        };
        narrow_to(covered, boxes_[covering]);
        ++boxes_[covering].weight;
        while (!trail_.empty()) {
            const choice last = trail_.back();
            pop();
            const std::size_t from = space_.offset(last.input);
            const std::size_t width = space_.width(last.input);
            if (compare(last.input, covered.data() + from) == state::inside) { continue; }
            if (last.reason == none) {
                add_own(covered, true);
                return true;
            }
            box& reason = boxes_[last.reason];
            ++reason.weight;
            const row before{covered.begin() + static_cast<std::ptrdiff_t>(from),
                             covered.begin() + static_cast<std::ptrdiff_t>(from + width)};
            narrow_to(covered, reason);
            for (const box_side& side : reason.sides) {
                if (side.input != last.input) { continue; }
                for (std::size_t k = 0; k < width; ++k) { covered[from + k] = before[k] | side.classes[k]; }
            }
            budget_.spent += covered.size();
        }
        return false;
    }

    // Splits the input that most boxes close to covering depend on, by the closest of them. False: no box is left.
    [[nodiscard]] bool split() {
        std::uint64_t best = 0;
        std::uint32_t input = none;
        for (std::uint32_t i = 0; i < watchers_.size(); ++i) {
            std::uint64_t score = 0;
            for (const watcher& each : watchers_[i]) {
                const box& mine = boxes_[each.box];
                if (each.now != state::open || mine.apart != 0) { continue; }
                score += std::uint64_t{mine.weight} << (24 - 2 * std::min<std::uint32_t>(mine.open, 12));
            }
            budget_.spent += watchers_[i].size();
            if (score > best) {
                best = score;
                input = i;
            }
        }
        if (input == none) { return false; }
        const watcher* by = nullptr;
        for (const watcher& each : watchers_[input]) {
            const box& mine = boxes_[each.box];
            if (each.now != state::open || mine.apart != 0) { continue; }
            if (by == nullptr || mine.open < boxes_[by->box].open ||
                (mine.open == boxes_[by->box].open && mine.weight > boxes_[by->box].weight)) {
                by = &each;
            }
        }
        const word* classes = by->classes;  // narrowing changes the states of the watchers, not where they are
        narrow(input, none, [classes](word now, std::size_t k) { return now & ~classes[k]; });
        return true;
    }

    [[nodiscard]] state compare(std::size_t input, const word* classes) const noexcept {
        const word* now = domain_.data() + space_.offset(input);
        word common = 0;
        word beyond = 0;
        for (std::size_t k = 0; k < space_.width(input); ++k) {
            common |= now[k] & classes[k];
            beyond |= now[k] & ~classes[k];
        }
        return beyond == 0 ? state::inside : common == 0 ? state::apart : state::open;
    }

    template <class Change>
    void narrow(std::uint32_t input, std::uint32_t reason, Change change) {
        trail_.push_back({input, reason});
        word* now = domain_.data() + space_.offset(input);
        for (std::size_t k = 0; k < space_.width(input); ++k) {
            saved_.push_back(now[k]);
            now[k] = change(now[k], k);
        }
        update(input);
    }

    void pop() {
        const choice last = trail_.back();
        trail_.pop_back();
        const std::size_t width = space_.width(last.input);
        assign(last.input, saved_.data() + saved_.size() - width);
        saved_.resize(saved_.size() - width);
    }

    void assign(std::size_t input, const word* classes) {
        word* now = domain_.data() + space_.offset(input);
        bool is_same = true;
        for (std::size_t k = 0; k < space_.width(input); ++k) {
            is_same = is_same && now[k] == classes[k];
            now[k] = classes[k];
        }
        if (!is_same) { update(input); }
    }

    void update(std::size_t input) {
        budget_.spent += watchers_[input].size();
        for (watcher& each : watchers_[input]) {
            const state next = compare(input, each.classes);
            if (next == each.now) { continue; }
            box& mine = boxes_[each.box];
            mine.open += (next == state::open ? 1U : 0U) - (each.now == state::open ? 1U : 0U);
            mine.apart += (next == state::apart ? 1U : 0U) - (each.now == state::apart ? 1U : 0U);
            each.now = next;
            enqueue(each.box);
        }
    }

    void enqueue(std::size_t at) {
        box& each = boxes_[at];
        if (each.apart != 0 || each.open > 1 || each.is_queued) { return; }
        each.is_queued = true;
        queue_.push_back(static_cast<std::uint32_t>(at));
    }

    void add_own(const row& from, bool is_learned) {
        boxes_.push_back({{}, from, 0, 0, 1, is_learned, false});
        box& made = boxes_.back();
        for (std::size_t i = 0; i < space_.inputs(); ++i) {
            const word* classes = made.own.data() + space_.offset(i);
            if (!std::equal(classes, classes + space_.width(i), space_.full().data() + space_.offset(i))) {
                made.sides.push_back({static_cast<std::uint32_t>(i), classes});
            }
        }
        learned_ += is_learned ? 1U : 0U;
        watch(boxes_.size() - 1);
    }

    void watch(std::size_t at) {
        box& mine = boxes_[at];
        mine.open = mine.apart = 0;
        for (const box_side& side : mine.sides) {
            const state now = compare(side.input, side.classes);
            mine.open += now == state::open ? 1U : 0U;
            mine.apart += now == state::apart ? 1U : 0U;
            watchers_[side.input].push_back({static_cast<std::uint32_t>(at), now, side.classes});
        }
        budget_.spent += mine.sides.size();
        enqueue(at);
    }

    // Too many learned boxes cost more than they save: goes back to the root and keeps the widest half of them.
    void start_again() {
        while (!trail_.empty()) { pop(); }
        std::vector<std::size_t> learned;
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            if (boxes_[i].is_learned) { learned.push_back(i); }
        }
        std::stable_sort(learned.begin(), learned.end(), [this](std::size_t a, std::size_t b) {
            if (boxes_[a].weight != boxes_[b].weight) { return boxes_[a].weight > boxes_[b].weight; }
            return boxes_[a].sides.size() < boxes_[b].sides.size();
        });
        std::vector<bool> is_dropped(boxes_.size(), false);
        for (std::size_t i = learned.size() / 2; i < learned.size(); ++i) { is_dropped[learned[i]] = true; }
        std::vector<box> kept;
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            if (!is_dropped[i]) { kept.push_back(std::move(boxes_[i])); }
        }
        boxes_ = std::move(kept);
        learned_ = learned.size() / 2;
        most_learned_ += most_learned_ / 8 + 1;
        for (std::vector<watcher>& each : watchers_) { each.clear(); }
        queue_.clear();
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            boxes_[i].is_queued = false;
            boxes_[i].weight = (boxes_[i].weight + 1) / 2;
            watch(i);
        }
    }

    const class_boxes& space_;
    step_budget& budget_;
    row domain_;
    row found_;
    std::vector<box> boxes_;
    std::vector<std::vector<watcher>> watchers_;  // of each input
    std::vector<choice> trail_;
    row saved_;  // the domains that the trail changed
    std::vector<std::uint32_t> queue_;
    std::size_t learned_ = 0;
    std::size_t most_learned_;
};

}  // namespace detail
}  // namespace v0
}  // namespace muster
