#pragma once

#include "muster/core/error.hpp"           // error
#include "muster/rules/calendar_day.hpp"   // calendar_day
#include "muster/rules/table_finding.hpp"  // proof_options

#include <cstddef>   // size_t
#include <optional>  // optional
#include <string>    // string
#include <utility>   // move
#include <vector>    // vector

namespace muster {
inline namespace v0 {

/// What a set of rules is called, who answers for it, and when it is in force.
struct bundle_heading {
    std::string name{};
    std::string version{};
    std::string owner{};  ///< the office that answers for the rules
    calendar_day effective_from{};
    std::optional<calendar_day> effective_until{};  ///< the first day on which it is no longer in force; none: open
    std::string file{};                             ///< where it was read, for messages
};

/// What a bundle is called in messages: `bundle `city rules` 2026.1`.
[[nodiscard]] inline std::string title_of(const bundle_heading& heading) {
    return "bundle `" + heading.name + "` " + heading.version;
}

/// What a bundle's tables have to be proven to be before any of them is loaded.
struct bundle_options {
    bool must_be_complete = false;        ///< a rule, or a default outcome, for every case
    bool must_be_free_of_clashes = true;  ///< never two rules under unique, or two outcomes under any
    bool must_be_free_of_masked = false;  ///< every rule can decide
    proof_options proof{};                ///< the budget of each table's proof
    std::size_t most_faults = 20;         ///< how many faults are listed
};

/// A set of rules that was refused: nothing of it is loaded. An `error` as the first fault is, with all faults found.
class bundle_error : public error {
public:
    /// @pre at least one fault
    bundle_error(const std::string& bundle, std::vector<error> faults)
        : error{faults.front()}, faults_{std::move(faults)}, what_{bundle + " is refused: " + faults_.front().what()} {
        const std::size_t more = faults_.size() - 1;
        if (more > 0) { what_ += " (and " + std::to_string(more) + (more == 1 ? " more fault)" : " more faults)"); }
    }

    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }
    /// Every fault found, in the order of the tables and rules; at most as many as were asked for.
    [[nodiscard]] const std::vector<error>& faults() const noexcept { return faults_; }

private:
    std::vector<error> faults_;
    std::string what_;
};

}  // namespace v0
}  // namespace muster
