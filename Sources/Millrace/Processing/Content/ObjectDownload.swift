internal import MillraceCompression
internal import MillraceJSON
internal import MillraceStorage

/// Reads one version of an object, ahead of the one who processes it.
struct ObjectDownload: Sendable {
  let store: any ObjectStore
  let key: ObjectKey
  let metadata: ObjectMetadata
  let patience: Patience
  /// Bytes of one request.
  var chunkBytes = 4 << 20
  /// Bytes that may wait to be read, at least one request's.
  var readAhead = 16 << 20
  var limits = InflationLimits()
  /// What is done to each line.
  var transform = RecordTransform([])
  /// The longest line in bytes that is transformed.
  var lineLimit = 64 << 20
  /// Bytes of the decompressed object before this one are not wanted. They are left out where that needs no decompression; the
  /// content says from where on it is (``ObjectContent/start``).
  var wantedFrom: Int64 = 0

  /// Lends the content to `body` while it is being downloaded.
  ///
  /// - Throws: what `body` throws, and `StoreError`: `notFound` or `changed` where the object, or this version of it, is gone.
  func withContent<Value: Sendable>(
    _ body: @Sendable (ObjectContent) async throws -> Value
  ) async throws -> Value {
    let channel = ChunkChannel(limit: max(readAhead, 1))
    let (start, first) = try await begin()
    let content = ObjectContent(
      channel, start: start, name: metadata.key, limits: limits, transform: transform, lineLimit: lineLimit)
    // The first piece tells whether the object is there at all; most objects have no other.
    if !first.isEmpty { channel.add(first) }
    guard metadata.size - start > Int64(chunkBytes) else {
      channel.finish()
      return try await body(content)
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await downloadRest(from: start + Int64(chunkBytes), into: channel) }
      defer {
        channel.cancel()
        group.cancelAll()
      }
      let value = try await body(content)
      if let failure = channel.failure { throw failure }
      return value
    }
  }

  /// Where the content begins, and the first piece of it.
  private func begin() async throws -> (start: Int64, first: [UInt8]) {
    if metadata.size == 0 { return (0, []) }
    guard wantedFrom > 0, wantedFrom <= metadata.size, transform.isEmpty else { return (0, try await piece(at: 0)) }
    let head = try await piece(at: 0, count: CompressionFormat.detectionLength)
    guard CompressionFormat.detect(firstBytes: head) == .none else { return (0, try await piece(at: 0)) }
    if wantedFrom == metadata.size { return (wantedFrom, []) }
    let first = try await piece(at: wantedFrom)
    // What looks compressed in the middle of a text would be taken for that.
    return CompressionFormat.detect(firstBytes: first) == .none ? (wantedFrom, first) : (0, try await piece(at: 0))
  }

  private func downloadRest(from start: Int64, into channel: ChunkChannel) async {
    do {
      for offset in stride(from: start, to: metadata.size, by: chunkBytes) {
        guard await channel.send(try await piece(at: offset)) else { return }
      }
      channel.finish()
    } catch {
      channel.finish(error)
    }
  }

  private func piece(at offset: Int64, count: Int? = nil) async throws -> [UInt8] {
    let end = min(offset + Int64(count ?? chunkBytes), metadata.size)
    let bytes = try await patience.attempt("read from \(store.location)") {
      do {
        return Result<[UInt8], StoreError>.success(
          try await store.get(key, range: offset..<end, ifMatch: metadata.etag))
      } catch let error as StoreError where error.isOfObject {
        return .failure(error)
      }
    }.mapError { error -> any Error in
      let isGone = error.code == .notFound || error.code == .changed
      return isGone ? error : ProcessingError(.unreadable, error.message)
    }.get()
    guard Int64(bytes.count) == end - offset else {
      throw StoreError(
        .changed, "\(key.text) in \(store.location) has \(offset + Int64(bytes.count)) bytes, not \(metadata.size)")
    }
    return bytes
  }
}

extension StoreError {
  /// Whether the error is about what a message names, an object or a bucket, rather than about the store as such.
  var isOfObject: Bool { [.notFound, .changed, .invalidKey, .accessDenied, .storeMissing].contains(code) }
}
