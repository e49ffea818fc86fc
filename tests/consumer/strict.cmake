# Included by each consumer after muster is there: a stranger's settings, and what muster must not do to them.
target_link_libraries(consumer PRIVATE muster::muster)
target_compile_options(consumer PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror)

if(TARGET muster_unit_tests OR TARGET muster_settings OR DEFINED CACHE{BUILD_TESTING} OR CMAKE_BUILD_TYPE STREQUAL "Release")
    message(FATAL_ERROR "muster has set up its own tests or build type inside another project")
endif()
