#include "millrace_json.h"
#include "millrace_scan.h"

#if defined(MR_SSE2)
#include <immintrin.h>
#endif

#define MR_INLINE static inline __attribute__((always_inline))

/// The first guess from `comma` on that is not before `p`.
MR_INLINE uint32_t next_guess(const mr_json_guesses *guesses, uint32_t comma, const uint8_t *p) {
  size_t place = (size_t)(p - guesses->base);
  while (comma < guesses->count && guesses->commas[comma] < place) comma++;
  return comma;
}

MR_INLINE void begin_guesses(mr_json_guesses *guesses, const uint8_t *start) {
  guesses->base = start;
  guesses->next = 0;
  guesses->count = 0;
}

MR_INLINE void end_guesses(mr_json_guesses *guesses) {
  guesses->commas[guesses->count] = UINT16_MAX;
  guesses->commas[guesses->count + 1] = UINT16_MAX;
}

/// The bits of 16 bytes that are no digits, and bits above them.
MR_INLINE unsigned other_than_digits(const uint8_t *p) {
#if defined(MR_SSE2)
  __m128i values = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)p), _mm_set1_epi8('0'));
  return ~(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values));
#else
  unsigned others = ~0u;
  for (unsigned i = 0; i < 16; i++) others ^= (unsigned)((uint8_t)(p[i] - '0') <= 9) << i;
  return others;
#endif
}

/// The end of a number of up to 15 characters without exponent; null where it is another, or none. Which branches are taken depends on
/// nothing but whether it has a fraction: in a stream of records that mostly stays the same for a key, while lengths and signs do not.
MR_INLINE const uint8_t *number_end(const uint8_t *p, const uint8_t *guess, unsigned *kind) {
  unsigned others = other_than_digits(p);
  // Mostly there is nothing but digits up to a comma.
  size_t length = (size_t)(guess - p);
  if (length - 1 < 15 && (others & ((1u << length) - 1)) == 0 && ((*p != '0') | (length == 1)) && *guess == ',') {
    *kind = MR_JSON_INTEGER;
    return guess;
  }
  unsigned sign = others & 1;
  others &= ~1u;
  unsigned count = (unsigned)__builtin_ctz(others);
  // A sign that is none, no digit behind it, a zero before digits, or more than was looked at.
  if ((sign & (*p != '-')) | (count == sign) | ((p[sign] == '0') & (count != sign + 1)) | (count > 15)) {
    return (const uint8_t *)0;
  }
  *kind = MR_JSON_INTEGER;
  if (p[count] == '.') {
    *kind = MR_JSON_NUMBER;
    unsigned first = count + 1;
    count = first + (unsigned)__builtin_ctz(others >> first);
    if ((count == first) | (count > 15)) return (const uint8_t *)0;
  }
  return (p[count] | 0x20) == 'e' ? (const uint8_t *)0 : p + count;
}

/// The end of `null`, `true` or `false`, without a guess at which it is; null where it is none.
MR_INLINE const uint8_t *literal_end(const uint8_t *p, unsigned *kind) {
  uint32_t word = mr_load32(p);
  bool is_false = *p == 'f';
  bool is_true = word == 0x65757274;
  *kind = is_false ? MR_JSON_FALSE : is_true ? MR_JSON_TRUE : MR_JSON_NULL;
  bool is_literal = is_true | (word == 0x6c6c756e) | ((word == 0x736c6166) & (p[4] == 'e'));
  return is_literal ? p + 4 + is_false : (const uint8_t *)0;
}

#if defined(MR_SSE2)

MR_INLINE bool leads_differ_sse2(const uint8_t *p, const mr_json_key *key) {
  const __m128i *a = (const __m128i *)p;
  const __m128i *b = (const __m128i *)key->lead;
  uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(a), _mm_loadu_si128(b)));
  uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1)));
  return (~(low | high << 16) & key->lead_mask) != 0;
}

#define MEMBERS mr_json_pass_members_sse2
#define LEADS_DIFFER leads_differ_sse2
#define STRING_STOP mr_string_stop
#include "json_members.h"
#undef MEMBERS
#undef LEADS_DIFFER
#undef STRING_STOP

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,pclmul,popcnt"))), apply_to = function)

/// Within a block, what is in strings: from each opening quote to before the closing one. Quotes behind a backslash are taken to be
/// escaped, which is wrong for those behind two.
MR_INLINE uint64_t outside_strings(uint64_t quotes, uint64_t backslashes, uint64_t *behind_backslash, uint64_t *open) {
  quotes &= ~(backslashes << 1 | *behind_backslash);
  *behind_backslash = backslashes >> 63;
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quotes), _mm_set1_epi8(-1), 0);
  uint64_t inside = (uint64_t)_mm_cvtsi128_si64(product) ^ *open;
  *open = (uint64_t)((int64_t)inside >> 63);
  return ~inside;
}

/// Notes the commas of the block at `at`; returns how many there are then.
MR_INLINE uint32_t add_commas(mr_json_guesses *guesses, uint32_t count, uint64_t commas, size_t at) {
  uint16_t *next = guesses->commas + count;
  count += (uint32_t)__builtin_popcountll(commas);
  // Mostly there are no more than four: so many are written without looking.
  do {
    for (int i = 0; i < 4; i++) {
      *next++ = (uint16_t)(at + _tzcnt_u64(commas));
      commas &= commas - 1;
    }
  } while (__builtin_expect(commas != 0, 0));
  return count;
}

MR_INLINE uint32_t equal_avx2(const uint8_t *p, uint8_t byte) {
  __m256i bytes = _mm256_loadu_si256((const __m256i *)p);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)byte)));
}

MR_INLINE uint64_t both_equal_avx2(const uint8_t *p, uint8_t byte) {
  return equal_avx2(p, byte) | (uint64_t)equal_avx2(p + 32, byte) << 32;
}

MR_INLINE uint32_t at_most_avx2(const uint8_t *p, int terminator) {
  __m256i bytes = _mm256_loadu_si256((const __m256i *)p);
  __m256i least = _mm256_min_epu8(bytes, _mm256_set1_epi8((char)terminator));
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(least, bytes));
}

static void guess_avx2(const uint8_t *start, int terminator, size_t limit, mr_json_guesses *guesses) {
  uint64_t behind_backslash = 0;
  uint64_t open = 0;
  uint32_t count = 0;
  for (size_t at = 0; at < limit && count <= MR_JSON_COMMAS - 64; at += 64) {
    const uint8_t *p = start + at;
    uint64_t outside =
        outside_strings(both_equal_avx2(p, '"'), both_equal_avx2(p, '\\'), &behind_backslash, &open);
    uint64_t commas = both_equal_avx2(p, ',') & outside;
    count = add_commas(guesses, count, commas, at);
    if (terminator >= 0 && (at_most_avx2(p, terminator) | at_most_avx2(p + 32, terminator)) != 0) break;
  }
  guesses->count = count;
}

MR_INLINE bool leads_differ_avx2(const uint8_t *p, const mr_json_key *key) {
  __m256i same = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)p), _mm256_loadu_si256((const __m256i *)key->lead));
  return (~(uint32_t)_mm256_movemask_epi8(same) & key->lead_mask) != 0;
}

MR_INLINE uint32_t stops_avx2(const uint8_t *p) {
  __m256i bytes = _mm256_loadu_si256((const __m256i *)p);
  __m256i texts = _mm256_or_si256(
      _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')));
  __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes);
  return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(texts, controls));
}

MR_INLINE const uint8_t *string_stop_avx2(const uint8_t *p) {
  for (;; p += 64) {
    uint64_t stops = stops_avx2(p) | (uint64_t)stops_avx2(p + 32) << 32;
    if (stops != 0) return p + __builtin_ctzll(stops);
  }
}

#define MEMBERS mr_json_pass_members_avx2
#define LEADS_DIFFER leads_differ_avx2
#define STRING_STOP string_stop_avx2
#include "json_members.h"
#undef MEMBERS
#undef LEADS_DIFFER
#undef STRING_STOP

#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,pclmul,popcnt,avx512bw,avx512vl,avx512vbmi2"))), apply_to = function)

/// The places of a block, added to `base`, with those first that `mask` has.
MR_INLINE __m512i picked_avx512(uint64_t mask, int half, __m512i base) {
  static const uint8_t places[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
  };
  __m512i picked = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(places));
  __m256i part = half == 0 ? _mm512_castsi512_si256(picked) : _mm512_extracti64x4_epi64(picked, 1);
  return _mm512_add_epi16(_mm512_cvtepu8_epi16(part), base);
}

static void guess_avx512(const uint8_t *start, int terminator, size_t limit, mr_json_guesses *guesses) {
  uint64_t behind_backslash = 0;
  uint64_t open = 0;
  __m512i base = _mm512_setzero_si512();
  uint32_t count = 0;
  for (size_t at = 0; at < limit && count <= MR_JSON_COMMAS - 64; at += 64) {
    __m512i bytes = _mm512_loadu_si512(start + at);
    uint64_t quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
    uint64_t backslashes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
    uint64_t outside = outside_strings(quotes, backslashes, &behind_backslash, &open);
    uint64_t commas = _mm512_mask_cmpeq_epi8_mask(outside, bytes, _mm512_set1_epi8(','));
    uint16_t *next = guesses->commas + count;
    uint32_t added = (uint32_t)__builtin_popcountll(commas);
    // Mostly there are no more than 16.
    _mm256_storeu_si256((__m256i *)next, _mm512_castsi512_si256(picked_avx512(commas, 0, base)));
    if (__builtin_expect(added > 16, 0)) {
      _mm512_storeu_si512(next, picked_avx512(commas, 0, base));
      _mm512_storeu_si512(next + 32, picked_avx512(commas, 1, base));
    }
    count += added;
    base = _mm512_add_epi16(base, _mm512_set1_epi16(64));
    if (terminator >= 0 && _mm512_cmple_epu8_mask(bytes, _mm512_set1_epi8((char)terminator)) != 0) break;
  }
  guesses->count = count;
}

MR_INLINE bool leads_differ_avx512(const uint8_t *p, const mr_json_key *key) {
  __m256i lead = _mm256_loadu_si256((const __m256i *)key->lead);
  return _mm256_mask_cmpneq_epi8_mask(key->lead_mask, _mm256_loadu_si256((const __m256i *)p), lead) != 0;
}

MR_INLINE const uint8_t *string_stop_avx512(const uint8_t *p) {
  for (;; p += 64) {
    __m512i bytes = _mm512_loadu_si512(p);
    __mmask64 stops = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'))
        | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'))
        | _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20));
    if (stops != 0) return p + __builtin_ctzll(stops);
  }
}

#define MEMBERS mr_json_pass_members_avx512
#define LEADS_DIFFER leads_differ_avx512
#define STRING_STOP string_stop_avx512
#include "json_members.h"
#undef MEMBERS
#undef LEADS_DIFFER
#undef STRING_STOP

#pragma clang attribute pop

enum { baseline, avx2, avx512 };

MR_INLINE int widest(void) {
  bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("pclmul");
  bool has_avx512 = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
      && __builtin_cpu_supports("avx512vbmi2");
  return !has_avx2 ? baseline : has_avx512 ? avx512 : avx2;
}

void mr_json_guess(const uint8_t *start, int terminator, size_t limit, mr_json_guesses *guesses) {
  begin_guesses(guesses, start);
  // Distances have 16 bits.
  if (limit > MR_JSON_GUESSED) limit = MR_JSON_GUESSED;
  switch (widest()) {
    case avx512: guess_avx512(start, terminator, limit, guesses); break;
    case avx2: guess_avx2(start, terminator, limit, guesses); break;
    default: break;
  }
  end_guesses(guesses);
}

const uint8_t *mr_json_pass_members(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key **key, int32_t *ending) {
  switch (widest()) {
    case avx512: return mr_json_pass_members_avx512(guesses, p, slots, record, key, ending);
    case avx2: return mr_json_pass_members_avx2(guesses, p, slots, record, key, ending);
    default: return mr_json_pass_members_sse2(guesses, p, slots, record, key, ending);
  }
}

const uint8_t *mr_json_pass_members_baseline(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key **key, int32_t *ending) {
  return mr_json_pass_members_sse2(guesses, p, slots, record, key, ending);
}

#else

MR_INLINE bool leads_differ(const uint8_t *p, const mr_json_key *key) {
  size_t count = key->lead_count < MR_JSON_LEAD ? key->lead_count : MR_JSON_LEAD;
  return !mr_equal_padded(p, key->lead, count);
}

void mr_json_guess(const uint8_t *start, int terminator, size_t limit, mr_json_guesses *guesses) {
  (void)terminator;
  (void)limit;
  begin_guesses(guesses, start);
  end_guesses(guesses);
}

#define MEMBERS mr_json_pass_members_plain
#define LEADS_DIFFER leads_differ
#define STRING_STOP mr_string_stop
#include "json_members.h"

const uint8_t *mr_json_pass_members(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key **key, int32_t *ending) {
  return mr_json_pass_members_plain(guesses, p, slots, record, key, ending);
}

const uint8_t *mr_json_pass_members_baseline(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key **key, int32_t *ending) {
  return mr_json_pass_members_plain(guesses, p, slots, record, key, ending);
}

#endif
