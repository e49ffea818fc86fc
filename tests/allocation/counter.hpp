#pragma once

#include <cstddef>

/// How often the program has asked for memory, by any form of `operator new`.
std::size_t allocations_so_far() noexcept;
