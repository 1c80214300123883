internal import NIOHTTP1

/// `If-…` headers against an object.
enum S3Preconditions {
  /// For GET and HEAD: true if the answer is 304.
  ///
  /// - Throws: `PreconditionFailed`.
  static func isNotModified(_ headers: HTTPHeaders, _ object: S3Object) throws(ServiceError) -> Bool {
    let modified = object.modified / 1000
    if let tags = headers.first(name: "if-match") {
      if !matches(tags, object.etag) { throw S3Error.preconditionFailed }
    } else if let time = seconds(headers.first(name: "if-unmodified-since")), modified > time {
      throw S3Error.preconditionFailed
    }
    if let tags = headers.first(name: "if-none-match") { return matches(tags, object.etag) }
    if let time = seconds(headers.first(name: "if-modified-since")) { return modified <= time }
    return false
  }

  /// For writes: whether the object that is there, or none, is what the writer expects.
  static func checkWrite(_ headers: HTTPHeaders, existing: S3Object?, key: ObjectName) throws(ServiceError) {
    if let tags = headers.first(name: "if-none-match") {
      guard tags == "*" else { throw S3Error.notImplemented }
      if existing != nil {
        throw ServiceError(
          "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412,
          details: [("Condition", "If-None-Match")])
      }
    }
    if let tags = headers.first(name: "if-match") {
      guard let existing else { throw S3Error.noSuchKey(key) }
      if !matches(tags, existing.etag) {
        throw ServiceError(
          "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412,
          details: [("Condition", "If-Match")])
      }
    }
  }

  /// For the source of a copy.
  static func checkSource(_ headers: HTTPHeaders, _ object: S3Object) throws(ServiceError) {
    if let tags = headers.first(name: "x-amz-copy-source-if-match"), !matches(tags, object.etag) {
      throw S3Error.preconditionFailed
    }
    if let tags = headers.first(name: "x-amz-copy-source-if-none-match"), matches(tags, object.etag) {
      throw S3Error.preconditionFailed
    }
  }

  private static func matches(_ tags: String, _ etag: String) -> Bool {
    tags.split(separator: ",").contains { tag in
      let tag = tag.filter { $0 != " " && $0 != "\"" }
      return tag == "*" || tag == etag
    }
  }

  private static func seconds(_ header: String?) -> Int64? {
    header.flatMap(CalendarTime.init(http:)).map { $0.milliseconds / 1000 }
  }
}
