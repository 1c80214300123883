import MillraceCSV
import MillraceJSON
import MillracePacking
import Testing

/// Rows of CSV files as records.
@Suite struct RowTests {
  private let text = "id,name\n1,\"Ann \"\"A\"\"\"\r\n2,\n3,\"two\nlines\",more\n\n4,\"\"\n"

  @Test func becomeObjects() {
    let items = Packing { $0.format = .csv(CSVDialect()) }.items(text)
    #expect(
      items.messages.map { String(decoding: $0.body, as: UTF8.self) } == [
        #"{"id":"1","name":"Ann \"A\""}"# + "\n" + #"{"id":"2","name":null}"# + "\n" + #"{"id":"4","name":""}"#
      ])
    #expect(items.badRecords.map(\.ordinal) == [2])
    #expect(items.badRecords.map(\.line) == [4])
    #expect(items.badRecords.map(\.byteOffset) == [26])
  }

  @Test func areSelectedGroupedAndResumed() throws {
    let selection = try JMESPath("{n: name}")
    let group = try JMESPath("id")
    let condition = try JMESPath("id != '2'")
    let packing = Packing {
      $0.format = .csv(CSVDialect())
      $0.transform = RecordTransform([.keep(condition), .select(selection)])
      $0.group = group
    }
    let whole = packing.items(Array(text.utf8))
    #expect(whole.messages.map(\.group) == ["1", "4"])
    #expect(whole.messages.map(\.firstRecord) == [0, 3])
    #expect(packing.items(Array(text.utf8), pieces: [1]) == whole)
    for (index, item) in whole.enumerated() {
      guard let next = item.nextPosition else { continue }
      #expect(packing.items(Array(text.utf8), pieces: [7], from: next) == Array(whole[(index + 1)...]))
    }
  }

  @Test func thatTheTransformFailsAtAreKeptAsTheyStand() throws {
    let selection = try JMESPath("abs(id)")
    let packing = Packing {
      $0.format = .csv(CSVDialect())
      $0.transform = RecordTransform([.select(selection)])
    }
    #expect(packing.badRecords("id\n\"1\"\n").map(\.bytes) == [Array("\"1\"".utf8)])
  }

  @Test func headerThatIsNoneEndsTheFile() {
    let bad = Packing { $0.format = .csv(CSVDialect()) }.badRecords("\"id\n1\n2\n")
    #expect(bad.map(\.endsFile) == [true])
  }
}
