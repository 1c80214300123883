// Finding the next byte that matters.

#ifndef MILLRACE_SCAN_H
#define MILLRACE_SCAN_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// The first byte at or after `p` that ends a run of plain JSON string characters: `"`, `\` or a control character (< 0x20).
/// The caller guarantees that there is one, and that the 64 bytes past it are readable.
static inline const uint8_t *mr_string_stop(const uint8_t *p) {
#if defined(MR_SSE2)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  for (;;) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    __m128i stops = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
        _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes));
    unsigned mask = (unsigned)_mm_movemask_epi8(stops);
    if (mask != 0) return p + __builtin_ctz(mask);
    p += 16;
  }
#elif defined(MR_NEON)
  for (;;) {
    uint8x16_t bytes = vld1q_u8(p);
    uint8x16_t stops = vorrq_u8(
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('"')), vceqq_u8(bytes, vdupq_n_u8('\\'))),
        vcltq_u8(bytes, vdupq_n_u8(0x20)));
    uint64_t mask = mr_neon_nibbles(stops);
    if (mask != 0) return p + (__builtin_ctzll(mask) >> 2);
    p += 16;
  }
#else
  while (*p != '"' && *p != '\\' && *p >= 0x20) p++;
  return p;
#endif
}

/// The first byte at or after `p` that is not JSON white space (space, tab, line feed, carriage return).
/// The caller guarantees that there is one, and that the 64 bytes past it are readable.
static inline const uint8_t *mr_skip_whitespace(const uint8_t *p) {
  if (__builtin_expect(*p > 0x20, 1)) return p;
#if defined(MR_SSE2)
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i tab = _mm_set1_epi8('\t');
  const __m128i line_feed = _mm_set1_epi8('\n');
  const __m128i carriage_return = _mm_set1_epi8('\r');
  for (;;) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    __m128i blanks = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, space), _mm_cmpeq_epi8(bytes, tab)),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, line_feed), _mm_cmpeq_epi8(bytes, carriage_return)));
    unsigned others = (unsigned)_mm_movemask_epi8(blanks) ^ 0xffffu;
    if (others != 0) return p + __builtin_ctz(others);
    p += 16;
  }
#elif defined(MR_NEON)
  for (;;) {
    uint8x16_t bytes = vld1q_u8(p);
    uint8x16_t blanks = vorrq_u8(
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8(' ')), vceqq_u8(bytes, vdupq_n_u8('\t'))),
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('\n')), vceqq_u8(bytes, vdupq_n_u8('\r'))));
    uint64_t others = ~mr_neon_nibbles(blanks);
    if (others != 0) return p + (__builtin_ctzll(others) >> 2);
    p += 16;
  }
#else
  while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') p++;
  return p;
#endif
}

/// The number of line feeds in exactly `n` bytes.
size_t mr_count_newlines(const uint8_t *p, size_t n);

/// The first of the characters U+FFFE and U+FFFF in exactly `n` bytes of UTF-8; null where there is none.
static inline const uint8_t *_Nullable mr_noncharacter(const uint8_t *p, size_t n) {
  const uint8_t *end = p + n;
#if defined(MR_SSE2)
  const __m128i first = _mm_set1_epi8((char)0xef);
  const __m128i second = _mm_set1_epi8((char)0xbf);
  const __m128i third = _mm_set1_epi8((char)0xbe);
  while (end - p >= 18) {
    __m128i starts = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)p), first);
    if (__builtin_expect(_mm_movemask_epi8(starts) != 0, 0)) {
      __m128i middles = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(p + 1)), second);
      __m128i lasts = _mm_loadu_si128((const __m128i *)(p + 2));
      lasts = _mm_cmpeq_epi8(_mm_max_epu8(lasts, third), lasts);
      unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(starts, _mm_and_si128(middles, lasts)));
      if (mask != 0) return p + __builtin_ctz(mask);
    }
    // The last step goes back over what has been looked at, rather than by single bytes.
    p = end - p < 18 + 16 && end - p > 18 ? end - 18 : p + 16;
  }
#endif
  for (; end - p >= 3; p++) {
    if (p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe) return p;
  }
  return (const uint8_t *)0;
}

#pragma clang assume_nonnull end

#endif
