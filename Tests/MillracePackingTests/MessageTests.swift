import MillraceJSON
import MillracePacking
import Testing

/// How records become messages.
@Suite struct MessageTests {
  @Test(arguments: [(20, [2, 1]), (23, [3]), (22, [2, 1]), (15, [2, 1]), (14, [1, 1, 1]), (7, [1, 1, 1])])
  func linesFillAMessageToTheByte(limit: Int, counts: [Int]) {
    let items = Packing { $0.maximumMessageBytes = limit }.items("{\"a\":1}\n{\"a\":2}\n{\"a\":3}")
    #expect(items.messages.map(\.recordCount) == counts)
    #expect(items.messages.allSatisfy { $0.body.count <= limit })
  }

  @Test(arguments: [(25, [3]), (24, [2, 1]), (17, [2, 1]), (16, [1, 1, 1]), (9, [1, 1, 1])])
  func arraysFillAMessageToTheByte(limit: Int, counts: [Int]) {
    let packing = Packing {
      $0.maximumMessageBytes = limit
      $0.layout = .array
    }
    let messages = packing.items("{\"a\":1}\n{\"a\":2}\n{\"a\":3}").messages
    #expect(messages.map(\.recordCount) == counts)
    #expect(messages.map(\.firstRecord) == counts.indices.map { counts[..<$0].reduce(0, +) })
    #expect(messages.allSatisfy { $0.body.count <= limit && $0.body.first == 0x5B && $0.body.last == 0x5D })
  }

  @Test func singleLayoutSendsEachRecordByItself() {
    let packing = Packing { $0.layout = .single }
    #expect(packing.bodies("[1,{\"a\": 2},\"x\"]") == ["1", "{\"a\": 2}", "\"x\""])
  }

  @Test(arguments: MessageLayout.allCases)
  func recordsTooLargeComeInTheirPlace(layout: MessageLayout) {
    let packing = Packing {
      $0.layout = layout
      $0.maximumMessageBytes = 30
    }
    let large = "\"" + String(repeating: "x", count: 40) + "\""
    let items = packing.items("1\n2\n\(large)\n3")
    #expect(items.oversized.map(\.bytes) == [Array(large.utf8)])
    #expect(items.oversized.map(\.ordinal) == [2])
    #expect(items.oversized.map(\.line) == [3])
    #expect(items.oversized.map(\.byteOffset) == [4])
    #expect(items.messages.map(\.recordCount) == (layout == .single ? [1, 1, 1] : [2, 1]))
    guard case .message(let last) = items.last else { return #expect(Bool(false)) }
    #expect(last.firstRecord == 3)
  }

  @Test func recordThatJustFitsIsNotTooLarge() {
    for (layout, limit) in [(MessageLayout.ndjson, 7), (.single, 7), (.array, 9)] {
      let packing = Packing {
        $0.layout = layout
        $0.maximumMessageBytes = limit
      }
      #expect(packing.items("{\"a\":1}").oversized.isEmpty)
      var smaller = packing
      smaller.options.maximumMessageBytes = limit - 1
      #expect(smaller.items("{\"a\":1}").oversized.count == 1)
    }
  }

  @Test func recordsOfATextOfManyLinesAreOneLineEach() {
    #expect(Packing().bodies("[{\n  \"a\": [1,\n 2]\n}, {\"b\": \"x y\"}]") == ["{\"a\":[1,2]}\n{\"b\": \"x y\"}"])
  }

  @Test func transformSelectsAndDrops() throws {
    let steps: [RecordTransform.Step] = try [.keep(JMESPath("a > `1`")), .select(JMESPath("{x: a, y: b.c}"))]
    let packing = Packing { $0.transform = RecordTransform(steps) }
    let items = packing.items("{\"a\":1}\n{\"a\":2,\"b\":{\"c\":[1]}}\n{\"a\":3}\n")
    #expect(
      items.messages.map { String(decoding: $0.body, as: UTF8.self) } == ["{\"x\":2,\"y\":[1]}\n{\"x\":3,\"y\":null}"])
    #expect(items.messages.map(\.firstRecord) == [1])
  }

  @Test func recordsThatTheTransformFailsAtAreBad() throws {
    let steps: [RecordTransform.Step] = try [.select(JMESPath("length(a)"))]
    let packing = Packing { $0.transform = RecordTransform(steps) }
    let items = packing.items("{\"a\":\"xyz\"}\n{\"a\":2}\n{\"a\":[]}\n")
    #expect(items.messages.map { String(decoding: $0.body, as: UTF8.self) } == ["3\n0"])
    #expect(items.badRecords.map(\.bytes) == [Array("{\"a\":2}".utf8)])
    #expect(items.badRecords.map(\.line) == [2])
  }

  @Test func groupsAreNotMixed() throws {
    let group = try JMESPath("k")
    let packing = Packing { $0.group = group }
    let items = packing.items(
      "{\"k\":\"é\"}\n{\"k\":\"e\\n\"}\n{\"k\":1}\n{\"k\":1,\"n\":2}\n{\"k\":null}\n{\"k\":\"1\"}")
    #expect(items.messages.map(\.group) == ["é", "e\n", "1", "1"])
    #expect(items.messages.map(\.recordCount) == [1, 1, 2, 1])
    #expect(items.badRecords.map(\.ordinal) == [4])
    #expect(items.badRecords.first?.reason.contains("group") == true)
  }

  @Test(arguments: ["\u{FFFE}", "\u{FFFF}", "aaaaaaaaaaaaaaaaaaaaaaaa\u{FFFF}\u{FFFE}b"])
  func charactersThatSQSRefusesAreEscapedOrBad(text: String) throws {
    let record = "{\"a\":\"\(text)\"}"
    let body = try #require(Packing().bodies(record).first)
    #expect(body.utf8.allSatisfy { $0 < 0x80 })
    #expect(try JSONValue(parsing: body) == JSONValue(parsing: record))
    let items = Packing { $0.forbidden = .quarantine }.items(record)
    #expect(items.messages.isEmpty)
    #expect(items.badRecords.map(\.bytes) == [Array(record.utf8)])
  }

  @Test func charactersThatSQSAllowsStay() {
    let record = "{\"a\":\"\u{7F}\u{80}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{1FFFF}\u{10FFFF}！\t\\u0000\"}"
      .replacing("\t", with: "\\t")
    #expect(Packing { $0.forbidden = .quarantine }.bodies(record) == [record])
  }

  @Test func escapesCountTowardsTheSize() {
    let packing = Packing { $0.maximumMessageBytes = 24 }
    // Six bytes for three: two records of 12 and a line feed are one too many.
    #expect(packing.items("\"\u{FFFF}abcd\"\n\"\u{FFFF}abcd\"").messages.map(\.recordCount) == [1, 1])
    #expect(packing.items("\"\u{FFFF}abc\"\n\"\u{FFFF}abcd\"").messages.map(\.recordCount) == [2])
  }
}
