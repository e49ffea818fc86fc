#pragma once

#include "muster/core/ids.hpp"            // expert_handle
#include "muster/model/expert_panel.hpp"  // expert_panel

#include <cstdint>  // uint8_t
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

namespace muster {
inline namespace v0 {

/// What an order is for. Rescue, first aid, evacuation and making safe are life-saving; what can wait is further action.
enum class action_kind : std::uint8_t { life_saving, further };

/// How a gate stands.
enum class gate_status : std::uint8_t {
    not_held,  ///< nobody's assessment is waited for
    waiting,   ///< further action waits
    heard,     ///< an expert of the panel has been heard
    waived,    ///< somebody took it upon themselves not to wait
};

/// Whether an assessment was taken, and if not, why.
enum class hearing_result : std::uint8_t { taken, not_on_panel };

/// Whether a waiver was taken, and if not, why.
enum class waiver_result : std::uint8_t {
    taken,
    no_name,         ///< nobody stands for it
    no_reason,       ///< nothing stands in the record
    already_waived,  ///< the first one stands; its name and reason are kept
};

/// The gate on further action: it waits for an expert of the panel, or for a waiver by name with a reason.
///
/// It never holds back a life-saving order, whatever its state. Hearing an expert opens it; what was said does not
/// matter to it, for experts advise and do not command. Both the hearing and a waiver stay on record.
class expert_gate {
public:
    /// Holds nothing.
    expert_gate() = default;
    explicit expert_gate(const expert_panel& panel) : holds_{panel.holds_further_action} {
        for (const expert_panel::seat& each : panel.seats) { panel_.push_back({each.expert, each.opens_gate}); }
    }

    /// Whether an order of this kind may be carried out now.
    [[nodiscard]] bool lets_through(action_kind which) const noexcept {
        return which == action_kind::life_saving || status() != gate_status::waiting;
    }

    /// When both happened, `heard`: the expert was there after all.
    [[nodiscard]] gate_status status() const noexcept {
        if (!holds_) { return gate_status::not_held; }
        if (is_open_) { return gate_status::heard; }
        return waived_by_.empty() ? gate_status::waiting : gate_status::waived;
    }

    /// An expert has been heard. Somebody who is not on the panel, or a stale handle, changes nothing.
    [[nodiscard]] hearing_result hear(expert_handle who) {
        for (const member& each : panel_) {
            if (each.who != who) { continue; }
            for (const expert_handle before : heard_) {
                if (before == who) { return hearing_result::taken; }
            }
            heard_.push_back(who);
            is_open_ = is_open_ || each.opens;
            return hearing_result::taken;
        }
        return hearing_result::not_on_panel;
    }

    /// Somebody takes it upon themselves not to wait. A refused waiver changes nothing.
    /// @param by   who, by name
    /// @param why  for the record
    [[nodiscard]] waiver_result waive(std::string by, std::string why) {
        if (is_blank(by)) { return waiver_result::no_name; }
        if (is_blank(why)) { return waiver_result::no_reason; }
        if (!waived_by_.empty()) { return waiver_result::already_waived; }
        waived_by_ = std::move(by);
        waived_why_ = std::move(why);
        return waiver_result::taken;
    }

    /// Those who were heard, in that order.
    [[nodiscard]] const std::vector<expert_handle>& heard() const noexcept { return heard_; }
    /// Empty: nobody.
    [[nodiscard]] const std::string& waived_by() const noexcept { return waived_by_; }
    [[nodiscard]] const std::string& waived_why() const noexcept { return waived_why_; }

private:
    [[nodiscard]] static bool is_blank(const std::string& words) noexcept {
        return words.find_first_not_of(" \t\r\n") == std::string::npos;
    }

    struct member {
        expert_handle who;
        bool opens;
    };

    bool holds_ = false;
    bool is_open_ = false;  // somebody was heard who answers for what further action waits for
    std::vector<member> panel_;
    std::vector<expert_handle> heard_;
    std::string waived_by_, waived_why_;
};

}  // namespace v0
}  // namespace muster
