#include "millrace_csv.h"

#if defined(MR_SSE2)
#include <immintrin.h>
#endif

/// Goes on byte by byte, without a branch for each. `is_second`: the byte before was a quote that was kept.
static size_t undouble_bytes(const uint8_t *source, size_t n, uint8_t quote, bool is_second, uint8_t *out) {
  size_t written = 0;
  for (size_t at = 0; at < n; at++) {
    uint8_t byte = source[at];
    bool is_quote = byte == quote;
    out[written] = byte;
    written += !(is_quote && is_second);
    is_second = is_quote && !is_second;
  }
  return written;
}

#if defined(MR_SSE2)

/// Blocks of 64 bytes, as long as all quotes in them come in pairs.
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,bmi,bmi2,popcnt"))) static size_t undouble_avx512(
    const uint8_t *source, size_t n, uint8_t quote, uint8_t *out) {
  const __m512i wanted = _mm512_set1_epi8((char)quote);
  size_t written = 0;
  bool is_second = false;
  for (size_t at = 0; at < n; at += 64) {
    uint64_t valid = n - at < 64 ? (1ull << (n - at)) - 1 : ~0ull;
    __m512i bytes = _mm512_maskz_loadu_epi8(valid, source + at);
    uint64_t quotes = _mm512_mask_cmpeq_epi8_mask(valid, bytes, wanted);
    __m128i sums = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quotes), _mm_set1_epi8(-1), 0);
    uint64_t odd = (uint64_t)_mm_cvtsi128_si64(sums) ^ (is_second ? ~0ull : 0);
    uint64_t firsts = quotes & odd;
    uint64_t seconds = quotes & ~odd;
    // Each second quote stands right behind a first one, and all but one at the block's end are followed by theirs.
    if ((firsts << 1 | is_second) != (seconds & valid)) {
      return written + undouble_bytes(source + at, n - at, quote, is_second, out + written);
    }
    uint64_t kept = valid & ~seconds;
    unsigned count = (unsigned)_mm_popcnt_u64(kept);
    __m512i packed = _mm512_maskz_compress_epi8(kept, bytes);
    // What is read has been read: in a whole block, bytes behind those that are kept may be written.
    _mm512_mask_storeu_epi8(out + written, valid, packed);
    written += count;
    is_second = firsts >> 63;
  }
  return written;
}

size_t mr_csv_undouble(const uint8_t *source, size_t n, uint8_t quote, uint8_t *out) {
  bool has_avx512 = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("pclmul");
  return has_avx512 ? undouble_avx512(source, n, quote, out) : undouble_bytes(source, n, quote, false, out);
}

#else

size_t mr_csv_undouble(const uint8_t *source, size_t n, uint8_t quote, uint8_t *out) {
  return undouble_bytes(source, n, quote, false, out);
}

#endif
