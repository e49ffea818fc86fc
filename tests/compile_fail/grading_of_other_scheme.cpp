// expect: no matching function for call to .*grading_scheme|no matching constructor for initialization of .*grading_scheme
#include "muster/rules/grading_scheme.hpp"

struct incident_read {
    int dead;
};
template <>
inline constexpr auto muster::fields<incident_read> = muster::map(muster::field<"dead"> = &incident_read::dead);

int main() {
    muster::level_criterion<muster::event_grade> dead;
    dead.criterion_name = "dead";
    dead.column = "dead";
    dead.thresholds = {muster::at_least(3, muster::grade_I)};
    const muster::grading_definition<muster::event_grade> grades{{"grades"}, muster::four_event_grades(), {dead}};
#if SHOULD_FAIL
    const muster::grading_scheme<incident_read, muster::alarm_level> by{grades};
#else
    const muster::grading_scheme<incident_read, muster::event_grade> by{grades};
#endif
    return by.size() == 1 ? 0 : 1;
}
