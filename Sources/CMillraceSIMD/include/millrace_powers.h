// Powers that turn decimal text into doubles. They are C because Swift sees a C array as a tuple and its own as an object
// that must be initialised once: a pointer to constant data costs neither.

#ifndef MILLRACE_POWERS_H
#define MILLRACE_POWERS_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

#define MR_SMALLEST_POWER_OF_FIVE (-342)
#define MR_LARGEST_POWER_OF_FIVE 308

extern const uint64_t mr_powers_of_five[2 * (MR_LARGEST_POWER_OF_FIVE - MR_SMALLEST_POWER_OF_FIVE + 1)];

/// The 128 leading bits of 5^q, the upper 64 first; -342 <= q <= 308.
static inline const uint64_t *mr_power_of_five(int64_t q) { return mr_powers_of_five + 2 * (q - MR_SMALLEST_POWER_OF_FIVE); }

/// 10^q, which is exact for 0 <= q <= 22.
static inline double mr_exact_power_of_ten(int64_t q) {
  static const double powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return powers[q];
}

/// 10^q for 0 <= q <= 19.
static inline uint64_t mr_integer_power_of_ten(int64_t q) {
  static const uint64_t powers[20] = {
      1ull,
      10ull,
      100ull,
      1000ull,
      10000ull,
      100000ull,
      1000000ull,
      10000000ull,
      100000000ull,
      1000000000ull,
      10000000000ull,
      100000000000ull,
      1000000000000ull,
      10000000000000ull,
      100000000000000ull,
      1000000000000000ull,
      10000000000000000ull,
      100000000000000000ull,
      1000000000000000000ull,
      10000000000000000000ull,
  };
  return powers[q];
}

#pragma clang assume_nonnull end

#endif
