import MillraceCompression
import MillraceJSON
import MillracePacking
import Testing

/// What holds for any file.
@Suite struct PackingPropertyTests {
  private static let seeds = Array(UInt64(1)...400)

  @Test(arguments: seeds)
  func piecesDoNotMatter(seed: UInt64) {
    let file = RandomFile(seed: seed)
    let packing = Packing { $0 = file.options }
    let whole = packing.items(file.bytes)
    for pieces in [[1], [2, 3], [17], [1, 64, 5], [100]] {
      #expect(packing.items(file.bytes, pieces: pieces) == whole)
    }
  }

  @Test(arguments: seeds)
  func packingGoesOnFromEveryPosition(seed: UInt64) throws {
    let file = RandomFile(seed: seed)
    let packing = Packing { $0 = file.options }
    let whole = packing.items(file.bytes)
    for (index, item) in whole.enumerated() {
      guard let next = item.nextPosition else { continue }
      let position = try #require(PackingPosition(next.text))
      #expect(position == next)
      #expect(packing.items(file.bytes, pieces: [5, 1000], from: position) == Array(whole[(index + 1)...]))
    }
  }

  @Test(arguments: seeds)
  func everyRecordIsInOnePlace(seed: UInt64) throws {
    let file = RandomFile(seed: seed)
    let items = Packing { $0 = file.options }.items(file.bytes)
    var values: [(ordinal: Int, value: JSONValue)] = []
    for item in items {
      switch item {
      case .message(let message):
        #expect(message.body.count <= file.options.maximumMessageBytes)
        let records = try Self.records(message.body, file.options.layout)
        #expect(records.count == message.recordCount)
        values += records.map { (message.firstRecord, $0) }
      case .oversize(let record):
        #expect(record.bytes.count + (file.options.layout == .array ? 2 : 0) > file.options.maximumMessageBytes)
        values.append((record.ordinal, try JSONValue(parsing: record.bytes)))
      case .bad: break
      }
    }
    #expect(values.map(\.value) == file.records)
    #expect(values.map(\.ordinal) == values.map(\.ordinal).sorted())
    #expect(items.badRecords.count == file.badCount)
    #expect(Set(items.badRecords.map(\.ordinal)).count == file.badCount)
  }

  private static func records(_ body: [UInt8], _ layout: MessageLayout) throws -> [JSONValue] {
    switch layout {
    case .single: [try JSONValue(parsing: body)]
    case .array: try #require(try JSONValue(parsing: body).elements)
    case .ndjson: try body.split(separator: 0x0A).map { try JSONValue(parsing: $0) }
    }
  }

  @Test func largeFilesMoveThroughTheBuffer() throws {
    let line = "{\"id\":1234567,\"text\":\"" + String(repeating: "word ", count: 100) + "\"}"
    let text = String(repeating: line + "\n", count: 5_000)
    let array = "[" + String(repeating: line + ",\n", count: 4_999) + line + "]"
    for file in [text, array] {
      let packing = Packing { $0.maximumMessageBytes = 100_000 }
      let whole = packing.items(file)
      #expect(whole.messages.map(\.recordCount).reduce(0, +) == 5_000)
      #expect(whole.badRecords.isEmpty)
      #expect(packing.items(Array(file.utf8), pieces: [64 << 10, 1, 300_000]) == whole)
      let middle = try #require(whole[10].nextPosition)
      #expect(packing.items(Array(file.utf8), pieces: [100_000], from: middle) == Array(whole[11...]))
      let packer = FilePacker(packing.options, startingAt: middle)
      var rest: [PackedItem] = []
      try packer.add(contentsOf: MemorySource(Array(file.utf8), name: "file")) { rest.append($0) }
      #expect(rest == Array(whole[11...]))
    }
  }
}

extension PackedItem {
  var nextPosition: PackingPosition? {
    switch self {
    case .message(let message): message.nextPosition
    case .oversize(let record): record.nextPosition
    case .bad: nil
    }
  }
}
