/// Something in a file that is not as the format, or the file's own metadata, says.
package struct ParquetFinding: Sendable, Equatable {
  /// Such as `row group 0, column id, page at byte 4`; empty for the file as a whole.
  package var place: String
  package var message: String
}

extension ParquetFinding: CustomStringConvertible {
  package var description: String {
    place.isEmpty ? message : "\(place): \(message)"
  }
}
