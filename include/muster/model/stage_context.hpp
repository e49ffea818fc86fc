#pragma once

#include "muster/core/reason.hpp"     // record
#include "muster/core/units.hpp"      // instant
#include "muster/core/workspace.hpp"  // workspace
#include "muster/model/location.hpp"  // location
#include "muster/model/outcomes.hpp"  // classification, grading, requirement

namespace muster {
inline namespace v0 {

// What each stage is told besides the incident: no more than it needs. A stage is called as
// `outcome f(incident, context)`, or as `void f(incident, context, outcome&)`, which lets it reuse the outcome's memory.

/// Gives a `location`.
struct locate_context {
    workspace& scratch;
    record recording;
};

/// Gives a `classification`.
struct classify_context {
    const location& where;
    workspace& scratch;
    record recording;
};

/// Gives a `grading`.
struct grade_context {
    const location& where;
    const classification& what;
    instant now;
    workspace& scratch;
    record recording;
};

/// Gives a `requirement`.
struct require_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    workspace& scratch;
    record recording;
};

/// Gives a `mode_advice`.
template <class Situation>
struct gauge_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    const requirement& needed;
    const Situation& situation;
    workspace& scratch;
    record recording;
};

/// Gives a `joint_action_group`.
template <class Situation>
struct match_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    const requirement& needed;
    const Situation& situation;
    workspace& scratch;
    record recording;
};

/// Gives an `expert_panel`.
template <class Situation>
struct consult_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    const requirement& needed;
    const joint_action_group& group;
    const Situation& situation;
    instant now;
    workspace& scratch;
    record recording;
};

/// Gives a `dispatch_outcome`. Neither group nor panel are told to it: no gate, owner or question holds back a unit.
template <class Situation>
struct dispatch_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    const requirement& needed;
    const Situation& situation;
    instant now;
    workspace& scratch;
    record recording;
};

/// Gives an `assembly`.
template <class Situation>
struct assemble_context {
    const location& where;
    const classification& what;
    const grading& how_serious;
    const requirement& needed;
    const mode_advice& advised;
    const joint_action_group& group;
    const expert_panel& panel;
    const dispatch_outcome& units;
    const Situation& situation;
    workspace& scratch;
    record recording;
};

}  // namespace v0
}  // namespace muster
