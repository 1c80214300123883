import Foundation
import MillraceCSV
import MillraceCompression
import MillracePacking
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

/// Going on with a file from where another has left it.
@Suite(.timeLimit(.minutes(5))) struct LoadResumeTests {
  enum Content: String, CaseIterable {
    case lines, array, values, rows, junk
  }

  let place: LoadFixture
  private let count = 600

  init() async throws { place = try await LoadFixture() }

  /// Records of different lengths, some of them bad, so that messages end at odd places.
  private func text(_ content: Content) -> String {
    let values = (0..<count).map { n in
      "{\"f\":\"a\",\"n\":\(n),\"p\":\"\(String(repeating: "x", count: 200 + n * 37 % 300))\"}"
    }
    switch content {
    case .lines: return values.joined(separator: "\n")
    case .array: return "[" + values.joined(separator: ",\n") + "]"
    case .values: return values.joined(separator: " \n\n")
    case .rows:
      return "f,n,p\n" + (0..<count).map { "a,\($0),\"\(String(repeating: "y\n", count: 80))\"\n" }.joined()
    case .junk: return "\u{FEFF}// from\n" + values.map { $0 + "\n# more\nbad\n" }.joined()
    }
  }

  private func packing(_ content: Content) -> PackingOptions {
    var packing = PackingOptions()
    packing.layout = .ndjson
    if content == .rows { packing.format = .csv(CSVDialect()) }
    return packing
  }

  private func change(_ parts: inout LoadParts, _ content: Content, _ queue: any MessageQueue) {
    parts.queue = queue
    parts.packing = packing(content)
    parts.messageBytes = 2000
  }

  private func options(_ options: inout LoadOptions) {
    options.badRecords = .none
    options.sending.batches = 2
  }

  /// What is sent without any interruption, by id.
  private func whole(_ content: Content) async throws -> [String: [UInt8]] {
    let queue = InMemoryQueue()
    let ledger = try await SQLiteLedger.open(at: place.folder.file("whole.sqlite"))
    try await place.run(
      { parts in
        change(&parts, content, queue)
        parts.ledger = ledger
      }, options: options)
    return Dictionary(zip(LoadFixture.ids(queue.sent), queue.sent.map(\.body))) { first, _ in first }
  }

  @Test(arguments: Content.allCases) func messagesAreThoseOfAnUninterruptedRun(_ content: Content) async throws {
    try place.write("a", text(content))
    let whole = try await whole(content)
    for part in [3, 4] {
      let target = place.queue.sent.count + whole.count / part
      let slow = SelectiveQueue(place.queue, pause: .milliseconds(2))
      try await place.die(
        when: { place.queue.sent.count >= target }, { change(&$0, content, slow) }, options: options)
      try await place.lapse()
    }
    let (size, etag) = try await facts("a")
    let store = CountingStore(place.inbox)
    let listing = FixedListing([
      ObjectPlace(store: store, bucket: "", key: try ObjectKey("a"), size: size, etag: etag)
    ])
    try await place.run(
      { parts in
        change(&parts, content, place.queue)
        parts.source = .listing(listing)
      }, options: options)
    #expect(Set(LoadFixture.ids(place.queue.sent)) == Set(whole.keys))
    let differing = zip(LoadFixture.ids(place.queue.sent), place.queue.sent).filter { whole[$0] != $1.body }
    #expect(differing.isEmpty)
    #expect(place.queue.sent.count - whole.count <= 2 * 2 * 10)
    if content != .rows {
      #expect(store.bytes < size * 3 / 4, "\(store.bytes) of \(size) bytes are read")
    }
  }

  @Test func whatIsCompressedIsReadFromItsBeginning() async throws {
    let lines = Array(text(.lines).utf8)
    var compressed: [UInt8] = []
    let sink = try DeflatingSink(format: .gzip) { compressed += $0 }
    try lines.withUnsafeBytes { try sink.write($0) }
    try sink.finish()
    try place.folder.write(compressed, to: "inbox/a")
    let (size, etag) = try await facts("a")
    let download = ObjectDownload(
      store: place.inbox, key: try ObjectKey("a"),
      metadata: ObjectMetadata(bucket: "", key: "a", size: size, etag: etag),
      patience: Patience(RetryPolicy(maximumAttempts: 1), events: place.events) { false }, wantedFrom: 1000)
    let (start, bytes) = try await download.withContent { content in
      (content.start, try await content.reduce(into: [UInt8]()) { $0 += $1 })
    }
    #expect(start == 0 && bytes == lines)
  }

  @Test(arguments: [1, 3, 4, 5, 4096, 9000, 9215, 9216])
  func whatIsNotWantedIsLeftOut(from start: Int) async throws {
    // A piece in the middle begins as a file of gzip does: from there it is not read apart from the rest.
    var bytes = (0..<9216).map { UInt8(truncatingIfNeeded: 32 + $0 % 90) }
    bytes[5] = 0x1F
    bytes[6] = 0x8B
    try place.folder.write(bytes, to: "inbox/a")
    let (size, etag) = try await facts("a")
    let download = ObjectDownload(
      store: place.inbox, key: try ObjectKey("a"),
      metadata: ObjectMetadata(bucket: "", key: "a", size: size, etag: etag),
      patience: Patience(RetryPolicy(maximumAttempts: 1), events: place.events) { false }, chunkBytes: 4096,
      wantedFrom: Int64(start))
    let (from, content) = try await download.withContent { content in
      (content.start, try await content.reduce(into: [UInt8]()) { $0 += $1 })
    }
    #expect(Int(from) == (start == 5 ? 0 : start))
    #expect(content == Array(bytes[Int(from)...]))
  }

  private func facts(_ name: String) async throws -> (size: Int64, etag: String) {
    let info = try #require(try await place.inbox.head(try ObjectKey(name)))
    return (info.size, info.etag)
  }
}

/// Counts the bytes that are read.
private final class CountingStore: ObjectStore {
  private let base: any ObjectStore
  private let read = Mutex<Int64>(0)

  init(_ base: any ObjectStore) { self.base = base }

  var location: String { base.location }
  var bytes: Int64 { read.withLock { $0 } }

  func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8] {
    let bytes = try await base.get(key, range: range, ifMatch: etag)
    read.withLock { $0 += Int64(bytes.count) }
    return bytes
  }

  func get(_ key: ObjectKey) async throws -> [UInt8] { try await base.get(key) }
  func head(_ key: ObjectKey) async throws -> ObjectInfo? { try await base.head(key) }
  func list(prefix: String) -> ObjectListing { base.list(prefix: prefix) }
  func list(_ selection: ObjectSelection) -> ObjectListing { base.list(selection) }
  func stage(_ key: ObjectKey) async throws -> any StagedObject { try await base.stage(key) }
  func delete(_ key: ObjectKey) async throws { try await base.delete(key) }
  func delete(_ keys: [ObjectKey]) async throws { try await base.delete(keys) }

  func put(_ bytes: [UInt8], as key: ObjectKey, condition: PutCondition) async throws -> PutOutcome {
    try await base.put(bytes, as: key, condition: condition)
  }
}
