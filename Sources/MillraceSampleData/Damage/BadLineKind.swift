/// Ways in which a line can be bad. None of them holds a line feed, so each is one line.
package enum BadLineKind: String, Sendable, CaseIterable {
  /// The record stops in its middle, as after a crash of its writer.
  case truncated
  /// A line of a log, with no record in it.
  case plainText
  /// A byte that UTF-8 has no use for, inside a string.
  case invalidUTF8
  /// A raw control character (U+0001) inside a string.
  case controlCharacter
  /// No comma after the first member.
  case missingComma
  /// `\x` inside a string.
  case badEscape
  /// `NaN`, which JSON has no number for.
  case notANumber
  /// More text after the record's end.
  case trailingText
  /// CSV: a field less than the header has.
  case missingField
  /// CSV: a field more than the header has.
  case extraField

  static func kinds(of format: SampleFormat) -> [BadLineKind] {
    switch format {
    case .ndjson, .json:
      [
        .truncated, .plainText, .invalidUTF8, .controlCharacter, .missingComma, .badEscape, .notANumber,
        .trailingText,
      ]
    case .csv: [.plainText, .invalidUTF8, .missingField, .extraField]
    }
  }
}
