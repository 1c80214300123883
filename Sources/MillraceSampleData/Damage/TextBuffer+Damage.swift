extension TextBuffer {
  /// Damages the record that begins at `start` and ends the buffer.
  ///
  /// The records of both forms begin with the event's UUID (`{"event_id":"…",` in JSON, at once in CSV), which gives
  /// every kind of damage a known place.
  mutating func damage(recordFrom start: Int, as kind: BadLineKind, in format: SampleFormat) {
    let quoted = start + (format == .csv ? 0 : 13)
    switch kind {
    case .truncated: bytes.removeSubrange((start + (count - start) / 2)...)
    case .plainText: replace(from: start, with: "ERROR connection reset by peer, 3 events were not written")
    case .invalidUTF8: bytes[quoted + 4] = 0xFF
    case .controlCharacter: bytes[quoted + 4] = 0x01
    case .badEscape:
      bytes[quoted + 4] = UInt8(ascii: "\\")
      bytes[quoted + 5] = UInt8(ascii: "x")
    case .missingComma: bytes[quoted + 37] = UInt8(ascii: " ")
    case .notANumber:
      bytes.removeLast()
      append(",\"score\":NaN}")
    case .trailingText: append(" }")
    case .missingField: bytes.removeSubrange(start..<start + 37)
    case .extraField: append(",surplus")
    }
  }

  private mutating func replace(from start: Int, with text: StaticString) {
    bytes.removeSubrange(start...)
    append(text)
  }
}
