// Copying and comparing short runs of bytes whose surroundings may be touched.

#ifndef MILLRACE_MEMORY_H
#define MILLRACE_MEMORY_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// Copies `n` bytes, and with them up to 32 bytes past the end of both: these must be readable at `s` and are overwritten at `d`.
/// The two regions, including those 32 bytes, must not overlap.
static inline void mr_copy_padded(uint8_t *d, const uint8_t *s, size_t n) {
  __builtin_memcpy(d, s, 16);
  for (size_t done = 16; done < n; done += 32) {
    __builtin_memcpy(d + done, s + done, 32);
  }
}

/// Whether the `n` bytes at `a` and `b` are the same. Reads up to 16 bytes past the end of both.
static inline bool mr_equal_padded(const uint8_t *a, const uint8_t *b, size_t n) {
#if defined(MR_SSE2)
  for (; n > 16; a += 16, b += 16, n -= 16) {
    __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)a), _mm_loadu_si128((const __m128i *)b));
    if (_mm_movemask_epi8(same) != 0xffff) return false;
  }
  __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)a), _mm_loadu_si128((const __m128i *)b));
  unsigned differences = (unsigned)_mm_movemask_epi8(same) ^ 0xffffu;
  return (differences & ((1u << n) - 1)) == 0;
#else
  for (; n > 8; a += 8, b += 8, n -= 8) {
    if (mr_load64(a) != mr_load64(b)) return false;
  }
  uint64_t differences = mr_load64(a) ^ mr_load64(b);
  return n == 0 || differences << (64 - 8 * n) == 0;
#endif
}

/// The first 8 bytes as a little-endian integer, zero-filled when there are fewer. Reads exactly min(n, 8) bytes.
static inline uint64_t mr_load_partial64(const uint8_t *p, size_t n) {
  if (n >= 8) return mr_load64(p);
  if (n >= 4) {
    // The two loads overlap; the bytes they share land on the same bits.
    return mr_load32(p) | (uint64_t)mr_load32(p + n - 4) << (8 * (n - 4));
  }
  if (n == 0) return 0;
  return p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1));
}

/// The first 8 bytes as a big-endian integer, zero-filled when there are fewer: comparing two such keys as integers orders byte
/// strings as `memcmp` would, as far as their first 8 bytes tell them apart. Reads exactly min(n, 8) bytes.
static inline uint64_t mr_prefix_key(const uint8_t *p, size_t n) { return __builtin_bswap64(mr_load_partial64(p, n)); }

#pragma clang assume_nonnull end

#endif
