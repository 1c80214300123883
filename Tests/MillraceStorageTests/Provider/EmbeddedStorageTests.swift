import MillraceStorage
import MillraceTesting
import Testing

@Suite struct EmbeddedStorageTests {
  private let directory: TemporaryDirectory
  private let storage = EmbeddedStorage()

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func address(_ text: String) throws -> Address {
    try Address(parsing: text, relativeTo: directory.path)
  }

  @Test func opensWhatIsOnThisMachine() async throws {
    let store = try await storage.objectStore(try address("lake"))
    #expect(store.location == directory.file("lake"))
    let queue = try await storage.queue(try address("sqlite:q.db#jobs"))
    let topic = try await storage.topic(try address("sqlite:q.db#news"))
    #expect(queue.location == "sqlite:" + directory.file("q.db#jobs"))
    #expect(topic.location == "sqlite:" + directory.file("q.db#news"))
    let ledger = try await storage.ledger(try address("sqlite:l.db"))
    let same = try await storage.ledger(try address("l.db"))
    #expect(ledger as? SQLiteLedger === same as? SQLiteLedger)
    await storage.close()
  }

  @Test(arguments: ["s3://bucket/x", "sqs:q", "sns:t", "dynamodb:t", "redis://h"])
  func saysThatTheRestNeedsCloudStorage(_ text: String) async throws {
    let remote = try address(text)
    let operations: [() async throws -> Void] = [
      { _ = try await storage.objectStore(remote) }, { _ = try await storage.queue(remote) },
      { _ = try await storage.topic(remote) }, { _ = try await storage.ledger(remote) },
      { _ = try await storage.bucket("b", in: remote) },
    ]
    for operation in operations {
      let error = await #expect(throws: AddressError.self) { try await operation() }
      #expect(error?.message.contains("needs cloud storage") == true && error?.message.contains(text) == true)
    }
  }

  @Test func aQueueNeedsAName() async throws {
    let error = await #expect(throws: QueueError.self) { try await storage.queue(try address("sqlite:q.db")) }
    #expect(error?.message.contains("#name") == true)
  }

  @Test func bucketsAreFolders() async throws {
    let base = try address("buckets")
    try directory.write([1], to: "buckets/my-bucket/a/b")
    let store = try await storage.bucket("my-bucket", in: base)
    #expect(try await store.get(try ObjectKey("a/b")) == [1])
    for name in ["..", ".", "", "a/b", "../x", "a\0", DirectoryStore.stagingName] {
      let error = await #expect(throws: StoreError.self) { try await storage.bucket(name, in: base) }
      #expect(error?.code == .invalidKey, "\(name)")
    }
    let missing = await #expect(throws: StoreError.self) { try await storage.bucket("missing", in: base) }
    #expect(missing?.code == .storeMissing)
    await #expect(throws: StoreError.self) { try await storage.bucket("my-bucket", in: nil) }
  }
}
