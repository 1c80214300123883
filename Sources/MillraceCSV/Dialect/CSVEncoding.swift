/// How characters are bytes in a file.
package enum CSVEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte-order mark. A file that begins with the mark of UTF-16 is taken for that, since it
  /// cannot be UTF-8.
  case utf8 = "utf-8"
  /// ISO 8859-1: every byte is a character.
  case latin1 = "latin-1"
  /// UTF-16 in the order that its byte-order mark tells; little-endian where there is none.
  case utf16 = "utf-16"
}
