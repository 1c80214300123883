import Foundation
import MillraceSampleData
import Testing

@Suite struct SampleStreamTests {
  private func bytes(_ options: SampleOptions, file index: Int = 0) -> [UInt8] {
    var stream = SampleStream(options.files[index], options: options)
    return stream.remaining()
  }

  private func objects(_ bytes: [UInt8]) throws -> [[String: Any]] {
    try bytes.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }

  /// The bytes must never change: benchmarks and tests keep them. FNV-1a, 64 bits.
  @Test func theSameSeedGivesTheSameBytes() {
    var options = SampleOptions()
    options.count = 3
    options.fileSize = 200_000
    let hash = bytes(options, file: 2).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    #expect(hash == 0xE48A_18D3_1261_5141)
  }

  @Test func anotherSeedOrFileGivesOtherBytes() {
    var options = SampleOptions()
    options.count = 2
    options.fileSize = 20_000
    let first = bytes(options)
    #expect(bytes(options, file: 1) != first)
    options.seed = 2
    #expect(bytes(options) != first)
  }

  @Test func recordsAreObjectsOfUpTo23Keys() throws {
    var options = SampleOptions()
    options.fileSize = 400_000
    let objects = try objects(bytes(options))
    #expect(objects.count > 400)
    #expect(objects.allSatisfy { (21...23).contains($0.count) })
    #expect(objects.contains { $0["plan"] == nil })
    #expect(objects.contains { $0["price"] is NSNull })
    #expect(objects.contains { ($0["page_title"] as? String)?.hasSuffix("\"limited\"") == true })
    #expect(objects.contains { ($0["page_title"] as? String)?.hasSuffix("🚀") == true })
    let ids = Set(objects.compactMap { $0["event_id"] as? String })
    #expect(ids.count == objects.count)
    #expect(ids.allSatisfy { UUID(uuidString: $0) != nil })
  }

  @Test func timestampsIncreaseWithinTheFilesPartOfTheDay() throws {
    var options = SampleOptions()
    options.count = 4
    options.days = 2
    options.fileSize = 100_000
    for (file, day) in zip(options.files, ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-02"]) {
      var stream = SampleStream(file, options: options)
      let times = try objects(stream.remaining()).compactMap { $0["timestamp"] as? String }
      #expect(times == times.sorted())
      #expect(times.allSatisfy { $0.hasPrefix(day + "T") && $0.hasSuffix("Z") && $0.count == 24 })
      #expect(file.name.hasPrefix(day + "-events-0000"))
    }
  }

  @Test(arguments: [1000, 20_000, 3_500_000]) func filesAreNoLargerThanAsked(size: Int) {
    var options = SampleOptions()
    options.fileSize = size
    for format in SampleFormat.allCases {
      options.format = format
      let count = bytes(options).count
      #expect(count <= size + (size == 1000 ? 1000 : 0))
      #expect(count > size - 1500)
    }
  }

  @Test func aRecordIsAbout770BytesLong() {
    var options = SampleOptions()
    options.fileSize = 3_500_000
    var stream = SampleStream(options.files[0], options: options)
    let count = stream.remaining().count
    #expect((760...785).contains(count / stream.records))
  }

  @Test func badLinesAreWhereTheReportSays() throws {
    var options = SampleOptions()
    options.fileSize = 2_000_000
    options.badPerMillion = 20_000
    var stream = SampleStream(options.files[0], options: options)
    let bytes = stream.remaining()
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(Set(stream.badLines.map(\.kind)).count == 8)
    let bad = Dictionary(uniqueKeysWithValues: stream.badLines.map { ($0.line, $0) })
    for (index, line) in lines.dropLast().enumerated() {
      let isGood =
        (try? JSONSerialization.jsonObject(with: Data(line))) != nil && String(validating: line, as: UTF8.self) != nil
      let entry = bad[index + 1]
      #expect(isGood == (entry == nil), "line \(index + 1)")
      if let entry {
        #expect(entry.byteOffset == line.startIndex)
        #expect(entry.length == line.count)
      }
    }
  }

  @Test func jsonFilesAreArraysAfterCommentLines() throws {
    var options = SampleOptions()
    options.format = .json
    options.fileSize = 50_000
    options.commentLines = 2
    let lines = bytes(options).split(separator: 0x0A)
    #expect(lines[0].starts(with: "// ".utf8) && lines[1].starts(with: "// ".utf8))
    let array = try JSONSerialization.jsonObject(with: Data(lines[2...].joined(separator: [0x0A])))
    #expect((array as? [Any])?.count == lines.count - 4)
  }

  @Test func csvHoldsTheSameEvents() throws {
    var options = SampleOptions()
    options.fileSize = 100_000
    let first = try #require(try objects(bytes(options)).first?["event_id"] as? String)
    options.format = .csv
    let lines = String(decoding: bytes(options), as: UTF8.self).split(separator: "\n")
    #expect(lines[0].split(separator: ",").count == 23)
    #expect(lines[1].hasPrefix(first + ","))
  }
}
