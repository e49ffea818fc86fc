#pragma once

/// DMN files in and out. Needs pugixml (`-lpugixml`).

#include "muster/io/dmn_read.hpp"   // IWYU pragma: export
#include "muster/io/dmn_write.hpp"  // IWYU pragma: export
