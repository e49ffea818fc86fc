#include "call.hpp"

#include <cstdio>

int main() {
    const sight other = other_file_sees();
    const bool one_entity =
        other.map == &muster::fields<city::call> && *other.type == typeid(muster::fields<city::call>);
    std::puts(one_entity ? "one field map" : "two files disagree about the field map");
    return one_entity ? 0 : 1;
}
