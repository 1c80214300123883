internal import CMillraceSIMD
internal import MillraceJSON

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Unsafe pointers here: records stand in padded buffers.

/// From records to messages.
extension RecordPacker {
  /// A record as it stands in the file, and what follows it.
  struct Source {
    /// Its first byte.
    var start: UnsafePointer<UInt8>
    /// Behind its last byte.
    var end: UnsafePointer<UInt8>
    /// Where reading goes on.
    var next: UnsafePointer<UInt8>
    /// Line feeds before `next`.
    var nextLine: Int
  }

  /// Takes in what the transform has appended to the message from `begin` on. Before `mark` are the records that are in already.
  mutating func keep(_ source: Source, mark: Int, begin: Int) {
    if mayHoldNoncharacters && !checkCharacters(source, mark, begin) { return }
    var isSameGroup = true
    if isGrouped {
      guard let same = joinsGroup(source, mark) else { return }
      isSameGroup = same
    }
    if message.area.count + message.suffix > options.maximumMessageBytes || !isSameGroup || message.layout == .single {
      startMessage(source, mark, begin)
      if message.area.count == 0 { return }
    }
    if message.recordCount == 0 { message.firstRecord = ordinal }
    message.recordCount += 1
    ordinal += 1
  }

  /// Gives out what is before the record, which then begins a message of its own, or is given out by itself.
  private mutating func startMessage(_ source: Source, _ mark: Int, _ begin: Int) {
    closeMessage(mark, nextPosition: position)
    message.restart(at: begin)
    if isGrouped, let text = grouping?.text { message.group = Array(text) }
    let isTooLarge = message.area.count + message.suffix > options.maximumMessageBytes
    guard isTooLarge || message.layout == .single else { return }
    let behind = behind(source)
    if isTooLarge {
      items.append(.oversize(oversize(source, behind)))
    } else {
      (message.firstRecord, message.recordCount) = (ordinal, 1)
      closeMessage(message.area.count, nextPosition: behind)
    }
    message.recordCount = 0
    message.area.count = 0
    ordinal += 1
  }

  private func behind(_ source: Source) -> PackingPosition {
    if reading == .rows { return PackingPosition(record: ordinal + 1, byteOffset: 0, line: 0, reading: .rows) }
    return PackingPosition(
      record: ordinal + 1, byteOffset: buffer.fileOffset(source.next), line: source.nextLine,
      reading: reading.behindRecord)
  }

  private func oversize(_ source: Source, _ behind: PackingPosition) -> PackedRecord {
    PackedRecord(
      ordinal: ordinal, line: lineNumber(source.start), byteOffset: byteOffset(source.start),
      bytes: Array(message.area.bytes[message.prefix...]), group: groupName, nextPosition: behind)
  }

  private var groupName: String? { isGrouped ? RecordGrouping.name(message.group) : nil }

  /// Gives out the message that the first `count` bytes make, if there is a record in it.
  mutating func closeMessage(_ count: Int, nextPosition: PackingPosition) {
    guard message.recordCount > 0 else { return }
    items.append(
      .message(
        PackedMessage(
          body: message.body(count), firstRecord: message.firstRecord, recordCount: message.recordCount,
          group: groupName, nextPosition: nextPosition)))
    message.recordCount = 0
  }

  /// Whether the record has the group of the message; nil where it has none and is a bad record.
  private mutating func joinsGroup(_ source: Source, _ mark: Int) -> Bool? {
    if let reason = grouping?.find(source.start, allowsNewlines: reading != .lines) {
      message.area.count = mark
      reject(source.start, source.end, errorOffset: 0, reason: reason)
      return nil
    }
    guard let text = grouping?.text, let base = text.baseAddress else { return true }
    if message.recordCount == 0 {
      message.group = Array(text)
      return true
    }
    return text.count == message.group.count && memcmp(base, message.group, text.count) == 0
  }

  /// Looks for what SQS refuses, and escapes it; false where the record is a bad one for it.
  private mutating func checkCharacters(_ source: Source, _ mark: Int, _ begin: Int) -> Bool {
    let length = message.area.count - begin
    return mr_noncharacter(message.area.base + begin, length) == nil || mendCharacters(source, mark, begin)
  }

  /// Escapes what SQS refuses; false where the record is a bad one for it.
  private mutating func mendCharacters(_ source: Source, _ mark: Int, _ begin: Int) -> Bool {
    if options.forbidden == .escape {
      let record = Array(message.area.bytes[begin...])
      message.area.count = begin
      message.area.append(Self.escapingNoncharacters(record))
      return true
    }
    message.area.count = mark
    reject(
      source.start, source.end, errorOffset: 0,
      reason: "its text holds U+FFFE or U+FFFF, which SQS refuses; escape them (forbidden: escape), or mend the file")
    return false
  }

  static func escapingNoncharacters(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
        result += bytes[index + 2] == 0xBE ? "\\ufffe".utf8 : "\\uffff".utf8
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
