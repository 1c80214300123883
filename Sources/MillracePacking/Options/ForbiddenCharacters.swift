/// What becomes of records with characters that SQS refuses in a body: U+FFFE and U+FFFF. (It refuses most control characters and lone
/// surrogates, too, but these JSON does not allow in the first place.)
///
/// Source: `SendMessage` in the SQS API reference.
package enum ForbiddenCharacters: String, Sendable, CaseIterable {
  /// They are written as `\ufffe` and `\uffff`, which a JSON parser reads as the same text.
  case escape
  /// The record is a bad one.
  case quarantine
}
