/// Records of one file that are sent together.
package struct PackedMessage: Sendable, Equatable {
  /// UTF-8, without characters that SQS refuses.
  package var body: [UInt8]
  /// Which of the file's records is the first, counted from 0; bad and dropped ones count.
  package var firstRecord: Int
  /// Records in the body.
  package var recordCount: Int
  /// The text of the group that the records share; nil where none is asked for.
  package var group: String?
  /// Where to go on once this message, and all that came before it, is settled.
  package var nextPosition: PackingPosition
}
