// expect: decision_table: outcomes are compared to tell clashes; give the outcome an operator==, or name each_rule_differs
// errors: 2
#include "muster/rules/decision_table.hpp"

namespace city {
struct call {
    int dead;
};
struct action {
    int (*act)();
};
}  // namespace city

#if SHOULD_FAIL
using table = muster::decision_table<city::call, city::action>;
#else
using table = muster::decision_table<city::call, city::action, muster::each_rule_differs>;
#endif

int decide(const table& actions, const city::call& call) { return actions.decide(call)->act(); }
