// A stranger's program: its warnings are errors (see CMakeLists.txt beside it), muster's would be none of its business.
#include <muster/muster.hpp>

#include <cstdio>

int main() { std::printf("muster %d.%d.%d\n", MUSTER_VERSION_MAJOR, MUSTER_VERSION_MINOR, MUSTER_VERSION_PATCH); }
