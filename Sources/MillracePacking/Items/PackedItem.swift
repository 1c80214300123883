/// What packing a file gives, in the order of the file.
package enum PackedItem: Sendable, Equatable {
  case message(PackedMessage)
  /// No JSON, or no record that the transform can take. Comes before the message that is being filled at that time.
  case bad(PackedBadRecord)
  /// Too large for any message. The messages before it come first.
  case oversize(PackedRecord)
}
