internal import Crypto
internal import NIOHTTP1
internal import Synchronization

extension S3Service {
  func createUpload(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    var upload = S3Upload(
      key: address.key, started: clock.now, headers: try S3ObjectHeaders.kept(from: request.headers))
    if let name = request.headers.first(name: "x-amz-checksum-algorithm") {
      guard let algorithm = ChecksumAlgorithm(rawValue: name.uppercased()) else {
        throw S3Error.invalidRequest("Checksum algorithm provided is unsupported.")
      }
      upload.algorithm = algorithm
      upload.checksumKind = algorithm == .crc64nvme ? .fullObject : .composite
    }
    if let kind = request.headers.first(name: "x-amz-checksum-type").flatMap(S3Checksum.Kind.init(rawValue:)) {
      upload.checksumKind = kind
    }
    let (id, isKnown) = state.withLock { [upload] state in
      let id = "upload-" + Hex.encode(SHA256.hash(data: Array("\(upload.started)/\(state.nextSequence())".utf8)))
      state.buckets[address.bucket]?.uploads[id] = upload
      return (id, state.buckets[address.bucket] != nil)
    }
    guard isKnown else { throw S3Error.noSuchBucket(address.bucket) }
    var response = Self.xml("InitiateMultipartUploadResult") { xml in
      xml.element("Bucket", address.bucket)
      xml.element("Key", bytes: address.key.bytes)
      xml.element("UploadId", id)
    }
    if let algorithm = upload.algorithm {
      response.headers.append(("x-amz-checksum-algorithm", algorithm.rawValue))
      response.headers.append(("x-amz-checksum-type", upload.checksumKind.rawValue))
    }
    return response
  }

  func uploadPart(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    if request.headers.first(name: "content-length") == nil {
      throw ServiceError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411)
    }
    let digest = request.body.digests.md5Bytes ?? []
    let part = S3Upload.Part(
      body: request.body.content, etag: Hex.encode(digest), digest: digest, modified: clock.now,
      checksum: request.declaredChecksum)
    try add(part, to: address, request)
    return ServerResponse(
      headers: [("ETag", "\"\(part.etag)\"")] + S3ObjectHeaders.checksum(part.checksum).prefix(1))
  }

  func uploadPartCopy(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let source = try copySource(request)
    var body = source.body
    if let header = request.headers.first(name: "x-amz-copy-source-range") {
      let bounds = header.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
      guard header.hasPrefix("bytes="), bounds.count == 2, bounds[0] <= bounds[1], bounds[1] < source.body.count else {
        throw S3Error.invalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last")
      }
      body = source.body.slice(bounds[0]..<bounds[1] + 1)
    }
    var md5 = Insecure.MD5()
    body.forEachChunk { md5.update(bufferPointer: $0) }
    let digest = Array(md5.finalize())
    let part = S3Upload.Part(
      body: body, etag: Hex.encode(digest), digest: digest, modified: clock.now, checksum: nil)
    try add(part, to: address, request)
    return Self.xml("CopyPartResult") { xml in
      xml.element("ETag", "\"\(part.etag)\"")
      xml.element("LastModified", CalendarTime(milliseconds: part.modified).extended)
    }
  }

  private func add(_ part: S3Upload.Part, to address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) {
    guard let number = request.query["partNumber"].flatMap({ Int($0) }), S3Upload.partNumbers ~= number else {
      throw S3Error.invalidArgument("Part number must be an integer between 1 and 10000, inclusive")
    }
    if part.body.count > S3Upload.largestPart {
      throw ServiceError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    }
    let upload = try self.upload(address, request)
    if let wanted = upload.algorithm, let given = part.checksum?.algorithm, wanted != given {
      throw S3Error.invalidRequest(
        "Checksum Type mismatch occurred, expected checksum Type: \(wanted.rawValue.lowercased()), "
          + "actual checksum Type: \(given.rawValue.lowercased())")
    }
    let id = request.query["uploadId"] ?? ""
    let spool = spool
    let isStored = state.withLock { state in
      guard state.buckets[address.bucket]?.uploads[id] != nil else { return false }
      let old = state.buckets[address.bucket]?.uploads[id]?.parts.updateValue(part, forKey: number)
      spool.account(part.body.memoryCount - ((old ?? nil)?.body.memoryCount ?? 0))
      return true
    }
    if !isStored { throw S3Error.noSuchUpload }
  }

  func upload(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> S3Upload {
    let id = request.query["uploadId"] ?? ""
    let (upload, isKnown) = state.withLock { state in
      (state.buckets[address.bucket]?.uploads[id], state.buckets[address.bucket] != nil)
    }
    guard isKnown else { throw S3Error.noSuchBucket(address.bucket) }
    guard let upload, upload.key == address.key else { throw S3Error.noSuchUpload }
    return upload
  }

  func abortUpload(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let upload = try upload(address, request)
    let id = request.query["uploadId"] ?? ""
    state.withLock { $0.buckets[address.bucket]?.uploads[id] = nil }
    spool.account(-upload.parts.values.reduce(0) { $0 + $1.body.memoryCount })
    return .noContent
  }
}
