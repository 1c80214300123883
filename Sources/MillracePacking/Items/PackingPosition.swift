/// A place between two records of a file from which packing can go on, as though it had come there from the beginning.
package struct PackingPosition: Sendable, Equatable {
  /// What the file is read as from here on.
  enum Reading: String, Sendable {
    /// Not known yet: the beginning of the file.
    case start
    case lines
    /// Values one after the other.
    case values
    /// Behind the opening bracket of an array.
    case firstElement
    /// Behind a comma in an array.
    case element
    /// Behind an element of an array.
    case comma
    /// Behind an array.
    case trailer
    /// Nothing is looked at any more.
    case end
    /// Rows; these are counted from the file's beginning.
    case rows

    /// What it is behind the next record.
    var behindRecord: Reading { self == .element || self == .firstElement ? .comma : self }
  }

  /// Records before this place.
  package var record: Int
  /// The byte of the uncompressed file from which bytes are wanted.
  package var byteOffset: Int64
  /// Line feeds before that byte.
  var line: Int
  var reading: Reading

  /// The beginning of a file.
  package static let start = PackingPosition(record: 0, byteOffset: 0, line: 0, reading: .start)
}

extension PackingPosition {
  /// The position as text, for a checkpoint.
  package var text: String { "\(record) \(byteOffset) \(line) \(reading.rawValue)" }

  /// Reads what `text` gives; nil where it is something else.
  package init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 4, let record = Int(parts[0]), let byteOffset = Int64(parts[1]), let line = Int(parts[2]),
      let reading = Reading(rawValue: String(parts[3])), record >= 0, byteOffset >= 0, line >= 0
    else { return nil }
    self.init(record: record, byteOffset: byteOffset, line: line, reading: reading)
  }
}
