// A 64-bit hash for short keys, for tables in memory. Not for anything stored, and not against an adversary.

#ifndef MILLRACE_HASH_H
#define MILLRACE_HASH_H

#include "millrace_memory.h"

#pragma clang assume_nonnull begin

// Nothing up the sleeve: the first bits of pi's fraction, made odd.
#define MR_HASH_SEED_0 0x243f6a8885a308d3ull
#define MR_HASH_SEED_1 0x13198a2e03707345ull
#define MR_HASH_SEED_2 0xa4093822299f31d1ull
#define MR_HASH_SEED_3 0x082efa98ec4e6c89ull

/// Both halves of a 128-bit product, folded into one: every bit of either factor reaches every bit of the result.
static inline uint64_t mr_hash_fold(uint64_t a, uint64_t b) {
  unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t mr_hash_finish(uint64_t low, uint64_t high, uint64_t state, size_t n) {
  uint64_t mixed = mr_hash_fold(low ^ MR_HASH_SEED_0 ^ state, high ^ MR_HASH_SEED_1 ^ state);
  return mr_hash_fold(mixed ^ MR_HASH_SEED_2, (uint64_t)n ^ MR_HASH_SEED_3);
}

static inline uint64_t mr_hash_long(const uint8_t *p, size_t n) {
  uint64_t first = MR_HASH_SEED_2;
  uint64_t second = MR_HASH_SEED_3;
  const uint8_t *last = p + n - 16;
  for (; last - p > 16; p += 32) {
    first = mr_hash_fold(mr_load64(p) ^ MR_HASH_SEED_0, mr_load64(p + 8) ^ first);
    second = mr_hash_fold(mr_load64(p + 16) ^ MR_HASH_SEED_1, mr_load64(p + 24) ^ second);
  }
  if (p < last) first = mr_hash_fold(mr_load64(p) ^ MR_HASH_SEED_0, mr_load64(p + 8) ^ first);
  // The last 16 bytes may overlap what was read above; that loses nothing.
  return mr_hash_finish(mr_load64(last), mr_load64(last + 8), first ^ (second << 1 | second >> 63), n);
}

/// A hash of exactly `n` bytes. The value may change from version to version: never store it.
static inline uint64_t mr_hash(const uint8_t *p, size_t n) {
  if (n > 16) return mr_hash_long(p, n);
  uint64_t low = mr_load_partial64(p, n);
  uint64_t high = n > 8 ? mr_load64(p + n - 8) >> (8 * (16 - n)) : 0;
  return mr_hash_finish(low, high, 0, n);
}

/// The same value as `mr_hash`, without its branches for short keys: reads up to 16 bytes past the end.
static inline uint64_t mr_hash_padded(const uint8_t *p, size_t n) {
  if (__builtin_expect(n > 16, 0)) return mr_hash_long(p, n);
  static const uint8_t keep[32] = {
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
  };
  const uint8_t *mask = keep + 16 - n;
  return mr_hash_finish(mr_load64(p) & mr_load64(mask), mr_load64(p + 8) & mr_load64(mask + 8), 0, n);
}

#pragma clang assume_nonnull end

#endif
