internal import MillraceStorage

/// Takes the result of an object. A small one is put as a whole; a large one is staged, and published in the end.
actor ResultWriter {
  /// Results up to this many bytes are kept in memory.
  private static let limit = 4 << 20

  private let store: any ObjectStore
  private let key: ObjectKey
  private let patience: Patience
  private var bytes: [UInt8] = []
  private var staged: StagedResult?
  private(set) var written: Int64 = 0

  init(_ store: any ObjectStore, key: ObjectKey, patience: Patience) {
    self.store = store
    self.key = key
    self.patience = patience
  }

  func write(_ more: [UInt8]) async throws {
    written += Int64(more.count)
    bytes += more
    guard bytes.count > Self.limit else { return }
    let target: StagedResult
    if let staged {
      target = staged
    } else {
      let (store, key) = (store, key)
      target = StagedResult(try await patience.attempt("write to \(store.location)") { try await store.stage(key) })
      staged = target
    }
    let full = bytes
    bytes = []
    try await target.write(full)
  }

  /// Makes the result durable and visible. A result that is there already is replaced by this one, which says the same.
  func publish() async throws {
    if let staged {
      try await staged.write(bytes)
      try await staged.publish()
    } else {
      let (store, key, bytes) = (store, key, bytes)
      _ = try await patience.attempt("write to \(store.location)") {
        try await store.put(bytes, as: key, condition: .overwrite)
      }
    }
  }

  func abandon() async {
    await staged?.abandon()
  }
}

/// A staged object, on a thread that may block.
actor StagedResult {
  private let thread = DedicatedThread("result")
  private let object: any StagedObject

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ object: any StagedObject) {
    self.object = object
  }

  func write(_ bytes: [UInt8]) throws {
    try object.write(bytes)
  }

  func publish() async throws {
    _ = try await object.publish(.overwrite)
  }

  func abandon() async {
    await object.abandon()
  }
}
