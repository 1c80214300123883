internal import Synchronization

extension S3Service {
  func listBuckets() -> ServerResponse {
    let buckets = state.withLock { $0.buckets.values.sorted { $0.name < $1.name } }
    return Self.xml("ListAllMyBucketsResult") { xml in
      Self.writeOwner("Owner", to: &xml)
      xml.element("Buckets") { xml in
        for bucket in buckets {
          xml.element("Bucket") { xml in
            xml.element("Name", bucket.name)
            xml.element("CreationDate", CalendarTime(milliseconds: bucket.created).extended)
          }
        }
      }
    }
  }

  func createBucket(_ name: String, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    guard S3Bucket.isValid(name: name) else {
      throw ServiceError("InvalidBucketName", "The specified bucket is not valid.", details: [("BucketName", name)])
    }
    try checkLocation(request)
    let now = clock.now
    let isNew = state.withLock { state in
      if state.buckets[name] != nil { return false }
      state.buckets[name] = S3Bucket(name: name, created: now)
      return true
    }
    if !isNew, region != "us-east-1" {
      throw ServiceError(
        "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.",
        409, details: [("BucketName", name)])
    }
    return ServerResponse(headers: [("Location", "/" + name)])
  }

  /// `us-east-1` is said by saying nothing; every other region must be named.
  private func checkLocation(_ request: ServerRequest) throws(ServiceError) {
    var constraint: String?
    if request.body.content.count > 0 {
      guard let root = try? XMLParser.parse(request.body.content.bytes) else { throw S3Error.malformedXML }
      constraint = root.text("LocationConstraint")
    }
    if constraint == (region == "us-east-1" ? nil : region) { return }
    throw ServiceError(
      constraint == "us-east-1" ? "InvalidLocationConstraint" : "IllegalLocationConstraintException",
      "The \(constraint ?? "unspecified") location constraint is incompatible for the region specific endpoint this "
        + "request was sent to.")
  }

  func deleteBucket(_ name: String) throws(ServiceError) -> ServerResponse {
    let problem: ServiceError? = state.withLock { state in
      guard let bucket = state.buckets[name] else { return S3Error.noSuchBucket(name) }
      if bucket.objects.count > 0 {
        return ServiceError(
          "BucketNotEmpty", "The bucket you tried to delete is not empty", 409, details: [("BucketName", name)])
      }
      state.buckets[name] = nil
      return nil
    }
    if let problem { throw problem }
    return .noContent
  }

  func headBucket(_ name: String) throws(ServiceError) -> ServerResponse {
    try requireBucket(name)
    return ServerResponse(headers: [("x-amz-bucket-region", region), ("Content-Type", "application/xml")])
  }

  func bucketLocation(_ name: String) throws(ServiceError) -> ServerResponse {
    try requireBucket(name)
    var writer = XMLWriter()
    writer.element("LocationConstraint", namespace: Self.namespace) { _ in }
    if region == "us-east-1" { return ServerResponse(contentType: "application/xml", bytes: writer.bytes) }
    writer = XMLWriter()
    writer.element("LocationConstraint", region)
    return ServerResponse(contentType: "application/xml", bytes: writer.bytes)
  }

  /// Versioning is always off.
  func bucketVersioning(_ name: String) throws(ServiceError) -> ServerResponse {
    try requireBucket(name)
    return Self.xml("VersioningConfiguration") { _ in }
  }

  func requireBucket(_ name: String) throws(ServiceError) {
    if state.withLock({ $0.buckets[name] == nil }) { throw S3Error.noSuchBucket(name) }
  }

  static func writeOwner(_ element: String, to xml: inout XMLWriter) {
    xml.element(element) { xml in
      xml.element("ID", "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a")
      xml.element("DisplayName", "millrace")
    }
  }
}
