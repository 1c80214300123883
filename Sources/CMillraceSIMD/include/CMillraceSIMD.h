// Byte primitives for Millrace's hot loops, where Swift has no equally fast expression.
//
// Headers hold `static inline` functions that use only the baseline of the platform (SSE2 on x86-64, NEON on arm64, plain C
// elsewhere), so that Swift inlines them. What needs more (AVX2) is in `.c` files behind a check at run time.
// All platforms that Swift supports are little-endian, and these functions rely on it.
//
// "Padded" in a name means that the function may touch bytes past the end it was given; how many is part of its contract.

#ifndef CMILLRACESIMD_H
#define CMILLRACESIMD_H

#include "millrace_bitpack.h"
#include "millrace_csv.h"
#include "millrace_hash.h"
#include "millrace_json.h"
#include "millrace_memory.h"
#include "millrace_powers.h"
#include "millrace_scan.h"
#include "millrace_utf8.h"
#include "millrace_uuid.h"

#endif
