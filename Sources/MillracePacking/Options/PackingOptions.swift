package import MillraceJSON

/// Everything that decides which messages a file gives, and the limits that packing keeps to.
package struct PackingOptions: Sendable {
  package var format = PackingFormat.auto
  /// What is removed before and between records.
  package var junk = JunkRules.default
  /// What each record becomes, and which records are dropped.
  package var transform = RecordTransform([])
  package var layout = MessageLayout.ndjson
  /// The most bytes that a message's body may have. What attributes take is the caller's to subtract.
  package var maximumMessageBytes = 1 << 20
  /// Longer records are bad records. Together with a message it is what a packer needs of memory at most.
  package var maximumRecordBytes = 64 << 20
  /// Objects and arrays may nest this deep within a record.
  package var maximumDepth = 512
  package var forbidden = ForbiddenCharacters.escape
  /// What a record's group is, from the record as it stands in the file. Nil: messages have no group.
  package var group: JMESPath?

  package init() {}
}
