import MillracePacking
import Testing

/// What is removed before and between records, and what never is.
@Suite struct JunkTests {
  @Test(arguments: [
    "\u{FEFF}{\"a\":1}\n{\"a\":2}",
    "// made by x\n{\"a\":1}\n// half\n{\"a\":2}\n//",
    "# made by x\r\n#\r\n{\"a\":1}\r\n  # half\r\n{\"a\":2}\r\n",
    "/* one */{\"a\":1}\n/* two\n{\"b\":3}\n// **/ {\"a\":2}",
    ")]}'\n{\"a\":1}\n{\"a\":2}",
    ")]}',\n{\"a\":1}\n\n\t\n{\"a\":2}\n\n",
    "\u{FEFF}// a\n/**/ )]}' /* b\n */ {\"a\":1}\n{\"a\":2}",
  ])
  func isRemovedBeforeAndBetweenLines(text: String) {
    for format in [PackingFormat.auto, .ndjson] {
      let packing = Packing { $0.format = format }
      #expect(packing.bodies(text) == ["{\"a\":1}\n{\"a\":2}"])
      #expect(packing.badRecords(text).isEmpty)
    }
  }

  @Test(arguments: [
    "\u{FEFF}[{\"a\":1},\n{\"a\":2}]",
    "// made by x\n# and y\n/* and\n z */ [{\"a\":1},{\"a\":2}] // done\n/* really */",
    ")]}'\n[\n  {\"a\":1},\n  {\"a\":2}\n]\n# done",
    "// two texts\n{\n\"a\":1}\n// the second\n{\"a\":2}",
  ])
  func isRemovedAroundTexts(text: String) {
    for format in [PackingFormat.auto, .json] {
      let packing = Packing { $0.format = format }
      #expect(packing.bodies(text) == ["{\"a\":1}\n{\"a\":2}"])
      #expect(packing.badRecords(text).isEmpty)
    }
  }

  @Test func isNeverRemovedWithinStrings() {
    let records = ["{\"a\":\"// no /* comment */ # at )]}' all\"}", "\"# text\"", "{\"/*\":1}", "{\"*/\":2}"]
    for format in [PackingFormat.auto, .ndjson, .json] {
      let packing = Packing { $0.format = format }
      #expect(packing.bodies(records.joined(separator: "\n")) == [records.joined(separator: "\n")])
    }
  }

  @Test func thatIsNotToBeRemovedIsBad() {
    let packing = Packing {
      $0.junk = .none
      $0.format = .ndjson
    }
    let lines = ["\u{FEFF}{}", "// a", "# b", "/* c */", ")]}'"]
    let bad = packing.badRecords(lines.joined(separator: "\n"))
    #expect(bad.map { String(decoding: $0.bytes, as: UTF8.self) } == lines)
    #expect(bad.map(\.line) == [1, 2, 3, 4, 5])
    #expect(bad.map(\.ordinal) == [0, 1, 2, 3, 4])
  }

  @Test func commentThatIsNeverClosedIsOneBadLine() {
    let packing = Packing { $0.format = .ndjson }
    let text = "{\"a\":1}\n/* never\n{\"a\":2}\n"
    #expect(packing.bodies(text) == ["{\"a\":1}\n{\"a\":2}"])
    let bad = packing.badRecords(text)
    #expect(bad.count == 1)
    #expect(bad.first?.bytes == Array("/* never".utf8))
    #expect(bad.first?.reason.contains("never closed") == true)
    #expect(bad.first?.byteOffset == 8)
  }

  @Test func bytesThatAreNoTextInCommentsAreNoFaultOfTheValueBehind() {
    let comment = Array("/* ".utf8) + [0xFF, 0xFE] + Array(" */\n".utf8)
    let packing = Packing { $0.format = .json }
    let whole = packing.items(comment + Array(#"{"a":1}"#.utf8))
    #expect(whole.messages.map { String(decoding: $0.body, as: UTF8.self) } == [#"{"a":1}"#])
    #expect(whole.badRecords.isEmpty)
    let broken = packing.items(comment + Array(#"{"a":tru}"#.utf8)).badRecords
    #expect(broken.count == 1 && broken.first?.byteOffset == Int64(comment.count))
    #expect(broken.first?.reason.contains("true, false and null") == true)
  }

  @Test func patternsRemoveWholeLinesThatAreNoRecords() throws {
    let pattern = try JunkPattern("-+ .* -+|[0-9]+|.*half.*")
    let packing = Packing {
      $0.format = .ndjson
      $0.junk.patterns = [pattern]
    }
    let text = "--- part 1 ---\n{\"a\":\"half\"}\n2024\n---- part 2 ---- more\n{\"half\": \n[\"half\"]"
    #expect(packing.bodies(text) == ["{\"a\":\"half\"}\n[\"half\"]"])
    #expect(packing.badRecords(text).map(\.line) == [4])
  }

  @Test func patternsRemoveLinesBeforeATextOfManyLines() throws {
    let pattern = try JunkPattern("callback.*")
    let packing = Packing { $0.junk.patterns = [pattern] }
    #expect(packing.bodies("callback 1\ncallback 2\r\n[{\"a\":\n1}]") == ["{\"a\":1}"])
  }

  @Test func patternThatIsNoneIsRefused() {
    #expect(throws: PackingError.self) { try JunkPattern("(") }
  }
}
