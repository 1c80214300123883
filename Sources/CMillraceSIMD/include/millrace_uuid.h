// UUIDs in their text form.

#ifndef MILLRACE_UUID_H
#define MILLRACE_UUID_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// Writes the 16 bytes that 36 characters spell, 8-4-4-4-12 hexadecimal digits in lower case; false, with nothing promised about the
/// bytes, where they are no such text.
bool mr_uuid_parse(const uint8_t *text, uint8_t *out);

#pragma clang assume_nonnull end

#endif
