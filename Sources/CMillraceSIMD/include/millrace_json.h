// Passing over the members of JSON objects that resemble the ones before.

#ifndef MILLRACE_JSON_H
#define MILLRACE_JSON_H

#include "millrace_memory.h"

#pragma clang assume_nonnull begin

/// The longest lead of a key.
#define MR_JSON_LEAD 32

/// A key that was seen in an object, and what is to be done with its value. As large as a line of the cache.
typedef struct mr_json_key {
  /// What stood between the brace or comma before the key and its value, the last time it was looked at.
  uint8_t lead[MR_JSON_LEAD];
  /// The keys that came after this one, the last time and before: members that are left out at times make two.
  const struct mr_json_key *next;
  const struct mr_json_key *other_next;
  /// A bit for each byte of the lead.
  uint32_t lead_mask;
  uint32_t lead_count;
  /// Where its value is noted, or -1.
  int32_t slot;
  /// The table of its value, where that is an object; -1 where it has none yet.
  int32_t table;
} mr_json_key;

/// A key that equals none, has no table, and foretells `start`.
static inline mr_json_key mr_json_no_key(const mr_json_key *start, int32_t slot) {
  // A byte that is in no UTF-8.
  mr_json_key key = {{0xff}, start, start, 1, 1, slot, -1};
  return key;
}

/// Where the value of a wanted path is noted.
typedef struct {
  /// The value's first byte, and the byte behind it.
  const uint8_t *start;
  const uint8_t *end;
  /// The number of the record that has the value; in others the path leads nowhere.
  uint64_t record;
  /// The table of the wanted keys below, or -1.
  int32_t table;
  /// As numbered by `JSONKind`.
  uint8_t kind;
} mr_json_slot;

/// Most commas that are looked for beforehand, and the bytes in which they are.
#define MR_JSON_COMMAS 4096
/// With what follows them, and what is written at a time.
#define MR_JSON_GUESSES (MR_JSON_COMMAS + 68)
#define MR_JSON_GUESSED 65472

/// Where commas stand outside of strings in records, as far as that shows at a glance: where the ends of values are to be expected. A
/// processor that knows where the next value will begin need not wait for the end of this one. Nothing is taken for granted that has
/// not been compared with what stands there, so a wrong guess costs no more than time.
typedef struct {
  const uint8_t *base;
  /// Distances from the base; two of 65,535 follow. Has room for `MR_JSON_GUESSES`.
  uint16_t *commas;
  uint32_t count;
  /// The next one that has not been passed.
  uint32_t next;
} mr_json_guesses;

/// Looks for commas in `limit` bytes, before which no string is open, or up to the 64 bytes with the first one that is not above
/// `terminator`, if that is not negative. The 63 bytes behind the limit, or that first one, must be readable. Finds nothing on processors
/// where it would not pay.
void mr_json_guess(const uint8_t *start, int terminator, size_t limit, mr_json_guesses *guesses);

enum { MR_JSON_NULL, MR_JSON_FALSE, MR_JSON_TRUE, MR_JSON_INTEGER, MR_JSON_NUMBER, MR_JSON_STRING };

/// Where passing over members ended.
enum {
  /// Where a key should begin: not the one that was foretold, or written otherwise.
  MR_JSON_AT_KEY,
  /// Behind a key: at a value that takes more than one step, or at white space before one.
  MR_JSON_AT_VALUE,
  /// Behind a value that no comma follows at once.
  MR_JSON_BEHIND_VALUE,
};

/// Passes over members as long as each key is one of those that the key before foretells, and written as the last time, with a
/// string without escapes, a number of up to 15 digits without exponent, `null`, `true` or `false`, and a comma at once behind it.
/// All of that is checked; bytes that are passed over are JSON. Wanted values are noted, unless they have been in this record.
///
/// The buffer is as `JSONScanner` demands it: 64 bytes behind its end can be read, the first of which ends tokens.
///
/// - Parameters:
///   - guesses: for the record, or any other.
///   - p: behind the brace of an object, or a comma in it.
///   - key: the key before, or one that stands for the beginning of an object; then the key whose value ended, or at whose value it ended.
/// - Returns: where it ended, as `ending` tells.
const uint8_t *mr_json_pass_members(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key *_Nonnull *_Nonnull key, int32_t *ending);

/// The same by no more than what all processors of the platform have.
const uint8_t *mr_json_pass_members_baseline(
    mr_json_guesses *guesses, const uint8_t *p, mr_json_slot *slots, uint64_t record,
    const mr_json_key *_Nonnull *_Nonnull key, int32_t *ending);

#pragma clang assume_nonnull end

#endif
