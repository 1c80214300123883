/// A record that is larger than a message may be.
package struct PackedRecord: Sendable, Equatable {
  /// Which of the file's records it is, counted from 0.
  package var ordinal: Int
  /// From 1.
  package var line: Int
  /// Where the record begins in the uncompressed file.
  package var byteOffset: Int64
  /// What the transform has made of it.
  package var bytes: [UInt8]
  package var group: String?
  /// Where to go on once this record, and all that came before it, is settled.
  package var nextPosition: PackingPosition
}
