// Cutting CSV into records and fields.

#ifndef MILLRACE_CSV_H
#define MILLRACE_CSV_H

#include "millrace_platform.h"

#pragma clang assume_nonnull begin

/// Bytes that have a meaning in a file.
typedef struct {
  uint8_t delimiter;
  /// Whether fields may be in quotes at all.
  bool has_quote;
  uint8_t quote;
  /// Within quotes, takes the meaning from the byte behind it. The quote itself where a doubled quote is the only escape.
  uint8_t escape;
} mr_csv_dialect;

/// Where in a record the next byte stands.
enum {
  MR_CSV_FIELD_START,
  MR_CSV_UNQUOTED,
  MR_CSV_QUOTED,
  /// Behind a quote within quotes: it closes the field, or is the first of two that stand for one.
  MR_CSV_QUOTE,
  /// Behind an escape within quotes.
  MR_CSV_ESCAPE,
};

/// What is known at a place in a file. All zero at the start of a record.
typedef struct {
  uint8_t place;
  /// The record has text behind a closing quote.
  bool is_bad;
  /// The open field has doubled quotes or escapes.
  bool has_escapes;
  /// Line ends so far, those within quotes included: CR LF, LF or CR.
  uint64_t lines;
} mr_csv_state;

/// Set in the end of a field that has doubled quotes or escapes.
#define MR_CSV_ESCAPES 0x80000000u
/// Set in the end of a record that has text behind a closing quote.
#define MR_CSV_BAD 0x80000000u

/// Ends that an index must have room for behind those that can be found: they are written 16 at a time.
#define MR_CSV_SLACK 16

/// The fields and records that have been found.
typedef struct {
  /// Where each field ends, from the base: the place of the delimiter, LF or lone CR. A CR before that LF belongs to the end.
  uint32_t *ends;
  size_t end_count;
  /// For each record that has ended, how many `ends` belong to it and all before it.
  uint32_t *records;
  size_t record_count;
} mr_csv_index;

/// Goes on from `from` to `to` and adds what it finds to the index, which has room for `to - from` more of both kinds and for
/// `MR_CSV_SLACK` more ends.
/// 64 bytes past `to` must be readable; the one at `to` must be the next one of the file, or anything but LF.
void mr_csv_scan(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index);

/// The same by plain C, for the neighbourhood of quotes that RFC 4180 does not know, for escapes, and for processors without
/// vectors.
void mr_csv_scan_scalar(
    const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *base, size_t from, size_t to,
    mr_csv_index *index);

/// Goes on over `n` bytes, under the same conditions. The place behind the last record that ends in them; 0 where none does.
size_t mr_csv_last_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n);

/// Goes on to the end of the open record and returns the place behind it; 0 where it does not end in the `n` bytes.
size_t mr_csv_record_end(const mr_csv_dialect *dialect, mr_csv_state *state, const uint8_t *p, size_t n);

/// Writes the text of a field with doubled quotes to `out`, which may be `source`, and returns its length: of quotes in a row, every
/// second one is dropped. Reads and writes no more than `n` bytes.
size_t mr_csv_undouble(const uint8_t *source, size_t n, uint8_t quote, uint8_t *out);

#pragma clang assume_nonnull end

#endif
