#pragma once

// First contact: everything that a first policy needs. A file that uses a part includes that part.

#include "muster/core/error.hpp"
#include "muster/core/keys.hpp"
#include "muster/core/policy.hpp"
#include "muster/core/result.hpp"
#include "muster/core/units.hpp"
#include "muster/fwd.hpp"
#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/governance/situation.hpp"
#include "muster/grid/hierarchy.hpp"
#include "muster/incident/rule_classifier.hpp"
#include "muster/model/capability.hpp"
#include "muster/model/run_card.hpp"
#include "muster/rules/grading_table.hpp"
#include "muster/unit/tiered_dispatch.hpp"
