#include "millrace_bitpack.h"

// Each width gets its own loop over 32 values, in which every shift is a constant. What is left over (8, 16 or 24 values) takes
// the general loop.

#define MR_INLINE static inline __attribute__((always_inline))

#define MR_FOR_EACH_WIDTH(X) \
  X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) \
  X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)

MR_INLINE void pack32_block(const uint32_t *in, unsigned width, uint8_t *out) {
  uint64_t pending = 0;
  unsigned filled = 0;
#pragma clang loop unroll(full)
  for (int i = 0; i < 32; i++) {
    pending |= (uint64_t)in[i] << filled;
    filled += width;
    if (filled >= 32) {
      mr_store32(out, (uint32_t)pending);
      out += 4;
      pending >>= 32;
      filled -= 32;
    }
  }
}

static void pack32_rest(const uint32_t *in, size_t n, unsigned width, uint8_t *out) {
  uint64_t pending = 0;
  unsigned filled = 0;
  for (size_t i = 0; i < n; i++) {
    pending |= (uint64_t)in[i] << filled;
    for (filled += width; filled >= 8; filled -= 8) {
      *out++ = (uint8_t)pending;
      pending >>= 8;
    }
  }
}

#if defined(MR_SSE2)
/// 16 values below 256, one a byte.
MR_INLINE __m128i narrow_to_bytes(const uint32_t *in) {
  const __m128i *from = (const __m128i *)in;
  __m128i low = _mm_packs_epi32(_mm_loadu_si128(from), _mm_loadu_si128(from + 1));
  __m128i high = _mm_packs_epi32(_mm_loadu_si128(from + 2), _mm_loadu_si128(from + 3));
  return _mm_packus_epi16(low, high);
}
#endif

/// Packs as many blocks of 32 as there are and says how many values that were.
static size_t pack32_blocks(const uint32_t *in, size_t n, unsigned width, uint8_t *out) {
  size_t blocks = n / 32;
  switch (width) {
#if defined(MR_SSE2)
    case 1:
      for (size_t i = 0; i < blocks * 2; i++, in += 16, out += 2) {
        uint16_t bits = (uint16_t)_mm_movemask_epi8(_mm_slli_epi16(narrow_to_bytes(in), 7));
        __builtin_memcpy(out, &bits, 2);
      }
      break;
    case 8:
      for (size_t i = 0; i < blocks * 2; i++, in += 16, out += 16) {
        _mm_storeu_si128((__m128i *)out, narrow_to_bytes(in));
      }
      break;
#else
    case 1:
      for (size_t i = 0; i < blocks; i++, in += 32, out += 4) pack32_block(in, 1, out);
      break;
    case 8:
      for (size_t i = 0; i < blocks; i++, in += 32, out += 32) pack32_block(in, 8, out);
      break;
#endif
#define X(w) \
    case w: \
      for (size_t i = 0; i < blocks; i++, in += 32, out += 4 * w) pack32_block(in, w, out); \
      break;
    X(2) X(3) X(4) X(5) X(6) X(7) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20)
    X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)
#undef X
    default: return 0;
  }
  return blocks * 32;
}

void mr_bitpack32(const uint32_t *in, size_t n, unsigned width, uint8_t *out) {
  if (width == 0) return;
  if (width == 32) {
    __builtin_memcpy(out, in, n * 4);
    return;
  }
  size_t packed = pack32_blocks(in, n, width, out);
  pack32_rest(in + packed, n - packed, width, out + packed / 8 * width);
}

/// Reads the 8 bytes in which each value starts: up to 8 bytes past the block.
MR_INLINE void unpack32_block(const uint8_t *in, unsigned width, uint32_t *out) {
  const uint64_t keep = (1ull << width) - 1;
#pragma clang loop unroll(full)
  for (unsigned i = 0; i < 32; i++) {
    unsigned bit = i * width;
    out[i] = (uint32_t)(mr_load64(in + bit / 8) >> (bit % 8) & keep);
  }
}

static void unpack32_rest(const uint8_t *in, size_t n, unsigned width, uint32_t *out) {
  const uint64_t keep = (1ull << width) - 1;
  uint64_t pending = 0;
  unsigned filled = 0;
  for (size_t i = 0; i < n; i++) {
    for (; filled < width; filled += 8) pending |= (uint64_t)*in++ << filled;
    out[i] = (uint32_t)(pending & keep);
    pending >>= width;
    filled -= width;
  }
}

/// Reads blocks of 32 while 8 bytes of input follow them, and says how many values that were.
static size_t unpack32_blocks(const uint8_t *in, size_t n, unsigned width, uint32_t *out) {
  size_t bytes = n / 8 * width;
  size_t blocks = bytes < 8 ? 0 : (bytes - 8) / (4 * width);
  switch (width) {
#define X(w) \
    case w: \
      for (size_t i = 0; i < blocks; i++, in += 4 * w, out += 32) unpack32_block(in, w, out); \
      break;
    MR_FOR_EACH_WIDTH(X)
#undef X
    default: return 0;
  }
  return blocks * 32;
}

void mr_bitunpack32(const uint8_t *in, size_t n, unsigned width, uint32_t *out) {
  if (width == 0) {
    __builtin_memset(out, 0, n * 4);
    return;
  }
  if (width == 32) {
    __builtin_memcpy(out, in, n * 4);
    return;
  }
  size_t unpacked = unpack32_blocks(in, n, width, out);
  unpack32_rest(in + unpacked / 8 * width, n - unpacked, width, out + unpacked);
}

void mr_bitpack64(const uint64_t *in, size_t n, unsigned width, uint8_t *out) {
  if (width == 0) return;
  uint64_t pending = 0;
  unsigned filled = 0;
  for (size_t i = 0; i < n; i++) {
    uint64_t value = in[i];
    pending |= value << filled;
    unsigned total = filled + width;
    if (total >= 64) {
      mr_store64(out, pending);
      out += 8;
      pending = filled == 0 ? 0 : value >> (64 - filled);
      total -= 64;
      // With a width of 64 nothing is ever pending: filled stays 0.
    }
    filled = total;
  }
  for (; filled > 0; filled -= 8, pending >>= 8) *out++ = (uint8_t)pending;
}

void mr_bitunpack64(const uint8_t *in, size_t n, unsigned width, uint64_t *out) {
  if (width == 0) {
    __builtin_memset(out, 0, n * 8);
    return;
  }
  const uint64_t keep = ~0ull >> (64 - width);
  const size_t bytes = n / 8 * width;
  size_t i = 0;
  if (width <= 57) {
    // A value lies within the 8 bytes in which it starts.
    for (size_t bit = 0; i < n && bit / 8 + 8 <= bytes; i++, bit += width) {
      out[i] = mr_load64(in + bit / 8) >> (bit % 8) & keep;
    }
  } else {
    for (size_t bit = 0; i < n && bit / 8 + 9 <= bytes; i++, bit += width) {
      // Shifting the ninth byte in two steps keeps a shift by 64 - 0 defined.
      out[i] = (mr_load64(in + bit / 8) >> (bit % 8) | (uint64_t)in[bit / 8 + 8] << 1 << (63 - bit % 8)) & keep;
    }
  }
  for (; i < n; i++) {
    size_t first = i * width / 8;
    unsigned __int128 wide = 0;
    for (unsigned k = 0; k < 9 && first + k < bytes; k++) wide |= (unsigned __int128)in[first + k] << (8 * k);
    out[i] = (uint64_t)(wide >> (i * width % 8)) & keep;
  }
}
