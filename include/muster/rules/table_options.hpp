#pragma once

#include "muster/rules/table_finding.hpp"  // proof_options

#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// What a decision table needs beside its inputs, rules and hit policy.
template <class Outcome>
struct table_options {
    /// Outcomes of highest priority first: for the policies priority and output order, which refuse a rule whose outcome is
    /// not among them.
    std::vector<Outcome> priorities{};
    /// Whether the table is proven when it is built, and refused for what would withhold or hide an answer.
    bool is_proven = true;
    /// Whether a gap refuses it too, and a proof that its budget ended wherever; otherwise that of clashes does.
    bool require_complete = false;
    proof_options proof{};
};

}  // namespace v0
}  // namespace muster
