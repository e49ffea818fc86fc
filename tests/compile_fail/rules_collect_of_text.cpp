// expect: decision_table::collect: the outcome must be a number to be summed or compared
// errors: 1
#include "muster/rules/decision_table.hpp"

#include <string>

namespace city {
struct call {
    int dead;
};
}  // namespace city

#if SHOULD_FAIL
using outcome = std::string;
#else
using outcome = double;
#endif

bool has_sum(const muster::decision_table<city::call, outcome>& costs, const city::call& call) {
    return costs.collect(call).has_value();
}
