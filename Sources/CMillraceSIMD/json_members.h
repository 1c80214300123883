// The loop of `mr_json_pass_members`, included once for each set of instructions, with
//   MEMBERS          the name of the function,
//   LEADS_DIFFER     whether the first 32 bytes at `p` are not those of the key,
//   STRING_STOP      what `mr_string_stop` gives.

static const uint8_t *_Nonnull MEMBERS(
    mr_json_guesses *_Nonnull guesses, const uint8_t *_Nonnull p, mr_json_slot *_Nonnull slots, uint64_t record,
    const mr_json_key *_Nonnull *_Nonnull last, int32_t *_Nonnull ending) {
  const mr_json_key *key = *last;
  const uint8_t *base = guesses->base;
  uint32_t comma = next_guess(guesses, guesses->next, p);
  for (;;) {
    const mr_json_key *next = key->next;
    if (__builtin_expect(LEADS_DIFFER(p, next), 0)) {
      next = key->other_next;
      if (LEADS_DIFFER(p, next)) {
        *ending = MR_JSON_AT_KEY;
        break;
      }
    }
    key = next;
    p += key->lead_count;
    const uint8_t *guess = base + guesses->commas[comma];
    const uint8_t *end;
    unsigned kind;
    if (*p == '"') {
      end = STRING_STOP(p + 1);
      if (__builtin_expect(*end != '"', 0)) end = (const uint8_t *)0;
      else end++;
      kind = MR_JSON_STRING;
    } else if (*p <= '9') {
      end = number_end(p, guess, &kind);
    } else {
      end = literal_end(p, &kind);
    }
    if (__builtin_expect(end == (const uint8_t *)0, 0)) {
      *ending = MR_JSON_AT_VALUE;
      break;
    }
    if (key->slot >= 0) {
      mr_json_slot *slot = slots + key->slot;
      if (__builtin_expect(slot->record == record, 0)) {
        *ending = MR_JSON_AT_VALUE;
        break;
      }
      slot->start = p;
      slot->end = end;
      slot->record = record;
      slot->kind = (uint8_t)kind;
    }
    if (*end != ',') {
      *ending = MR_JSON_BEHIND_VALUE;
      p = end;
      break;
    }
    if (__builtin_expect(end == guess, 1)) {
      // They are the same, but what follows must not wait for the end: this hides from the compiler where the guess came from.
      __asm__("" : "+r"(guess));
      p = guess + 1;
      comma++;
    } else {
      p = end + 1;
      comma = next_guess(guesses, comma, p);
    }
  }
  guesses->next = comma;
  *last = key;
  return p;
}
