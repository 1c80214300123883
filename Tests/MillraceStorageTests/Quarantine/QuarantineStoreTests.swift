import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct QuarantineStoreTests {
  private let directory: TemporaryDirectory
  private let manifest = Manifest(
    pipeline: "events/daily", partition: "2026-11-21", schemaVersion: 1,
    inputs: [FileVersion(address: "/in/a", version: "1", size: 9)], trigger: .flush, createdAt: ManualClock().now)
  private let entries = [
    BadRecordEntry(
      input: "/in/a", version: "1", line: 3, byteOffset: 120, errorOffset: 4, reason: "expected “:”",
      bytes: Array("{\"a\" 1}".utf8)),
    BadRecordEntry(
      input: "/in/a", version: "1", line: 9, byteOffset: 900, errorOffset: 0, reason: "not UTF-8", bytes: [0xFF, 0, 10]),
  ]

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func makeStore() async throws -> QuarantineStore {
    QuarantineStore(store: try await DirectoryStore.open(at: directory.path))
  }

  private func items(
    _ quarantine: QuarantineStore, of pipeline: String? = nil, kind: QuarantineItem.Kind? = nil, since: Date? = nil
  ) async throws -> [QuarantineItem] {
    var items: [QuarantineItem] = []
    try await quarantine.forEach(of: pipeline, kind: kind, since: since) { items.append($0) }
    return items
  }

  @Test func badRecordsAreReadAsTheyWereWrittenAndDoingItAgainGivesTheSameBytes() async throws {
    let quarantine = try await makeStore()
    var written: [[UInt8]] = []
    for _ in 0..<2 {
      let writer = try await quarantine.stageBadRecords(of: manifest)
      for entry in entries { try writer.append(entry) }
      #expect(writer.count == 2)
      try await writer.publish()
      #expect(try await quarantine.badRecords(in: writer.key) == entries)
      written.append(try await quarantine.store.get(writer.key))
    }
    #expect(written[0] == written[1])
    let text = String(decoding: written[0], as: UTF8.self)
    #expect(text.contains("\"byte_offset\":120") && text.contains("\"base64\":\"/wAK\""))
    let item = try #require(try await items(quarantine).first)
    #expect(item.kind == .badRecords && item.pipeline == "events/daily" && item.partition == "2026-11-21")
    #expect(item.key.text == "bad-records/events%2fdaily/2026-11-21/\(manifest.id).ndjson")
  }

  @Test func withoutBadRecordsNothingIsPublished() async throws {
    let quarantine = try await makeStore()
    try await quarantine.stageBadRecords(of: manifest).publish()
    let abandoned = try await quarantine.stageBadRecords(of: manifest)
    try abandoned.append(entries[0])
    await abandoned.abandon()
    #expect(try await items(quarantine) == [])
  }

  @Test func wholeFilesAreEnteredListedAndRemoved() async throws {
    let quarantine = try await makeStore()
    let now = ManualClock().now
    let odd = ["/in/a b.ndjson", "/in/\u{E9}\n", "/in/" + String(repeating: "ü", count: 120), "..", ""]
    var keys: [ObjectKey] = []
    for (number, address) in odd.enumerated() {
      let file = FileVersion(address: address, version: "v", size: 1)
      let entry = FileEntry(
        input: file, pipeline: number == 0 ? "first" : "second", partition: "..", reason: "truncated", manifest: "m",
        quarantinedAt: now)
      keys.append(try await quarantine.add(entry))
      #expect(try await quarantine.file(in: keys[number]) == entry)
      #expect(try await quarantine.add(entry) == keys[number])
    }
    #expect(Set(keys).count == odd.count)
    #expect(try await items(quarantine).count == odd.count)
    #expect(try await items(quarantine, of: "first").map(\.key) == [keys[0]])
    #expect(try await items(quarantine, of: "fir") == [])
    #expect(try await items(quarantine, of: "second", kind: .files).allSatisfy { $0.partition == ".." })
    #expect(try await items(quarantine, kind: .badRecords) == [])
    #expect(try await items(quarantine, since: Date(timeIntervalSinceNow: 3600)) == [])
    #expect(try await items(quarantine, since: Date(timeIntervalSinceNow: -3600)).count == odd.count)
    try await quarantine.remove(keys)
    #expect(try await items(quarantine) == [])
  }
}
