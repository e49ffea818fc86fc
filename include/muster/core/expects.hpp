#pragma once

/// Reports a caller's bug: a broken precondition that is documented at the function.
///
/// Aborts through `assert` by default. Define `MUSTER_EXPECTS(condition, text)` before the first include to do
/// something else with it. Never changes a layout or a result: with the check off, the same input that respects
/// the precondition gives the same answer.
#if !defined(MUSTER_EXPECTS)
#include <cassert>
#define MUSTER_EXPECTS(condition, text) assert((condition) && (text))
#endif
