internal import NIOHTTP1
internal import Synchronization

extension S3Service {
  /// Bytes of the largest object that one request may write.
  static let largestPut = 5 << 30

  func putObject(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    try checkLength(request)
    let object = S3Object(
      body: request.body.content, etag: Hex.encode(request.body.digests.md5Bytes ?? []), modified: clock.now,
      headers: try S3ObjectHeaders.kept(from: request.headers), checksum: request.declaredChecksum)
    try store(object, at: address, event: "ObjectCreated:Put", conditions: request.headers)
    return ServerResponse(headers: [("ETag", "\"\(object.etag)\"")] + S3ObjectHeaders.checksum(object.checksum))
  }

  private func checkLength(_ request: ServerRequest) throws(ServiceError) {
    if request.headers.first(name: "content-length") == nil {
      throw ServiceError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411)
    }
    if request.body.content.count > Self.largestPut {
      throw ServiceError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    }
  }

  /// Puts an object in its place if the conditions hold, and says so to whom it may concern.
  func store(
    _ object: S3Object, at address: ObjectAddress, event: String, conditions: HTTPHeaders,
    alongside: (inout S3Bucket) -> Void = { _ in }
  ) throws(ServiceError) {
    let spool = spool
    let outcome: Result<(NotificationConfiguration, UInt64), ServiceError> = state.withLock { state in
      do throws(ServiceError) {
        guard let existing = state.buckets[address.bucket]?.objects[address.key] else {
          if state.buckets[address.bucket] == nil { throw S3Error.noSuchBucket(address.bucket) }
          try S3Preconditions.checkWrite(conditions, existing: nil, key: address.key)
          return .success(state.commit(object, at: address, spool: spool, alongside))
        }
        try S3Preconditions.checkWrite(conditions, existing: existing, key: address.key)
        return .success(state.commit(object, at: address, spool: spool, alongside))
      } catch {
        return .failure(error)
      }
    }
    let (notifications, sequence) = try outcome.get()
    events.deliver(
      S3Event(
        name: event, bucket: address.bucket, key: address.key, size: object.body.count, etag: object.etag,
        sequence: sequence, time: object.modified), to: notifications)
  }

  func getObject(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let object = try object(at: address)
    var response = try answer(object, request)
    guard response.status != 304 else { return response }
    if let range = try S3Range.wanted(request, object) {
      response.status = 206
      response.headers.append(
        ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(object.body.count)"))
      response.body = object.body.slice(range)
    } else {
      response.body = object.body
      if asksForChecksum(request) { response.headers += S3ObjectHeaders.checksum(object.checksum) }
    }
    return response
  }

  func headObject(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let object = try object(at: address)
    var response = try answer(object, request)
    guard response.status != 304 else { return response }
    response.isBodyless = true
    response.announcedLength = object.body.count
    if let range = try S3Range.wanted(request, object) {
      response.status = 206
      response.headers.append(
        ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(object.body.count)"))
      response.announcedLength = range.count
    } else if asksForChecksum(request) {
      response.headers += S3ObjectHeaders.checksum(object.checksum)
    }
    return response
  }

  private func asksForChecksum(_ request: ServerRequest) -> Bool {
    request.headers.first(name: "x-amz-checksum-mode")?.uppercased() == "ENABLED"
  }

  private func answer(_ object: S3Object, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    var response = ServerResponse(headers: S3ObjectHeaders.answer(object, request))
    if try S3Preconditions.isNotModified(request.headers, object) {
      response.status = 304
      response.isBodyless = true
    } else if request.query.contains("partNumber"), !object.partSizes.isEmpty {
      response.headers.append(("x-amz-mp-parts-count", String(object.partSizes.count)))
    }
    return response
  }

  func object(at address: ObjectAddress) throws(ServiceError) -> S3Object {
    let result: Result<S3Object, ServiceError> = state.withLock { state in
      do throws(ServiceError) { return .success(try state.object(address)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension ServerRequest {
  /// The checksum that came with the body; it has been compared by then.
  var declaredChecksum: S3Checksum? {
    body.digests.declaredChecksum.map { S3Checksum(algorithm: $0.algorithm, value: $0.base64) }
  }
}

extension S3Service.State {
  mutating func commit(
    _ object: S3Object, at address: ObjectAddress, spool: Spool, _ alongside: (inout S3Bucket) -> Void
  ) -> (NotificationConfiguration, UInt64) {
    guard buckets[address.bucket] != nil else { return (NotificationConfiguration(), 0) }
    let old = buckets[address.bucket]?.objects.put(address.key, object)
    spool.account(object.body.memoryCount - ((old ?? nil)?.body.memoryCount ?? 0))
    alongside(&buckets[address.bucket, default: S3Bucket(name: address.bucket, created: 0)])
    return (buckets[address.bucket]?.notifications ?? NotificationConfiguration(), nextSequence())
  }
}
