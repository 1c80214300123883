package import MillraceCSV

/// How records stand in a file.
package enum PackingFormat: Sendable, Equatable {
  /// Told from the beginning of the file: NDJSON where the first value ends on its first line, otherwise JSON.
  ///
  /// A file that begins with an array holds the array's elements, unless another value follows the array.
  case auto
  /// The elements of one array, or values one after the other with any white space between them.
  case json
  /// One value a line.
  case ndjson
  /// Rows, as objects with the names in the header; values are strings, or null.
  case csv(CSVDialect)
}
