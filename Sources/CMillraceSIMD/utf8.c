#include "millrace_utf8.h"

#include <string.h>

#if defined(MR_SSE2)
#include <immintrin.h>
#endif

/// The length of the well-formed character at `p`, or 0 (Unicode 15, table 3-7).
static inline size_t character_length(const uint8_t *p, size_t n) {
  uint8_t lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (n < 2) return 0;
  uint8_t second = p[1];
  if (lead < 0xe0) return (second & 0xc0) == 0x80 ? 2 : 0;
  // The leads at the edges narrow the second byte: no overlong forms, no surrogates, nothing above U+10FFFF.
  uint8_t lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  uint8_t highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  if (n < 3 || (p[2] & 0xc0) != 0x80) return 0;
  if (lead < 0xf0) return 3;
  return n >= 4 && (p[3] & 0xc0) == 0x80 ? 4 : 0;
}

static size_t scalar_from(const uint8_t *p, size_t at, size_t n) {
  while (at < n) {
    while (n - at >= 8 && (mr_load64(p + at) & 0x8080808080808080ull) == 0) at += 8;
    if (at == n) break;
    size_t length = character_length(p + at, n - at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

size_t mr_utf8_valid_prefix_scalar(const uint8_t *p, size_t n) { return scalar_from(p, 0, n); }

// The vector algorithm (J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte", 2021) classifies every
// pair of neighbouring bytes by three nibbles: the high and low one of the first, and the high one of the second. Each table maps a
// nibble to the set of faults that are still possible; a fault that all three agree on is one. What pairs cannot tell, that a
// third or fourth byte is present exactly where a lead two or three bytes back asks for it, is compared separately.
enum {
  too_short = 1 << 0,        // a lead is followed by a lead or ASCII
  too_long = 1 << 1,         // ASCII is followed by a continuation
  overlong_3 = 1 << 2,       // e0 80…9f
  too_large = 1 << 3,        // f4 90…bf, and f5 or above
  surrogate = 1 << 4,        // ed a0…bf
  overlong_2 = 1 << 5,       // c0, c1
  too_large_1000 = 1 << 6,   // f5 or above before 80…8f
  overlong_4 = 1 << 6,       // f0 80…8f
  two_continuations = 1 << 7,
  carry = too_short | too_long | two_continuations,  // faults that do not depend on the first byte's low nibble
};

#if defined(MR_SSE2) || defined(MR_NEON)

static const uint8_t first_high_nibble[16] = {
    too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,
    two_continuations, two_continuations, two_continuations, two_continuations,
    too_short | overlong_2,
    too_short,
    too_short | overlong_3 | surrogate,
    too_short | too_large | too_large_1000 | overlong_4,
};

static const uint8_t first_low_nibble[16] = {
    carry | overlong_3 | overlong_2 | overlong_4,
    carry | overlong_2,
    carry,
    carry,
    carry | too_large,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000 | surrogate,
    carry | too_large | too_large_1000,
    carry | too_large | too_large_1000,
};

static const uint8_t second_high_nibble[16] = {
    too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
    too_long | overlong_2 | two_continuations | overlong_3 | too_large_1000 | overlong_4,
    too_long | overlong_2 | two_continuations | overlong_3 | too_large,
    too_long | overlong_2 | two_continuations | surrogate | too_large,
    too_long | overlong_2 | two_continuations | surrogate | too_large,
    too_short, too_short, too_short, too_short,
};

/// A byte above these at the end of a block begins a character that the block does not finish.
static const uint8_t highest_last[16] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xef, 0xdf, 0xbf,
};

/// Locates the error after a vector loop found one in the block at `block`, or finishes the last, incomplete block: all characters
/// before the block are well-formed, except that the last of them may reach into it.
static size_t locate(const uint8_t *p, size_t block, size_t n) {
  size_t at = block;
  for (int back = 0; back < 3 && at > 0 && (p[at - 1] & 0xc0) == 0x80; back++) at--;
  if (at > 0 && p[at - 1] >= 0xc0) at--;
  return scalar_from(p, at, n);
}

#endif

#if defined(MR_SSE2)

#define MR_AVX2 __attribute__((target("avx2")))

MR_AVX2 static inline __m256i both_lanes(const uint8_t *table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

MR_AVX2 static inline __m256i faults_avx2(__m256i bytes, __m256i previous) {
  const __m256i low_bits = _mm256_set1_epi8(0x0f);
  const __m256i first_high = both_lanes(first_high_nibble);
  const __m256i first_low = both_lanes(first_low_nibble);
  const __m256i second_high = both_lanes(second_high_nibble);
  __m256i straddle = _mm256_permute2x128_si256(previous, bytes, 0x21);
  __m256i back_1 = _mm256_alignr_epi8(bytes, straddle, 15);
  __m256i back_2 = _mm256_alignr_epi8(bytes, straddle, 14);
  __m256i back_3 = _mm256_alignr_epi8(bytes, straddle, 13);
  __m256i pairs = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(back_1, 4), low_bits)),
          _mm256_shuffle_epi8(first_low, _mm256_and_si256(back_1, low_bits))),
      _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_bits)));
  // The top bit is set where a lead of three (two bytes back) or of four (three bytes back) asks for a continuation here.
  __m256i third = _mm256_subs_epu8(back_2, _mm256_set1_epi8((char)(0xe0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(back_3, _mm256_set1_epi8((char)(0xf0 - 0x80)));
  __m256i expected = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(expected, pairs);
}

/// Non-zero where the last bytes of a block begin a character that the block does not finish.
MR_AVX2 static inline __m256i unfinished_avx2(__m256i bytes) {
  const __m256i highest = _mm256_inserti128_si256(
      _mm256_set1_epi8(-1), _mm_loadu_si128((const __m128i *)highest_last), 1);
  return _mm256_subs_epu8(bytes, highest);
}

MR_AVX2 static size_t valid_prefix_avx2(const uint8_t *p, size_t n, bool *may_hold_ef) {
  const __m256i ef = _mm256_set1_epi8((char)0xef);
  __m256i found = _mm256_setzero_si256();
  __m256i previous = _mm256_setzero_si256();
  __m256i unfinished = _mm256_setzero_si256();
  size_t at = 0;
  for (; n - at >= 64; at += 64) {
    __m256i first = _mm256_loadu_si256((const __m256i *)(p + at));
    __m256i second = _mm256_loadu_si256((const __m256i *)(p + at + 32));
    __m256i faults;
    if (_mm256_movemask_epi8(_mm256_or_si256(first, second)) == 0) {
      faults = unfinished;
      unfinished = _mm256_setzero_si256();
    } else {
      faults = _mm256_or_si256(faults_avx2(first, previous), faults_avx2(second, first));
      unfinished = unfinished_avx2(second);
      found = _mm256_or_si256(found, _mm256_or_si256(_mm256_cmpeq_epi8(first, ef), _mm256_cmpeq_epi8(second, ef)));
    }
    if (__builtin_expect(!_mm256_testz_si256(faults, faults), 0)) break;
    previous = second;
  }
  *may_hold_ef = !_mm256_testz_si256(found, found) || memchr(p + at, 0xef, n - at) != NULL;
  return locate(p, at, n);
}

size_t mr_utf8_valid_prefix(const uint8_t *p, size_t n) {
  bool ignored;
  return n >= 64 && __builtin_cpu_supports("avx2") ? valid_prefix_avx2(p, n, &ignored) : scalar_from(p, 0, n);
}

size_t mr_utf8_valid_prefix_noting(const uint8_t *p, size_t n, bool *may_hold_ef) {
  if (n >= 64 && __builtin_cpu_supports("avx2")) {
    size_t valid = valid_prefix_avx2(p, n, may_hold_ef);
    *may_hold_ef |= valid < n;
    return valid;
  }
  size_t valid = scalar_from(p, 0, n);
  *may_hold_ef = valid < n || memchr(p, 0xef, n) != NULL;
  return valid;
}

#elif defined(MR_NEON)

static inline uint8x16_t faults_neon(uint8x16_t bytes, uint8x16_t previous) {
  uint8x16_t back_1 = vextq_u8(previous, bytes, 15);
  uint8x16_t back_2 = vextq_u8(previous, bytes, 14);
  uint8x16_t back_3 = vextq_u8(previous, bytes, 13);
  uint8x16_t pairs = vandq_u8(
      vandq_u8(
          vqtbl1q_u8(vld1q_u8(first_high_nibble), vshrq_n_u8(back_1, 4)),
          vqtbl1q_u8(vld1q_u8(first_low_nibble), vandq_u8(back_1, vdupq_n_u8(0x0f)))),
      vqtbl1q_u8(vld1q_u8(second_high_nibble), vshrq_n_u8(bytes, 4)));
  uint8x16_t third = vqsubq_u8(back_2, vdupq_n_u8(0xe0 - 0x80));
  uint8x16_t fourth = vqsubq_u8(back_3, vdupq_n_u8(0xf0 - 0x80));
  uint8x16_t expected = vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(0x80));
  return veorq_u8(expected, pairs);
}

size_t mr_utf8_valid_prefix(const uint8_t *p, size_t n) {
  uint8x16_t previous = vdupq_n_u8(0);
  size_t at = 0;
  for (; n - at >= 32; at += 32) {
    uint8x16_t first = vld1q_u8(p + at);
    uint8x16_t second = vld1q_u8(p + at + 16);
    if (vmaxvq_u8(vorrq_u8(first, second)) < 0x80) {
      // A lead among the last three bytes before this block would lack its continuations.
      if (vmaxvq_u8(vqsubq_u8(previous, vld1q_u8(highest_last))) != 0) break;
    } else if (vmaxvq_u8(vorrq_u8(faults_neon(first, previous), faults_neon(second, first))) != 0) {
      break;
    }
    previous = second;
  }
  return locate(p, at, n);
}

#else

size_t mr_utf8_valid_prefix(const uint8_t *p, size_t n) { return scalar_from(p, 0, n); }

#endif

#if !defined(MR_SSE2)

size_t mr_utf8_valid_prefix_noting(const uint8_t *p, size_t n, bool *may_hold_ef) {
  size_t valid = mr_utf8_valid_prefix(p, n);
  *may_hold_ef = valid < n || memchr(p, 0xef, n) != NULL;
  return valid;
}

#endif
