internal import NIOHTTP1
internal import Synchronization

extension S3Service {
  /// Keys in one request to delete many.
  static let mostKeys = 1000

  func deleteObject(_ address: ObjectAddress) throws(ServiceError) -> ServerResponse {
    try requireBucket(address.bucket)
    remove(address)
    return .noContent
  }

  private func remove(_ address: ObjectAddress) {
    let (spool, now) = (spool, clock.now)
    let removed: (NotificationConfiguration, UInt64)? = state.withLock { state in
      guard let old = state.buckets[address.bucket]?.objects.remove(address.key) else { return nil }
      spool.account(-old.body.memoryCount)
      return (state.buckets[address.bucket]?.notifications ?? NotificationConfiguration(), state.nextSequence())
    }
    guard let (notifications, sequence) = removed else { return }
    events.deliver(
      S3Event(
        name: "ObjectRemoved:Delete", bucket: address.bucket, key: address.key, size: nil, etag: nil,
        sequence: sequence, time: now), to: notifications)
  }

  func deleteObjects(_ bucket: String, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    try requireBucket(bucket)
    if request.headers.first(name: "content-md5") == nil, request.body.digests.declaredChecksum == nil {
      throw S3Error.invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*")
    }
    guard let root = try? XMLParser.parse(request.body.content.bytes), root.name == "Delete" else {
      throw S3Error.malformedXML
    }
    let keys = root.all("Object").compactMap { $0.text("Key") }.map { ObjectName($0) }
    guard 1...Self.mostKeys ~= keys.count else { throw S3Error.malformedXML }
    for key in keys where key.bytes.count <= ObjectName.longest { remove(ObjectAddress(bucket: bucket, key: key)) }
    let isQuiet = root.text("Quiet") == "true"
    return Self.xml("DeleteResult") { xml in
      for key in keys {
        if key.bytes.count > ObjectName.longest {
          xml.element("Error") { xml in
            xml.element("Key", bytes: key.bytes)
            xml.element("Code", "KeyTooLongError")
            xml.element("Message", "Your key is too long")
          }
        } else if !isQuiet {
          xml.element("Deleted") { $0.element("Key", bytes: key.bytes) }
        }
      }
    }
  }
}
