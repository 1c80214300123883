import MillraceJSON
import MillracePacking

/// A random file, and what must hold for what it is packed into.
struct PackedFile {
  private let bytes: [UInt8]
  private let options: PackingOptions
  /// The records that must come out, where the file is not damaged.
  private let expected: [JSONValue]?
  /// Whether each record must be in one place: no step drops any.
  private let dropsNone: Bool
  private var random: SeededGenerator

  private static let selections = ["@", "{a: k, b: k.k0}", "[k, k1, k.k0.k1]", "k || `0`", "{n: type(@), k: k}"]
  private static let conditions = ["k", "k.k0", "k > `10`", "!k"]

  init(seed: UInt64) {
    let file = RandomFile(seed: seed)
    random = SeededGenerator(seed: ~seed)
    var options = file.options
    var steps: [RecordTransform.Step] = []
    let condition = Int.random(in: 0..<4, using: &random) == 0 ? Self.conditions.randomElement(using: &random) : nil
    if let condition, let parsed = try? JMESPath(condition) { steps.append(.keep(parsed)) }
    let selection = Bool.random(using: &random) ? Self.selections.randomElement(using: &random) : nil
    if let selection, let parsed = try? JMESPath(selection) { steps.append(.select(parsed)) }
    options.transform = RecordTransform(steps)
    if Int.random(in: 0..<5, using: &random) == 0 { options.group = try? JMESPath("k.k0 || 'none'") }
    let isDamaged = Bool.random(using: &random)
    bytes = isDamaged ? Self.damaged(file.bytes, &random) : file.bytes
    // What is longer than a record may be is a bad one.
    let isLong = file.bytes.count > options.maximumRecordBytes
    expected = isDamaged || isLong || !steps.isEmpty || options.group != nil ? nil : file.records
    dropsNone = condition == nil
    self.options = options
  }

  /// Bytes taken out, put in and written over here and there.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    let tokens = ["\"", "\\", ",", "{", "}", "[", "]", "\n", "/*", "*/", "//", "\u{FFFF}", "1", " ", "\r\n"].map {
      Array($0.utf8)
    }
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...5, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(place + Int.random(in: 0...3, using: &random), bytes.count)
      let token = tokens.randomElement(using: &random) ?? []
      bytes.replaceSubrange(
        place..<end, with: Bool.random(using: &random) ? token : [UInt8.random(in: 0...255, using: &random)])
    }
    return bytes
  }

  /// What is wrong; nil if nothing is.
  mutating func fault(_ counts: inout Counts) -> String? {
    let whole = items(pieces: [1 << 30])
    var lengths: [Int] = []
    for _ in 0..<4 { lengths.append(Int.random(in: 1...300, using: &random)) }
    if items(pieces: lengths) != whole { return "pieces of \(lengths) bytes make a difference" }
    if items(pieces: [1 << 30]) != whole { return "the same file gives something else the second time" }
    if let fault = resumingFault(whole) { return fault }
    var places: [Range<Int>] = []
    var values: [JSONValue] = []
    for item in whole {
      if let fault = fault(of: item, &places, &values, &counts) { return fault }
    }
    places.sort { $0.lowerBound < $1.lowerBound }
    for (place, next) in zip(places, places.dropFirst()) {
      if dropsNone ? next.lowerBound != place.upperBound : next.lowerBound < place.upperBound {
        return "records \(place) are followed by \(next)"
      }
    }
    if dropsNone, let first = places.first, first.lowerBound != 0 { return "record 0 is nowhere" }
    if let expected, values != expected {
      let place = zip(values, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(values.count, expected.count)
      return "other records come out (\(values.count)) than went in (\(expected.count)), from record \(place) on:\n"
        + "\(values.dropFirst(place).first.map { "\($0)" } ?? "none")\n"
        + "\(expected.dropFirst(place).first.map { "\($0)" } ?? "none")\n\(options)"
    }
    return nil
  }

  private func items(pieces: [Int], from position: PackingPosition = .start) -> [PackedItem] {
    let packer = FilePacker(options, startingAt: position)
    var items: [PackedItem] = []
    let rest = Array(bytes.dropFirst(Int(position.byteOffset)))
    var taken = 0
    var piece = 0
    rest.withUnsafeBytes { buffer in
      repeat {
        let count = min(pieces[piece % pieces.count], buffer.count - taken)
        let part = UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count])
        (taken, piece) = (taken + count, piece + 1)
        packer.add(part, isLast: taken == buffer.count) { items.append($0) }
      } while taken < buffer.count
    }
    return items
  }

  /// Going on behind an item gives what came behind it.
  private mutating func resumingFault(_ whole: [PackedItem]) -> String? {
    guard let index = whole.indices.randomElement(using: &random) else { return nil }
    let position: PackingPosition
    switch whole[index] {
    case .message(let message): position = message.nextPosition
    case .oversize(let record): position = record.nextPosition
    case .bad: return nil
    }
    let rest = items(pieces: [Int.random(in: 1...500, using: &random)], from: position)
    return rest == Array(whole[(index + 1)...]) ? nil : "going on at \(position.text) gives something else"
  }

  /// Notes which records are in an item, and their values.
  private func fault(
    of item: PackedItem, _ places: inout [Range<Int>], _ values: inout [JSONValue], _ counts: inout Counts
  ) -> String? {
    switch item {
    case .bad(let bad):
      counts.bad += 1
      places.append(bad.ordinal..<bad.ordinal + 1)
    case .oversize(let record):
      counts.oversize += 1
      places.append(record.ordinal..<record.ordinal + 1)
      guard let value = try? JSONValue(parsing: record.bytes) else { return "an oversize record is no JSON" }
      values.append(value)
      let length = record.bytes.count + (options.layout == .array ? 2 : 0)
      if length <= options.maximumMessageBytes { return "a record of \(length) bytes is called oversize" }
    case .message(let message):
      counts.messages += 1
      counts.records += message.recordCount
      if message.body.count > options.maximumMessageBytes { return "a message has \(message.body.count) bytes" }
      guard let records = records(message.body), records.count == message.recordCount, !records.isEmpty else {
        return "a message does not hold the \(message.recordCount) records that it claims"
      }
      if message.body.indices.contains(where: { isNoncharacter(message.body, $0) }) {
        return "U+FFFE or U+FFFF is sent"
      }
      values += records
      // Records that are bad or dropped may stand between those of a message.
      if records.count == 1 || !dropsNone { places.append(message.firstRecord..<message.firstRecord + 1) }
      if records.count > 1 && dropsNone { places += holes(message, places) }
    }
    return nil
  }

  /// The places of a message's records: all from its first on that no bad record has, which comes before the message.
  private func holes(_ message: PackedMessage, _ places: [Range<Int>]) -> [Range<Int>] {
    let taken = Set(places.map(\.lowerBound))
    var found: [Range<Int>] = []
    var place = message.firstRecord
    while found.count < message.recordCount {
      if !taken.contains(place) { found.append(place..<place + 1) }
      place += 1
    }
    return found
  }

  private func isNoncharacter(_ body: [UInt8], _ index: Int) -> Bool {
    body[index] == 0xEF && index + 2 < body.count && body[index + 1] == 0xBF && body[index + 2] >= 0xBE
  }

  private func records(_ body: [UInt8]) -> [JSONValue]? {
    switch options.layout {
    case .single: (try? JSONValue(parsing: body)).map { [$0] }
    case .array: try? JSONValue(parsing: body).elements
    case .ndjson: try? body.split(separator: 0x0A).map { try JSONValue(parsing: $0) }
    }
  }
}
