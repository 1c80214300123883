/// One record that could not be converted.
package struct BadRecord: Sendable, Equatable {
  /// Longer records are cut to this many bytes when they are reported.
  package static let maximumBytes = 1 << 20

  /// Index of the input.
  package var input: Int
  /// From 1.
  package var line: Int
  /// Where the record begins in the uncompressed input.
  package var byteOffset: Int64
  /// Where in the record the reason shows.
  package var errorOffset: Int
  package var reason: String
  /// The record itself, without the line feed; of very long ones the beginning.
  package var bytes: [UInt8]
  package var isCut: Bool

  package init(
    input: Int, line: Int, byteOffset: Int64, errorOffset: Int, reason: String, bytes: [UInt8], isCut: Bool = false
  ) {
    self.input = input
    self.line = line
    self.byteOffset = byteOffset
    self.errorOffset = errorOffset
    self.reason = reason
    self.bytes = bytes
    self.isCut = isCut
  }
}
