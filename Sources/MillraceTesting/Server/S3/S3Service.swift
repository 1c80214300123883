internal import NIOHTTP1
internal import Synchronization

/// S3: buckets and objects in memory, with the rules of the real one.
final class S3Service: Sendable {
  static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  struct State: Sendable {
    var buckets: [String: S3Bucket] = [:]
    /// Orders events and names uploads; never reused.
    var sequence: UInt64 = 0

    mutating func nextSequence() -> UInt64 {
      sequence += 1
      return sequence
    }
  }

  let state = Mutex(State())
  let clock: ServerClock
  let spool: Spool
  let region: String
  let events: S3EventDelivery

  init(clock: ServerClock, spool: Spool, region: String, events: S3EventDelivery) {
    self.clock = clock
    self.spool = spool
    self.region = region
    self.events = events
  }

  func reset() { state.withLock { $0 = State() } }

  /// Buckets and their numbers of objects.
  var objectCounts: [String: Int] { state.withLock { $0.buckets.mapValues(\.objects.count) } }

  func handle(_ operation: S3Operation, _ request: ServerRequest, _ place: S3Place) throws(ServiceError)
    -> ServerResponse
  {
    if operation == .listBuckets { return listBuckets() }
    guard let bucket = place.bucket else { throw S3Error.notImplemented }
    guard let key = place.key else { return try handle(operation, request, bucket: bucket) }
    return try handle(operation, request, ObjectAddress(bucket: bucket, key: key))
  }

  private func handle(
    _ operation: S3Operation, _ request: ServerRequest, bucket: String
  ) throws(ServiceError) -> ServerResponse {
    switch operation {
    case .createBucket: try createBucket(bucket, request)
    case .deleteBucket: try deleteBucket(bucket)
    case .headBucket: try headBucket(bucket)
    case .getBucketLocation: try bucketLocation(bucket)
    case .getBucketVersioning: try bucketVersioning(bucket)
    case .getBucketNotification: try bucketNotification(bucket)
    case .putBucketNotification: try putBucketNotification(bucket, request)
    case .listObjects, .listObjectsV2: try listObjects(bucket, request.query, isSecond: operation == .listObjectsV2)
    case .listMultipartUploads: try listUploads(bucket, request.query)
    case .deleteObjects: try deleteObjects(bucket, request)
    default: throw S3Error.notImplemented
    }
  }

  private func handle(
    _ operation: S3Operation, _ request: ServerRequest, _ address: ObjectAddress
  ) throws(ServiceError) -> ServerResponse {
    if address.key.bytes.count > ObjectName.longest {
      throw ServiceError(
        "KeyTooLongError", "Your key is too long", details: [("MaxSizeAllowed", "\(ObjectName.longest)")])
    }
    return switch operation {
    case .putObject: try putObject(address, request)
    case .copyObject: try copyObject(address, request)
    case .getObject: try getObject(address, request)
    case .headObject: try headObject(address, request)
    case .deleteObject: try deleteObject(address)
    case .createMultipartUpload: try createUpload(address, request)
    case .uploadPart: try uploadPart(address, request)
    case .uploadPartCopy: try uploadPartCopy(address, request)
    case .completeMultipartUpload: try completeUpload(address, request)
    case .abortMultipartUpload: try abortUpload(address, request)
    case .listParts: try listParts(address, request)
    default: throw S3Error.notImplemented
    }
  }

  static func xml(_ root: String, _ content: (inout XMLWriter) -> Void) -> ServerResponse {
    var writer = XMLWriter()
    writer.element(root, namespace: namespace, content)
    return ServerResponse(contentType: "application/xml", bytes: writer.bytes)
  }
}

/// An object's place.
struct ObjectAddress: Sendable {
  var bucket: String
  var key: ObjectName
}
