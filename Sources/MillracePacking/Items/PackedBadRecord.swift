/// A record that cannot be sent.
package struct PackedBadRecord: Sendable, Equatable {
  /// Longer records are cut to this many bytes.
  package static let maximumBytes = 1 << 20

  /// Which of the file's records it is, counted from 0.
  package var ordinal: Int
  /// From 1.
  package var line: Int
  /// Where the record begins in the uncompressed file.
  package var byteOffset: Int64
  /// Where in the record the reason shows.
  package var errorOffset: Int
  package var reason: String
  /// As it stands in the file, without the line's end; of very long ones the beginning.
  package var bytes: [UInt8]
  package var isCut: Bool
  /// Whether nothing behind it could be read: a JSON text that is broken here.
  package var endsFile: Bool
}
