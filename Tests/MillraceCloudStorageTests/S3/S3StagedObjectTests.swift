import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTestServer
import Testing

@Suite("S3 objects in parts") struct S3StagedObjectTests {
  private static let options: S3StoreOptions = {
    var options = S3StoreOptions()
    options.partSize = 5 << 20
    options.partsInFlight = 2
    return options
  }()

  /// Different everywhere, so that parts in a wrong order are seen.
  private static func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let value = UInt8(truncatingIfNeeded: bytes.count >> 16 &* 31 &+ 7)
      bytes += [UInt8](repeating: value, count: min(1 << 16, count - bytes.count))
    }
    return bytes
  }

  /// Writing blocks, therefore it has a thread of its own.
  private func write(_ bytes: [UInt8], to staged: any StagedObject) async throws {
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          returning: Result {
            for start in stride(from: 0, to: bytes.count, by: 1_000_000) {
              try staged.write(Array(bytes[start..<min(bytes.count, start + 1_000_000)]))
            }
          })
      }
    }
    try result.get()
  }

  @Test("sizes around those of parts", arguments: [1, (5 << 20) - 1, 5 << 20, (5 << 20) + 1, 13_000_000])
  func sizes(_ size: Int) async throws {
    try await S3Place.runOnTestServer { place, server in
      let store = place.store(options: Self.options)
      let key = try ObjectKey("x")
      let staged = try await store.stage(key)
      try await write(Self.bytes(size), to: staged)
      #expect(try await store.head(key) == nil)
      #expect(try await staged.publish(.ifAbsent) == .stored)
      #expect(try await store.get(key) == Self.bytes(size))
      let second = try await store.stage(key)
      try await write(Self.bytes(size), to: second)
      #expect(try await second.publish(.ifAbsent) == .exists)
      #expect(try await place.uploads() == 0)
    }
  }

  @Test("what is abandoned leaves nothing") func abandoned() async throws {
    try await S3Place.runOnTestServer { place, _ in
      let store = place.store(options: Self.options)
      let staged = try await store.stage(ObjectKey("x"))
      try await write(Self.bytes(12 << 20), to: staged)
      await staged.abandon()
      #expect(try await store.head(ObjectKey("x")) == nil)
      #expect(try await place.uploads() == 0)
      #expect(throws: StoreError.self) { try staged.write([1]) }
    }
  }

  @Test("a part that cannot be written ends the writer") func failure() async throws {
    try await S3Place.runOnTestServer(change: { $0.maximumAttempts = 1 }) { place, server in
      let store = place.store(options: Self.options)
      let staged = try await store.stage(ObjectKey("x"))
      server.inject(Fault(.internalError, service: "s3", share: 1))
      await #expect(throws: StoreError.self) {
        try await write(Self.bytes(40 << 20), to: staged)
        _ = try await staged.publish(.overwrite)
      }
      server.clearFaults()
      await staged.abandon()
      #expect(try await store.head(ObjectKey("x")) == nil)
    }
  }

  @Test("part sizes suffice for the largest object") func partSizes() {
    let options = S3StoreOptions()
    var total = 0
    for number in 1...10_000 {
      let size = options.partSize << ((number - 1) / 1_000)
      #expect(size <= 5 << 30)
      total += size
    }
    #expect(total > 5 << 40)
  }
}

extension S3Place {
  /// How many uploads are under way or left behind.
  fileprivate func uploads() async throws -> Int {
    try await S3Client(runtime: runtime).listMultipartUploads(.init(bucket: bucket)).uploads.count
  }
}
