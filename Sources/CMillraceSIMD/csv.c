#include "millrace_csv.h"

#if defined(MR_SSE2)
#include <immintrin.h>
#endif

#define MR_INLINE static inline __attribute__((always_inline))

static inline void end_field(mr_csv_state *state, size_t at, bool ends_record, mr_csv_index *index) {
  index->ends[index->end_count++] = (uint32_t)at | (state->has_escapes ? MR_CSV_ESCAPES : 0);
  state->has_escapes = false;
  state->place = MR_CSV_FIELD_START;
  if (!ends_record) return;
  index->records[index->record_count++] = (uint32_t)index->end_count | (state->is_bad ? MR_CSV_BAD : 0);
  state->is_bad = false;
}

/// What a byte is outside quotes.
enum kind { text, delimiter, record_end, before_line_feed };

static inline enum kind kind_of(const mr_csv_dialect *dialect, const uint8_t *p) {
  if (*p == dialect->delimiter) return delimiter;
  if (*p == '\n') return record_end;
  if (*p == '\r') return p[1] == '\n' ? before_line_feed : record_end;
  return text;
}

/// Takes one byte. Whether it ends a field, and whether it ends the record with it.
static inline enum kind step(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p) {
  enum kind kind = kind_of(dialect, p);
  if (kind == record_end) state->lines++;
  bool is_quote = dialect->has_quote && *p == dialect->quote;
  switch (state->place) {
    case MR_CSV_QUOTED:
      if (dialect->escape != dialect->quote && *p == dialect->escape && dialect->has_quote) {
        state->place = MR_CSV_ESCAPE;
      } else if (is_quote) {
        state->place = MR_CSV_QUOTE;
      }
      return text;
    case MR_CSV_ESCAPE:
      state->has_escapes = true;
      state->place = MR_CSV_QUOTED;
      return text;
    case MR_CSV_QUOTE:
      if (is_quote) {
        state->has_escapes = true;
        state->place = MR_CSV_QUOTED;
        return text;
      }
      if (kind == text) state->is_bad = true;
      break;
    case MR_CSV_FIELD_START:
      if (is_quote) {
        state->place = MR_CSV_QUOTED;
        return text;
      }
      break;
    default: break;
  }
  if (kind == text || kind == before_line_feed) state->place = MR_CSV_UNQUOTED;
  return kind;
}

void mr_csv_scan_scalar(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index) {
  for (size_t at = from; at < to; at++) {
    enum kind kind = step(dialect, state, base + at);
    if (kind == delimiter || kind == record_end) end_field(state, at, kind == record_end, index);
  }
}

/// Goes on by plain C; the place behind the last record that ended, or `last`.
static size_t skip_scalar(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t from, size_t to, size_t last) {
  for (size_t at = from; at < to; at++) {
    enum kind kind = step(dialect, state, p + at);
    if (kind != delimiter && kind != record_end) continue;
    state->place = MR_CSV_FIELD_START;
    state->has_escapes = false;
    if (kind == record_end) {
      state->is_bad = false;
      last = at + 1;
    }
  }
  return last;
}

size_t mr_csv_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n) {
  for (size_t at = 0; at < n; at++) {
    enum kind kind = step(dialect, state, p + at);
    if (kind != delimiter && kind != record_end) continue;
    state->place = MR_CSV_FIELD_START;
    state->has_escapes = false;
    if (kind == record_end) {
      state->is_bad = false;
      return at + 1;
    }
  }
  return 0;
}

/// Which of 64 bytes are what, a bit for each.
typedef struct {
  uint64_t quote, delimiter, line_feed, carriage_return, escape;
} block_masks;

/// A block as the rules of RFC 4180 have it, where it keeps to them.
typedef struct {
  /// The ends of fields, and those of them that are ends of records.
  uint64_t ends, records;
  /// Second quotes of doubled ones.
  uint64_t doubled;
  uint64_t line_ends;
  /// The state behind the block.
  uint8_t place;
  /// A quote opens within an unquoted field, or a closing one is followed by text.
  bool is_irregular;
} block;

/// `odd_quotes` has each bit set that has an odd number of quotes at and below it: from a quote on to before the next.
MR_INLINE block classify(
    block_masks masks, uint64_t odd_quotes, uint8_t place, bool line_feed_follows, unsigned count) {
  block result;
  uint64_t valid = count == 64 ? ~0ull : (1ull << count) - 1;
  uint64_t next_is_line_feed = masks.line_feed >> 1 | (uint64_t)line_feed_follows << 63;
  uint64_t passed = masks.carriage_return & next_is_line_feed & valid;
  uint64_t line_ends = (masks.line_feed | (masks.carriage_return & ~next_is_line_feed)) & valid;
  uint64_t quotes = masks.quote & valid;
  uint64_t ends = (masks.delimiter & valid) | line_ends;
  uint64_t starts_quoted = place == MR_CSV_QUOTED ? ~0ull : 0;
  uint64_t behind_quote = place == MR_CSV_QUOTE;
  uint64_t last = 1ull << (count - 1);
  result.line_ends = line_ends;
  uint64_t quoted = odd_quotes ^ starts_quoted;
  ends &= ~quoted;
  uint64_t opening = quotes & quoted;
  uint64_t closing = quotes & ~quoted;
  uint64_t behind_closing = closing << 1 | behind_quote;
  uint64_t may_open = ends << 1 | behind_closing | (place == MR_CSV_FIELD_START);
  uint64_t irregular = (opening & ~may_open) | (behind_closing & ~(ends | passed | quotes) & valid);
  result.is_irregular = irregular != 0;
  result.ends = ends;
  result.records = ends & line_ends;
  result.doubled = opening & behind_closing;
  result.place = quoted & last    ? MR_CSV_QUOTED
                 : closing & last ? MR_CSV_QUOTE
                 : ends & last    ? MR_CSV_FIELD_START
                                  : MR_CSV_UNQUOTED;
  return result;
}

MR_INLINE bool needs_bytes(const mr_csv_dialect *dialect, uint8_t place, uint64_t escapes) {
  return dialect->escape != dialect->quote && (escapes != 0 || place == MR_CSV_ESCAPE);
}

/// The ends of those of a block's fields that have doubled quotes.
MR_INLINE uint64_t escaped_ends(mr_csv_state *state, const block *block) {
  // An addition carries each mark through the bits that are no ends, up to the next one that is.
  uint64_t marks = block->doubled | state->has_escapes;
  unsigned long long sum;
  state->has_escapes = __builtin_uaddll_overflow(~block->ends, marks, &sum);
  return (uint64_t)sum & block->ends;
}

/// Writes the ends of a block at `at`, and behind them whatever it likes as far as `MR_CSV_SLACK` allows.
MR_INLINE void write_ends(uint32_t *out, uint64_t ends, uint64_t escaped, size_t at) {
  for (uint64_t rest = ends; rest != 0; rest &= rest - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(rest);
    *out++ = (uint32_t)(at + bit) | (uint32_t)(escaped >> bit & 1) << 31;
  }
}

MR_INLINE void add_block(
    mr_csv_state *state, const block *block, size_t at, mr_csv_index *index,
    void (*write)(uint32_t *, uint64_t, uint64_t, size_t)) {
  write(index->ends + index->end_count, block->ends, escaped_ends(state, block), at);
  for (uint64_t rest = block->records; rest != 0; rest &= rest - 1) {
    uint64_t up_to = rest ^ (rest - 1);
    uint32_t end = (uint32_t)(index->end_count + (size_t)__builtin_popcountll(block->ends & up_to));
    index->records[index->record_count++] = end | (state->is_bad ? MR_CSV_BAD : 0);
    state->is_bad = false;
  }
  index->end_count += (size_t)__builtin_popcountll(block->ends);
}

/// The loops over blocks, for any way to find the masks, to count quotes, and to write ends.
///
/// State, dialect and index are copied, lest the compiler think that what is written to the index might change them.
#define MR_CSV_LOOPS(name, attributes, find_masks, odd_so_far, write_ends)                                          \
  attributes static void scan_##name(                                                                              \
      const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,              \
      mr_csv_index *index) {                                                                                        \
    const mr_csv_dialect bytes = *dialect;                                                                          \
    mr_csv_state now = *state;                                                                                      \
    mr_csv_index found = *index;                                                                                    \
    for (size_t at = from; at < to; at += 64) {                                                                     \
      unsigned count = to - at < 64 ? (unsigned)(to - at) : 64;                                                     \
      block_masks masks = find_masks(&bytes, base + at);                                                            \
      uint64_t valid = count == 64 ? ~0ull : (1ull << count) - 1;                                                   \
      uint64_t odd = odd_so_far(masks.quote & valid);                                                               \
      block block = classify(masks, odd, now.place, base[at + count] == '\n', count);                               \
      if (__builtin_expect(block.is_irregular || needs_bytes(&bytes, now.place, masks.escape), 0)) {                \
        *state = now;                                                                                               \
        *index = found;                                                                                             \
        mr_csv_scan_scalar(dialect, state, base, at, at + count, index);                                            \
        now = *state;                                                                                               \
        found = *index;                                                                                             \
        continue;                                                                                                   \
      }                                                                                                             \
      add_block(&now, &block, at, &found, write_ends);                                                              \
      now.lines += (uint64_t)__builtin_popcountll(block.line_ends);                                                 \
      now.place = block.place;                                                                                      \
    }                                                                                                               \
    *state = now;                                                                                                   \
    *index = found;                                                                                                 \
  }                                                                                                                 \
  attributes static size_t skip_##name(                                                                             \
      const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n) {                             \
    const mr_csv_dialect bytes = *dialect;                                                                          \
    mr_csv_state now = *state;                                                                                      \
    size_t last = 0;                                                                                                \
    for (size_t at = 0; at < n; at += 64) {                                                                         \
      unsigned count = n - at < 64 ? (unsigned)(n - at) : 64;                                                       \
      block_masks masks = find_masks(&bytes, p + at);                                                               \
      uint64_t valid = count == 64 ? ~0ull : (1ull << count) - 1;                                                   \
      uint64_t odd = odd_so_far(masks.quote & valid);                                                               \
      block block = classify(masks, odd, now.place, p[at + count] == '\n', count);                                  \
      if (__builtin_expect(block.is_irregular || needs_bytes(&bytes, now.place, masks.escape), 0)) {                \
        *state = now;                                                                                               \
        last = skip_scalar(dialect, state, p, at, at + count, last);                                                \
        now = *state;                                                                                               \
        continue;                                                                                                   \
      }                                                                                                             \
      if (block.records != 0) last = at + 64 - (size_t)__builtin_clzll(block.records);                              \
      now.lines += (uint64_t)__builtin_popcountll(block.line_ends);                                                 \
      now.place = block.place;                                                                                      \
    }                                                                                                               \
    *state = now;                                                                                                   \
    return last;                                                                                                    \
  }

#if defined(MR_SSE2)

#define MR_CSV_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt,pclmul")))
#define MR_CSV_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt,pclmul")))

/// Each bit is set if an odd number of bits are set at and below it: a carry-less product with ones adds them up.
MR_CSV_AVX2 MR_INLINE uint64_t odd_so_far_clmul(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

/// The same as `write_ends`, without a loop for up to 16 of them.
MR_CSV_AVX512 MR_INLINE void write_ends_avx512(uint32_t *out, uint64_t ends, uint64_t escaped, size_t at) {
  static const uint8_t places[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
  };
  if (__builtin_expect(_mm_popcnt_u64(ends) > 16, 0)) return write_ends(out, ends, escaped, at);
  __m512i packed = _mm512_maskz_compress_epi8(ends, _mm512_loadu_si512(places));
  __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
  __m512i all = _mm512_add_epi32(wide, _mm512_set1_epi32((int)(uint32_t)at));
  __mmask16 marked = (__mmask16)_pext_u64(escaped, ends);
  _mm512_storeu_si512(out, _mm512_mask_or_epi32(all, marked, all, _mm512_set1_epi32((int)MR_CSV_ESCAPES)));
}

MR_CSV_AVX2 MR_INLINE uint64_t equal_avx2(__m256i low, __m256i high, uint8_t byte) {
  __m256i wanted = _mm256_set1_epi8((char)byte);
  uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)second << 32 | first;
}

MR_CSV_AVX2 MR_INLINE block_masks masks_avx2(const mr_csv_dialect *dialect, const uint8_t *p) {
  __m256i low = _mm256_loadu_si256((const __m256i *)p);
  __m256i high = _mm256_loadu_si256((const __m256i *)(p + 32));
  return (block_masks){
      .quote = dialect->has_quote ? equal_avx2(low, high, dialect->quote) : 0,
      .delimiter = equal_avx2(low, high, dialect->delimiter),
      .line_feed = equal_avx2(low, high, '\n'),
      .carriage_return = equal_avx2(low, high, '\r'),
      .escape = dialect->escape != dialect->quote ? equal_avx2(low, high, dialect->escape) : 0,
  };
}

MR_CSV_AVX512 MR_INLINE uint64_t equal_avx512(__m512i bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

MR_CSV_AVX512 MR_INLINE block_masks masks_avx512(const mr_csv_dialect *dialect, const uint8_t *p) {
  __m512i bytes = _mm512_loadu_si512(p);
  return (block_masks){
      .quote = dialect->has_quote ? equal_avx512(bytes, dialect->quote) : 0,
      .delimiter = equal_avx512(bytes, dialect->delimiter),
      .line_feed = equal_avx512(bytes, '\n'),
      .carriage_return = equal_avx512(bytes, '\r'),
      .escape = dialect->escape != dialect->quote ? equal_avx512(bytes, dialect->escape) : 0,
  };
}

MR_CSV_LOOPS(avx2, MR_CSV_AVX2, masks_avx2, odd_so_far_clmul, write_ends)
MR_CSV_LOOPS(avx512, MR_CSV_AVX512, masks_avx512, odd_so_far_clmul, write_ends_avx512)

static inline bool has_avx512(void) {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("pclmul");
}

static inline bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("pclmul");
}

void mr_csv_scan(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index) {
  if (has_avx512()) {
    scan_avx512(dialect, state, base, from, to, index);
  } else if (has_avx2()) {
    scan_avx2(dialect, state, base, from, to, index);
  } else {
    mr_csv_scan_scalar(dialect, state, base, from, to, index);
  }
}

size_t mr_csv_last_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n) {
  if (has_avx512()) return skip_avx512(dialect, state, p, n);
  if (has_avx2()) return skip_avx2(dialect, state, p, n);
  return skip_scalar(dialect, state, p, 0, n, 0);
}

#elif defined(MR_NEON)

/// Each bit is set if an odd number of bits are set at and below it.
MR_INLINE uint64_t odd_so_far_shifts(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

MR_INLINE uint64_t equal_neon(const uint8x16_t bytes[_Nonnull 4], uint8_t byte) {
  static const uint8_t powers[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t wanted = vdupq_n_u8(byte);
  uint8x16_t bits = vld1q_u8(powers);
  // Adding neighbours three times gathers the bits of eight lanes in one.
  uint8x16_t low = vpaddq_u8(vandq_u8(vceqq_u8(bytes[0], wanted), bits), vandq_u8(vceqq_u8(bytes[1], wanted), bits));
  uint8x16_t high = vpaddq_u8(vandq_u8(vceqq_u8(bytes[2], wanted), bits), vandq_u8(vceqq_u8(bytes[3], wanted), bits));
  uint8x16_t all = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

MR_INLINE block_masks masks_neon(const mr_csv_dialect *dialect, const uint8_t *p) {
  uint8x16_t bytes[4] = {vld1q_u8(p), vld1q_u8(p + 16), vld1q_u8(p + 32), vld1q_u8(p + 48)};
  return (block_masks){
      .quote = dialect->has_quote ? equal_neon(bytes, dialect->quote) : 0,
      .delimiter = equal_neon(bytes, dialect->delimiter),
      .line_feed = equal_neon(bytes, '\n'),
      .carriage_return = equal_neon(bytes, '\r'),
      .escape = dialect->escape != dialect->quote ? equal_neon(bytes, dialect->escape) : 0,
  };
}

MR_CSV_LOOPS(neon, , masks_neon, odd_so_far_shifts, write_ends)

void mr_csv_scan(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index) {
  scan_neon(dialect, state, base, from, to, index);
}

size_t mr_csv_last_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n) {
  return skip_neon(dialect, state, p, n);
}

#else

void mr_csv_scan(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index) {
  mr_csv_scan_scalar(dialect, state, base, from, to, index);
}

size_t mr_csv_last_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n) {
  return skip_scalar(dialect, state, p, 0, n, 0);
}

#endif
