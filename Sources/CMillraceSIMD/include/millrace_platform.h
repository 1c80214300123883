// Which vector instructions every processor of the target platform has, and unaligned little-endian loads and stores.

#ifndef MILLRACE_PLATFORM_H
#define MILLRACE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#define MR_SSE2 1
#include <emmintrin.h>
#elif defined(__aarch64__)
#define MR_NEON 1
#include <arm_neon.h>
#endif

#pragma clang assume_nonnull begin

static inline uint64_t mr_load64(const uint8_t *p) {
  uint64_t value;
  __builtin_memcpy(&value, p, 8);
  return value;
}

static inline uint32_t mr_load32(const uint8_t *p) {
  uint32_t value;
  __builtin_memcpy(&value, p, 4);
  return value;
}

static inline void mr_store64(uint8_t *p, uint64_t value) { __builtin_memcpy(p, &value, 8); }

static inline void mr_store32(uint8_t *p, uint32_t value) { __builtin_memcpy(p, &value, 4); }

#if defined(MR_NEON)
/// Four bits for each of 16 lanes that are 0x00 or 0xff: what `movemask` is on x86, four times as wide.
static inline uint64_t mr_neon_nibbles(uint8x16_t lanes) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(lanes), 4)), 0);
}
#endif

#pragma clang assume_nonnull end

#endif
