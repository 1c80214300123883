#include "millrace_uuid.h"

#if defined(MR_SSE2)
#include <immintrin.h>
#endif

/// Turns eight hexadecimal digits into four bytes; false if one is no digit or in upper case.
static inline bool store_four(uint64_t characters, uint8_t *out) {
  const uint64_t ones = 0x0101010101010101ull;
  // Bit 6 tells letters (0x61…0x66) from digits (0x30…0x39).
  uint64_t letters = (characters >> 6) & ones;
  uint64_t nibbles = (characters & (ones * 0x0f)) + letters * 9;
  bool has_right_high_nibble = (characters & (ones * 0xf0)) == ones * 0x30 + letters * 0x30;
  // A letter must give 10…15, a digit 0…9: adding 6 carries into bit 4 for letters, and only for them.
  bool is_in_range = (nibbles & (ones * 0x10)) == 0 && ((nibbles + ones * 6) & (ones * 0x10)) == letters * 0x10;
  if (!has_right_high_nibble || !is_in_range) return false;
  uint64_t packed = (nibbles << 4 | nibbles >> 8) & 0x00ff00ff00ff00ffull;
  packed = (packed | packed >> 8) & 0x0000ffff0000ffffull;
  mr_store32(out, (uint32_t)(packed | packed >> 16));
  return true;
}

static bool parse_portable(const uint8_t *text, uint8_t *out) {
  return store_four(mr_load64(text), out) &&
         store_four(mr_load32(text + 9) | (uint64_t)mr_load32(text + 14) << 32, out + 4) &&
         store_four(mr_load32(text + 19) | (uint64_t)mr_load32(text + 24) << 32, out + 8) &&
         store_four(mr_load64(text + 28), out + 12);
}

#if defined(MR_SSE2)

/// The values of 16 digits; `valid` loses the lanes that are none.
__attribute__((target("ssse3"), always_inline)) static inline __m128i nibbles_of(__m128i digits, __m128i *valid) {
  __m128i number = _mm_sub_epi8(digits, _mm_set1_epi8('0'));
  __m128i letter = _mm_sub_epi8(digits, _mm_set1_epi8('a'));
  __m128i is_number = _mm_cmpeq_epi8(_mm_min_epu8(number, _mm_set1_epi8(9)), number);
  __m128i is_letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(5)), letter);
  *valid = _mm_and_si128(*valid, _mm_or_si128(is_number, is_letter));
  return _mm_or_si128(
      _mm_and_si128(is_number, number), _mm_and_si128(is_letter, _mm_add_epi8(letter, _mm_set1_epi8(10))));
}

/// Shuffles gather the digits on both sides of the hyphens; a product and a sum make a byte of each pair.
__attribute__((target("ssse3"))) static bool parse_ssse3(const uint8_t *text, uint8_t *out) {
  const __m128i first_of_head = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, -1, -1);
  const __m128i first_of_middle = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1);
  const __m128i second_of_middle = _mm_setr_epi8(3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1);
  const __m128i second_of_tail = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 12, 13, 14, 15);
  __m128i head = _mm_loadu_si128((const __m128i *)text);
  __m128i middle = _mm_loadu_si128((const __m128i *)(text + 16));
  __m128i tail = _mm_loadu_si128((const __m128i *)(text + 20));
  __m128i valid = _mm_set1_epi8(-1);
  __m128i first = nibbles_of(
      _mm_or_si128(_mm_shuffle_epi8(head, first_of_head), _mm_shuffle_epi8(middle, first_of_middle)), &valid);
  __m128i second = nibbles_of(
      _mm_or_si128(_mm_shuffle_epi8(middle, second_of_middle), _mm_shuffle_epi8(tail, second_of_tail)), &valid);
  const __m128i weights = _mm_set1_epi16(0x0110);
  __m128i bytes = _mm_packus_epi16(_mm_maddubs_epi16(first, weights), _mm_maddubs_epi16(second, weights));
  _mm_storeu_si128((__m128i *)out, bytes);
  return _mm_movemask_epi8(valid) == 0xffff;
}

#endif

bool mr_uuid_parse(const uint8_t *text, uint8_t *out) {
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
#if defined(MR_SSE2)
  if (__builtin_cpu_supports("ssse3")) return parse_ssse3(text, out);
#endif
  return parse_portable(text, out);
}
