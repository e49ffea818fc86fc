// expect: no match for 'operator(<|<=>)'|invalid operands to binary expression
// errors: 2
#include "muster/model/clock_anchor.hpp"

using muster::clock_anchor;

int main() {
    const muster::interval<clock_anchor::ordered, clock_anchor::on_scene> response{{57'000}};
#if SHOULD_FAIL
    const muster::interval<clock_anchor::en_route, clock_anchor::on_scene> target{{240'000}};
#else
    const muster::interval<clock_anchor::ordered, clock_anchor::on_scene> target{{240'000}};
#endif
    return response < target ? 0 : 1;
}
