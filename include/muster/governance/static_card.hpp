#pragma once

#include "muster/core/digest.hpp"     // digest
#include "muster/core/error.hpp"      // error
#include "muster/core/label.hpp"      // label
#include "muster/core/name_book.hpp"  // name_book
#include "muster/model/level.hpp"     // response_level
#include "muster/model/need.hpp"      // need

#include <string>   // to_string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// Why a plan rests on the static card.
enum class card_cause : std::uint8_t {
    none,           ///< it does not
    nothing_known,  ///< no place and no type: the card's level and needs stand in
    stale,          ///< nothing was heard of the units for too long: its standing orders stand in for dispatch alone
};

/// What is done when nothing is known, or when nothing that is known can be trusted any more: there is always an answer.
///
/// Laid down beforehand, read by people and carried out by voice. A plan that rests on it says so and why.
/// @throws error empty (no name, no order: such a card would say nothing), out_of_range (a negative time)
class static_card {
public:
    /// No card: plans rest on the stages alone.
    static_card() = default;
    /// @param level        at least so serious when nothing is known
    /// @param needs        what is sent then
    /// @param orders       what people do without any data, in order, each a line that can be read out
    /// @param stale_after  the units' whereabouts are not trusted after so long without news; 0: they always are
    static_card(label called, response_level level, std::vector<need> needs, std::vector<label> orders,
                duration stale_after)
        : name_{std::move(called)},
          level_{level},
          needs_{std::move(needs)},
          orders_{std::move(orders)},
          stale_after_{stale_after} {
        if (name_.en.empty()) { throw error{errc::empty, "static card: it needs a name; plans carry it"}; }
        if (orders_.empty()) {
            throw error{errc::empty, "static card `" + name_.en + "` has no orders: nobody would know what to do"};
        }
        if (stale_after_.ms < 0) {
            throw error{errc::out_of_range, "static card `" + name_.en + "`: stale after " +
                                                std::to_string(stale_after_.ms) + " ms; a time must not be negative"};
        }
    }

    [[nodiscard]] bool is_set() const noexcept { return !name_.en.empty(); }
    [[nodiscard]] response_level level() const noexcept { return level_; }
    [[nodiscard]] const std::vector<need>& needs() const noexcept { return needs_; }
    [[nodiscard]] const std::vector<label>& orders() const noexcept { return orders_; }

    /// Whether what was last observed at `observed` is too old at `now`.
    [[nodiscard]] bool is_stale(instant observed, instant now) const noexcept {
        return stale_after_.ms > 0 && now - observed > stale_after_;
    }

    void write_digest(digest& into) const {
        into.words(name_.en)
            .number(level_.rank)
            .number(stale_after_.ms)
            .number(static_cast<std::int64_t>(needs_.size()));
        for (const need& each : needs_) {
            into.number(each.capability.index).number(each.amount);
            muster::write_digest(each.limit, into);
        }
        for (const label& each : orders_) { into.words(each.en).words(each.zh); }
    }
    /// Its name as standing order 0, its orders from 1 on.
    void write_names(name_book& names) const {
        if (!is_set()) { return; }
        names.set(subject::standing_order, 0, name_);
        for (std::uint32_t i = 0; i < orders_.size(); ++i) { names.set(subject::standing_order, i + 1, orders_[i]); }
    }

private:
    label name_;
    response_level level_{};
    std::vector<need> needs_;
    std::vector<label> orders_;
    duration stale_after_{};
};

}  // namespace v0
}  // namespace muster
