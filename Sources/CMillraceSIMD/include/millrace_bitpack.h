// Bit packing as Parquet defines it: values of a fixed width, one after another, least significant bit first.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/ (RLE/bit-packed hybrid, DELTA_BINARY_PACKED)

#ifndef MILLRACE_BITPACK_H
#define MILLRACE_BITPACK_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// Packs `n` values (a multiple of 8) of `width` bits, 0 to 32, into exactly n * width / 8 bytes.
/// Bits of a value above `width` must be zero.
void mr_bitpack32(const uint32_t *in, size_t n, unsigned width, uint8_t *out);

/// Reads `n` values (a multiple of 8) of `width` bits, 0 to 32, from exactly n * width / 8 bytes.
void mr_bitunpack32(const uint8_t *in, size_t n, unsigned width, uint32_t *out);

/// Packs `n` values (a multiple of 8) of `width` bits, 0 to 64, into exactly n * width / 8 bytes.
/// Bits of a value above `width` must be zero.
void mr_bitpack64(const uint64_t *in, size_t n, unsigned width, uint8_t *out);

/// Reads `n` values (a multiple of 8) of `width` bits, 0 to 64, from exactly n * width / 8 bytes.
void mr_bitunpack64(const uint8_t *in, size_t n, unsigned width, uint64_t *out);

#pragma clang assume_nonnull end

#endif
