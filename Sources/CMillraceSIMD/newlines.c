#include "millrace_scan.h"

#if defined(MR_SSE2)

size_t mr_count_newlines(const uint8_t *p, size_t n) {
  const __m128i line_feed = _mm_set1_epi8('\n');
  const __m128i zero = _mm_setzero_si128();
  __m128i total = zero;
  size_t at = 0;
  while (n - at >= 64) {
    // Lanes count down from 0 by the -1 of each match: 255 rounds before one could wrap; 4 matches a round.
    size_t rounds = (n - at) / 64 < 63 ? (n - at) / 64 : 63;
    __m128i lanes = zero;
    for (; rounds > 0; rounds--, at += 64) {
      const __m128i *block = (const __m128i *)(p + at);
      __m128i a = _mm_cmpeq_epi8(_mm_loadu_si128(block), line_feed);
      __m128i b = _mm_cmpeq_epi8(_mm_loadu_si128(block + 1), line_feed);
      __m128i c = _mm_cmpeq_epi8(_mm_loadu_si128(block + 2), line_feed);
      __m128i d = _mm_cmpeq_epi8(_mm_loadu_si128(block + 3), line_feed);
      lanes = _mm_sub_epi8(lanes, _mm_add_epi8(_mm_add_epi8(a, b), _mm_add_epi8(c, d)));
    }
    total = _mm_add_epi64(total, _mm_sad_epu8(lanes, zero));
  }
  uint64_t halves[2];
  _mm_storeu_si128((__m128i *)halves, total);
  size_t count = (size_t)(halves[0] + halves[1]);
  for (; at < n; at++) count += p[at] == '\n';
  return count;
}

#elif defined(MR_NEON)

size_t mr_count_newlines(const uint8_t *p, size_t n) {
  size_t count = 0;
  size_t at = 0;
  while (n - at >= 16) {
    size_t rounds = (n - at) / 16 < 255 ? (n - at) / 16 : 255;
    uint8x16_t lanes = vdupq_n_u8(0);
    for (; rounds > 0; rounds--, at += 16) {
      lanes = vsubq_u8(lanes, vceqq_u8(vld1q_u8(p + at), vdupq_n_u8('\n')));
    }
    count += vaddlvq_u8(lanes);
  }
  for (; at < n; at++) count += p[at] == '\n';
  return count;
}

#else

size_t mr_count_newlines(const uint8_t *p, size_t n) {
  size_t count = 0;
  for (size_t at = 0; at < n; at++) count += p[at] == '\n';
  return count;
}

#endif
