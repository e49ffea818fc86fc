#include "muster/rules/grading_criterion.hpp"

#include <doctest/doctest.h>

TEST_CASE("rules/grading_criterion: each way to write a limit") {
    using muster::comparison;
    using muster::level_II;
    static_assert(muster::at_least(3, level_II).how == comparison::at_least);
    static_assert(muster::more_than(3, level_II).how == comparison::more);
    static_assert(muster::at_most(3, level_II).how == comparison::at_most);
    static_assert(muster::below(3, level_II).how == comparison::less);
    static_assert(muster::below(3, level_II).limit == 3);
    static_assert(muster::below(3, level_II).reached == level_II);
}
