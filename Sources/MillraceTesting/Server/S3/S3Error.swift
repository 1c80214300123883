/// The errors of S3 that occur in several places.
/// Source: Amazon S3 API reference, "Error responses".
enum S3Error {
  static let notImplemented = ServiceError(
    "NotImplemented", "A header or query you provided implies functionality that is not implemented.", 501)
  static let preconditionFailed = ServiceError(
    "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
  static let malformedXML = ServiceError(
    "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")

  static func noSuchBucket(_ name: String) -> ServiceError {
    ServiceError("NoSuchBucket", "The specified bucket does not exist", 404, details: [("BucketName", name)])
  }

  static func noSuchKey(_ key: ObjectName) -> ServiceError {
    ServiceError("NoSuchKey", "The specified key does not exist.", 404, details: [("Key", key.text)])
  }

  static let noSuchUpload = ServiceError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404)

  static func invalidArgument(_ message: String) -> ServiceError { ServiceError("InvalidArgument", message) }

  static func invalidRequest(_ message: String) -> ServiceError { ServiceError("InvalidRequest", message) }
}

extension S3Service.State {
  func bucket(_ name: String) throws(ServiceError) -> S3Bucket {
    guard let bucket = buckets[name] else { throw S3Error.noSuchBucket(name) }
    return bucket
  }

  func object(_ address: ObjectAddress) throws(ServiceError) -> S3Object {
    guard let bucket = buckets[address.bucket] else { throw S3Error.noSuchBucket(address.bucket) }
    guard let object = bucket.objects[address.key] else { throw S3Error.noSuchKey(address.key) }
    return object
  }
}
