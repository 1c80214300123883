import Synchronization

/// Opens what is on this machine: directories, and SQLite files with ledgers, queues and topics. What is made is made on
/// first use, but not the folder of an SQLite file.
package final class EmbeddedStorage: StorageProvider {
  private let clock: any WallClock
  private let queueOptions: QueueFileOptions
  private let ledgers = Mutex<[String: SQLiteLedger]>([:])

  package init(clock: any WallClock = SystemWallClock(), queueOptions: QueueFileOptions = QueueFileOptions()) {
    self.clock = clock
    self.queueOptions = queueOptions
  }

  package func objectStore(_ address: Address) async throws -> any ObjectStore {
    guard address.scheme == .file else {
      throw EmbeddedStorage.refusal(of: address, as: "a folder", example: "./folder")
    }
    return try await DirectoryStore.open(at: address.path, clock: clock)
  }

  package func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    guard let base else {
      throw StoreError(
        .invalidKey,
        "The bucket “\(name)” is in S3, which this storage cannot reach. Say where buckets are folders (“objects:”), or use "
          + "cloud storage.")
    }
    guard base.scheme == .file else { throw EmbeddedStorage.refusal(of: base, as: "a folder", example: "./buckets") }
    // The name comes from a message: it must not lead out of the folder.
    guard (1...255).contains(name.utf8.count), !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0),
      name != ".", name != "..", name != DirectoryStore.stagingName
    else {
      throw StoreError(.invalidKey, "“\(name)” cannot be a bucket in \(base): it is not the name of a folder.")
    }
    var options = DirectoryStore.Options()
    options.createsDirectory = false
    return try await DirectoryStore.open(at: base.path + "/" + name, clock: clock, options: options)
  }

  package func queue(_ address: Address) async throws -> any MessageQueue {
    let (path, name) = try EmbeddedStorage.place(in: address, as: "a queue")
    return try await SQLiteQueue.open(at: path, name: name, clock: clock, options: queueOptions)
  }

  package func topic(_ address: Address) async throws -> any Topic {
    let (path, name) = try EmbeddedStorage.place(in: address, as: "a topic")
    return try await SQLiteTopic.open(at: path, name: name, clock: clock, options: queueOptions)
  }

  package func ledger(_ address: Address) async throws -> any Ledger {
    // A ledger may be named as a plain path, too.
    guard address.scheme.isLocal else {
      throw EmbeddedStorage.refusal(of: address, as: "a ledger", example: "sqlite:./millrace.sqlite")
    }
    if let open = ledgers.withLock({ $0[address.path] }) { return open }
    let ledger = try await SQLiteLedger.open(at: address.path, clock: clock)
    // Another task may have opened it meanwhile; then that one is used, and this one goes away.
    return ledgers.withLock { ledgers in
      let open = ledgers[address.path] ?? ledger
      ledgers[address.path] = open
      return open
    }
  }

  package func close() async {
    let open = ledgers.withLock { ledgers in
      defer { ledgers = [:] }
      return ledgers.values
    }
    // Queue files close with their last queue. A ledger that cannot be tidied up is in order all the same.
    for ledger in open { try? await BlockingWork.run { try ledger.close() } }
  }

  private static func place(in address: Address, as what: String) throws -> (path: String, name: String) {
    guard address.scheme == .sqlite else {
      throw refusal(of: address, as: what, example: "sqlite:./queues.sqlite#name")
    }
    guard let name = address.fragment else {
      throw QueueError(
        .invalidRequest, "“\(address)” does not say which queue or topic of the file is meant: write “\(address)#name”."
      )
    }
    return (address.path, name)
  }

  private static func refusal(of address: Address, as what: String, example: String) -> AddressError {
    AddressError(
      code: .unknownScheme,
      message: address.scheme.isLocal
        ? "“\(address)” cannot be \(what). Write it as in “\(example)”."
        : "“\(address)” needs cloud storage, and only files and SQLite can be used here. Use the program with its cloud "
          + "storage, or an address as in “\(example)”.")
  }
}
