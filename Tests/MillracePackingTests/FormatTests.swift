import MillracePacking
import Testing

/// How the beginning of a file tells what it is, and how each kind is read.
@Suite struct FormatTests {
  @Test(arguments: [
    ("{\"a\":1}\n{\"a\":2}\n", 2), ("{\"a\":1}", 1), ("[1,2]\n[3,4]\n", 2), ("[1,2]", 2), ("[\n1,\n2,3]\n", 3),
    ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", 2), ("{\"a\":1}{\"a\":2}", 2), ("[]", 0), ("[ ]\n", 0), ("", 0),
    (" \n\r\n", 0),
    ("1\n\"x\"\nnull\ntrue", 4), ("[{\"a\":\n1}]", 1), ("[[1,\n2],[3]]", 2), ("[]\n[]", 2), ("[1]\n{}", 2),
  ])
  func isToldFromTheContent(text: String, records: Int) {
    let items = Packing().items(text)
    #expect(items.messages.map(\.recordCount).reduce(0, +) == records)
    #expect(items.badRecords.isEmpty)
  }

  @Test func lineThatIsCutOffLeavesTheOthersWhole() {
    let items = Packing().items("{\"a\":1\n{\"a\":2}\n{\"a\":3}\n")
    #expect(items.messages.map(\.recordCount) == [2])
    #expect(items.badRecords.map(\.line) == [1])
    #expect(items.badRecords.map(\.endsFile) == [false])
  }

  @Test func textOfManyLinesThatIsBrokenIsOneBadRecord() {
    let items = Packing().items("{\n \"a\": 1,\n \"b\": oops\n}\n")
    #expect(items.badRecords.count == 1)
    #expect(items.badRecords.first?.endsFile == true)
    #expect(items.badRecords.first?.line == 1)
    #expect(items.badRecords.first?.errorOffset == 17)
  }

  @Test func brokenArrayKeepsWhatCameBefore() {
    let items = Packing().items("[{\"a\":1},\n{\"a\":2},\n{\"a\":3,}\n,{\"a\":4}]")
    #expect(items.messages.map(\.recordCount) == [2])
    let bad = items.badRecords
    #expect(bad.count == 1)
    #expect(bad.first?.line == 3)
    #expect(bad.first?.byteOffset == 19)
    #expect(bad.first?.errorOffset == 7)
    #expect(bad.first?.bytes == Array("{\"a\":3,}".utf8))
    #expect(bad.first?.endsFile == true)
  }

  @Test(arguments: ["[1,2", "[1,2,", "[", "[1 2]", "[1]]", "[1],2", "[1,]", "[,1]", "[1]\n,"])
  func arrayThatIsNoneIsReported(text: String) {
    let items = Packing { $0.format = .json }.items(text)
    #expect(items.badRecords.count == 1)
    #expect(items.badRecords.first?.endsFile == true)
  }

  @Test func badLinesAreNamedByLineAndByte() {
    let text = "{\"a\":1}\r\n\r\n  {\"a\":} \r\n{\"a\":2} x\n{\"a\":3}\n"
    let items = Packing().items(text)
    #expect(items.messages.map { String(decoding: $0.body, as: UTF8.self) } == ["{\"a\":1}\n{\"a\":3}"])
    #expect(items.badRecords.map(\.line) == [3, 4])
    #expect(items.badRecords.map(\.byteOffset) == [13, 22])
    #expect(items.badRecords.map(\.errorOffset) == [5, 8])
    #expect(items.badRecords.map(\.ordinal) == [1, 2])
  }

  @Test func bytesThatAreNoTextAreBadRecords() {
    let broken: [UInt8] = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    let good = Array("{\"a\":\"é\"}".utf8)
    let lines = good + [0x0A] + broken + [0x0A] + good
    let array = [0x5B] + good + [0x2C] + broken + [0x2C] + good + [0x5D]
    for bytes in [lines, array] {
      let items = Packing().items(bytes)
      #expect(items.messages.map(\.recordCount) == [2])
      #expect(items.badRecords.map(\.bytes) == [broken])
      #expect(items.badRecords.map(\.errorOffset) == [6])
      #expect(items.badRecords.map(\.endsFile) == [false])
    }
  }

  @Test func linesBeyondTheLimitArePassedOver() {
    let long = "{\"a\":\"" + String(repeating: "x", count: 300) + "\"}"
    let text = "{\"a\":1}\n\(long)\n{\"a\":2}\n"
    let packing = Packing {
      $0.maximumRecordBytes = 100
      $0.format = .ndjson
    }
    for pieces in [[1], [7], [1000]] {
      let items = packing.items(Array(text.utf8), pieces: pieces)
      #expect(items.messages.map(\.recordCount) == [2])
      #expect(items.badRecords.map(\.bytes) == [Array(long.utf8.prefix(100))])
      #expect(items.badRecords.map(\.isCut) == [true])
    }
  }

  @Test func recordsNestedTooDeepAreBad() {
    let deep = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
    let items = Packing { $0.maximumDepth = 10 }.items("{\"a\":1}\n\(deep)\n{\"a\":2}")
    #expect(items.badRecords.count == 1)
    #expect(items.messages.map(\.recordCount) == [2])
  }
}
