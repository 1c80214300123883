// UTF-8 validation.

#ifndef MILLRACE_UTF8_H
#define MILLRACE_UTF8_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// The length of the longest prefix of `n` bytes that is well-formed UTF-8 (Unicode 15, table 3-7): `n` when all of it is.
/// A character that is cut off at the end is not well-formed. Reads exactly `n` bytes.
size_t mr_utf8_valid_prefix(const uint8_t *p, size_t n);

/// The same, and tells whether a character may be among them that begins with the byte 0xef, as U+FFFE and U+FFFF do; where not all bytes are
/// well-formed, that is taken to be so.
size_t mr_utf8_valid_prefix_noting(const uint8_t *p, size_t n, bool *may_hold_ef);

/// `mr_utf8_valid_prefix` by plain C, for the bytes around an error and for processors without wide vectors.
size_t mr_utf8_valid_prefix_scalar(const uint8_t *p, size_t n);

#pragma clang assume_nonnull end

#endif
