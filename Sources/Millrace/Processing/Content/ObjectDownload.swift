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

  /// Lends the content to `body` while it is being downloaded.
  ///
  /// - Throws: what `body` throws, and `StoreError`: `notFound` or `changed` where the object, or this version of it, is gone.
  func withContent<Value: Sendable>(
    _ body: @Sendable (ObjectContent) async throws -> Value
  ) async throws -> Value {
    let channel = ChunkChannel(limit: max(readAhead, 1))
    let content = ObjectContent(
      channel, name: metadata.key, limits: limits, transform: transform, lineLimit: lineLimit)
    // The first piece tells whether the object is there at all; most objects have no other.
    if metadata.size > 0 { channel.add(try await piece(at: 0)) }
    guard metadata.size > Int64(chunkBytes) else {
      channel.finish()
      return try await body(content)
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await downloadRest(into: channel) }
      defer {
        channel.cancel()
        group.cancelAll()
      }
      let value = try await body(content)
      if let failure = channel.failure { throw failure }
      return value
    }
  }

  private func downloadRest(into channel: ChunkChannel) async {
    do {
      for offset in stride(from: Int64(chunkBytes), to: metadata.size, by: chunkBytes) {
        guard await channel.send(try await piece(at: offset)) else { return }
      }
      channel.finish()
    } catch {
      channel.finish(error)
    }
  }

  private func piece(at offset: Int64) async throws -> [UInt8] {
    let end = min(offset + Int64(chunkBytes), metadata.size)
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
