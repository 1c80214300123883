import Foundation
import MillraceConversion
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct ObjectReadAheadTests {
  private let folder: TemporaryDirectory
  private let store: DirectoryStore

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await DirectoryStore.open(at: folder.file("bucket"))
  }

  private func object(_ name: String, _ bytes: [UInt8], in other: (any ObjectStore)? = nil) async throws
    -> PlannedObject
  {
    let key = try ObjectKey(name)
    _ = try await store.put(bytes, as: key, condition: .overwrite)
    let etag = try #require(try await store.head(key)).etag
    return PlannedObject(
      file: FileVersion(address: "s3://b/\(name)", version: etag, size: Int64(bytes.count)),
      place: .success((other ?? store, key)))
  }

  private static func noise(_ count: Int, _ seed: UInt8) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) ^ seed }
  }

  /// Reads a whole object on a thread of its own, `step` bytes at a time.
  private static func read(_ input: any InputBytes, step: Int) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: step)
            while true {
              let count = try buffer.withUnsafeMutableBytes { try input.read(into: $0, at: Int64(all.count)) }
              if count == 0 { return all }
              all += buffer[..<count]
            }
          })
      }
    }
  }

  private func reading<Answer: Sendable>(
    _ readAhead: ObjectReadAhead, _ body: @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await readAhead.run() }
      defer { readAhead.end() }
      return try await body()
    }
  }

  /// Readers that are far apart never wait for room that only another could make.
  @Test(.timeLimit(.minutes(5)), arguments: [1, 5000, 1 << 20])
  func readersInAnyPlaceGetTheirBytes(limit: Int) async throws {
    var objects: [PlannedObject] = []
    for index in 0..<8 { objects.append(try await object("\(index)", Self.noise(20_000 + index, UInt8(index)))) }
    let readAhead = ObjectReadAhead(objects, options: .init(limit: limit, chunkBytes: 1000, maximumFetches: 3))
    try await reading(readAhead) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in (0..<8).reversed() {
          let input = ReadAheadInput(readAhead, index: index, size: Int64(20_000 + index))
          group.addTask {
            let bytes = try await Self.read(input, step: 700 + index)
            #expect(bytes == Self.noise(20_000 + index, UInt8(index)))
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test(.timeLimit(.minutes(5))) func whatFailsInPassingIsAskedForAgain() async throws {
    let plan = FaultPlan()
    for _ in 0..<3 { plan.fail(call: 2, of: "get", .before, with: StoreError(.failed, "a fault")) }
    let object = try await object("a", Self.noise(5000, 1), in: FaultyObjectStore(store, plan: plan))
    let readAhead = ObjectReadAhead([object], options: .init(limit: 5000, chunkBytes: 1000))
    let bytes = try await reading(readAhead) {
      try await Self.read(ReadAheadInput(readAhead, index: 0, size: 5000), step: 512)
    }
    #expect(bytes == Self.noise(5000, 1) && readAhead.fault == nil)
  }

  @Test(.timeLimit(.minutes(5))) func anObjectThatWasReplacedOrRemovedIsRefused() async throws {
    let replaced = try await object("a", Self.noise(3000, 1))
    _ = try await object("a", Self.noise(3000, 2))
    let removed = try await object("b", Self.noise(3000, 1))
    try await store.delete(removed.place.get().key)
    let readAhead = ObjectReadAhead([replaced, removed], options: .init(limit: 10_000, chunkBytes: 1000))
    try await reading(readAhead) {
      for (index, code) in [InputFailure.Code.changed, .missing].enumerated() {
        let error = await #expect(throws: InputFailure.self) {
          try await Self.read(ReadAheadInput(readAhead, index: index, size: 3000), step: 512)
        }
        #expect(error?.code == code && error?.isRetryable == false)
      }
    }
    #expect(readAhead.fault == nil)
  }

  /// Memory is bounded: nothing more is downloaded than the limit, and what readers ask for.
  @Test func nothingIsDownloadedBeyondTheLimit() {
    var state = ReadAheadState(sizes: [10_000, 500, 0, 2500], chunkBytes: 1000, limit: 3000)
    var taken: [Int] = []
    while let index = state.takeNext() { taken.append(index) }
    #expect(taken == [0, 1, 2] && state.held == 3000)
    state.demand(12)
    #expect(state.takeNext() == 12 && state.takeNext() == nil && state.held == 4000)
    for index in taken { state.finish(index, [UInt8](repeating: 0, count: 1000)) }
    state.consume(0, 999)
    #expect(state.takeNext() == nil)
    state.consume(0, 1)
    state.consume(1, 1000)
    #expect(state.takeNext() == 3 && state.takeNext() == nil)
    #expect(state.index(of: 0, in: 3) == 11 && state.index(of: 2400, in: 3) == 13)
  }
}
