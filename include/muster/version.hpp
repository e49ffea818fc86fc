#pragma once

/// The library's version. CMake reads these three lines, so that there is one source of truth.
#define MUSTER_VERSION_MAJOR 0
#define MUSTER_VERSION_MINOR 4
#define MUSTER_VERSION_PATCH 0

#if defined(__FAST_MATH__)
#error "muster: -ffast-math changes decisions from build to build; compile without it"
#endif
