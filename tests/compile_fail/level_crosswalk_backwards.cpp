// expect: no match for call to|no matching function for call to object
// errors: 1
#include "muster/model/level_crosswalk.hpp"

int main() {
    const muster::level_crosswalk<muster::event_grade, muster::response_level> asks{
        muster::four_event_grades(),
        muster::three_response_levels(),
        {{muster::grade_I, muster::level_I},
         {muster::grade_II, muster::level_I},
         {muster::grade_III, muster::level_II},
         {muster::grade_IV, muster::level_III}}};
#if SHOULD_FAIL
    return asks(muster::level_I).rank;
#else
    return asks(muster::grade_I).rank;
#endif
}
