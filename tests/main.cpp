// doctest's main, in a file of its own: compiling it takes seconds, and it never changes.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
