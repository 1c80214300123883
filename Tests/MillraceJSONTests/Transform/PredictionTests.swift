import CMillraceSIMD
import Testing

@testable import MillraceJSON

/// Records that resemble the ones before are passed over by what those were like. Nothing may be taken for JSON by that which is none.
@Suite("Prediction of records")
struct PredictionTests {
  private static let records = [
    #"{"id":"10a457b9-dcbc-4f37-86da-43173cb513d4","n":619,"f":43.615900,"s":-79.3,"t":true,"f0":false,"z":null,"e":"","a":[],"o":{"x":"y","k":1}}"#,
    #"{"text":"a text of more than sixty-four bytes, which is looked at in more than one step, and then some","a key of more than thirty-two bytes, too":0,"u":"é€😀","l":[{"a":1,"b":"c"},{"a":2,"b":"d"}]}"#,
    #"{ "a" : 1 , "b" : "x" , "c" : { "d" : 0.5 , "e" : [ 1 , "2" , null ] } }"#,
  ]

  @Test(
    "A changed record is judged as the scanner judges it, at the same byte", arguments: 1...6 as ClosedRange<UInt64>)
  func changes(seed: UInt64) throws {
    var random = RandomExpressions(seed: seed)
    for record in Self.records {
      var transformer = RecordTransformer(RecordTransform([.select(try JMESPath("[id, n, c.d, l, text]"))]))
      let bytes = Array(record.utf8)
      var accepted = 0
      for round in 0..<3_000 {
        let changed = round % 3 == 0 ? bytes : Self.changed(bytes, &random)
        let allowsNewlines = seed % 2 == 0
        let end: [UInt8] = [allowsNewlines ? 0 : 0x0A]
        guard let guarded = GuardedBytes(changed + end, padding: JSONScanner.padding - 1) else {
          Issue.record("no memory could be mapped")
          return
        }
        let outcome = Self.judge(guarded.start, &transformer, allowsNewlines)
        #expect(outcome == Self.judge(guarded.start, allowsNewlines), "\(String(decoding: changed, as: UTF8.self))")
        if case .ends = outcome { accepted += 1 }
      }
      #expect(accepted > 1_000 && accepted < 3_000)
    }
  }

  private enum Verdict: Equatable {
    case ends(Int)
    case fails(JSONError.Code, Int)
  }

  private static func judge(
    _ start: UnsafePointer<UInt8>, _ transformer: inout RecordTransformer, _ allowsNewlines: Bool
  ) -> Verdict {
    switch transformer.apply(start, allowsNewlines: allowsNewlines, into: ByteArea()) {
    case .kept(let end), .dropped(let end), .failed(let end, _): .ends(end - start)
    case .malformed(let code, let position): .fails(code, position - start)
    }
  }

  private static func judge(_ start: UnsafePointer<UInt8>, _ allowsNewlines: Bool) -> Verdict {
    var scanner = JSONScanner(allowsNewlines: allowsNewlines, maximumDepth: 512)
    var kind = JSONKind.null
    if let end = scanner.scanValue(scanner.skipSpace(start), kind: &kind) { return .ends(end - start) }
    return .fails(scanner.failure?.code ?? .tooLong, (scanner.failure?.position ?? start) - start)
  }

  /// One to three changes: what records differ by, and what is wrong with them.
  private static func changed(_ bytes: [UInt8], _ random: inout RandomExpressions) -> [UInt8] {
    let parts = [
      "\"", "\\", ",", ":", "{", "}", "[", "]", "0", "01", "-", ".", "e5", "1.", "null", "nul", "\u{1}", "\n", " ",
      "\t",
      "\\\"", "\\u00e9", "\\ud800", "123456789012345678", "\"x\":", "ü", "tru", "\u{0}",
    ]
    var bytes = bytes
    for _ in 0...random.below(3) {
      let place = random.below(bytes.count)
      let length = min(random.below(4), bytes.count - place)
      bytes.replaceSubrange(
        place..<place + length, with: (random.below(3) == 0 ? "" : parts[random.below(parts.count)]).utf8)
      if bytes.isEmpty { bytes = [0x7B] }
    }
    return bytes
  }

  @Test("Bytes behind a wrong guess are not taken for what was expected there")
  func staleExpectations() throws {
    var transformer = RecordTransformer(RecordTransform([.select(try JMESPath("b"))]))
    let lines = #"{"a":"x","b":1}"# + "\n" + #"{"a":"y,,,","b":2}"# + "\n" + #"{"a":"\",\"","b":3}"# + "\n"
    let others = #"{"a":"abc,d","b":4,"c":[1,2,3]}"# + "\n" + #"{"b":5,"a":",,,,,,,"}"# + "\n\n\n\n\n\n\n"
    let area = ByteArea()
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    defer { memory.deallocate() }
    memory.initialize(repeating: 0x0A, count: 256)
    for text in [lines, others, lines] {
      for (index, byte) in text.utf8.enumerated() { memory[index] = byte }
      // What is said of the first text holds for none of the others.
      let start = UnsafePointer(memory)
      if area.count == 0 { transformer.expect(start..<start + text.utf8.count) }
      var p = start
      while p.pointee == 0x7B {
        guard case .kept(let end) = transformer.apply(p, allowsNewlines: false, into: area) else { break }
        p = end + 1
      }
    }
    #expect(String(decoding: area.bytes, as: UTF8.self) == "12345123")
  }

  @Test("All processors pass over the same members")
  func widths() {
    let record = Array(Self.records[0].utf8) + [UInt8](repeating: 0x0A, count: JSONScanner.padding)
    for cut in 0..<record.count - JSONScanner.padding {
      var changed = record
      changed[cut] = 0x0A
      #expect(Self.members(changed, mr_json_pass_members) == Self.members(changed, mr_json_pass_members_baseline))
    }
  }

  private typealias Pass = (
    UnsafeMutablePointer<mr_json_guesses>, UnsafePointer<UInt8>, UnsafeMutablePointer<mr_json_slot>, UInt64,
    UnsafeMutablePointer<UnsafePointer<mr_json_key>>, UnsafeMutablePointer<Int32>
  ) -> UnsafePointer<UInt8>

  /// How far members are passed over that are known from the record as it was, and how that ended.
  private static func members(_ bytes: [UInt8], _ pass: Pass) -> [Int] {
    var table = PathTable(wanted: [])
    defer { table.free() }
    for (index, name) in ["id", "n", "f", "s", "t", "f0", "z", "e", "a"].enumerated() {
      _ = (Array(name.utf8) + [UInt8](repeating: 0, count: 16)).withUnsafeBufferPointer {
        $0.baseAddress.map { table.learn($0, name.utf8.count) }
      }
      table.keys[index].next = UnsafePointer(table.keys + index + 1)
    }
    let tree = PathTree()
    let memory = PathMemory(tree)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return [] }
      mr_json_guess(start, 0x0A, buffer.count - JSONScanner.padding, memory.guesses)
      var key = UnsafePointer(table.keys)
      var ending: Int32 = -1
      let end = pass(memory.guesses, start + 1, memory.slots, 1, &key, &ending)
      return [end - start, key - UnsafePointer(table.keys), Int(ending)]
    }
  }
}
