internal import NIOHTTP1

/// On what a write of an object depends.
package enum S3WriteCondition: Sendable, Equatable {
  /// Whatever is there is replaced.
  case none
  /// There must be no object of that key. Otherwise the answer is 412 (`PreconditionFailed`), or 409
  /// (`ConditionalRequestConflict`) where another write was under way: the same may be tried again then.
  case ifAbsent
  /// There must be an object with this ETag.
  case ifMatches(etag: String)

  func add(to request: inout S3Request) {
    switch self {
    case .none: break
    case .ifAbsent: request.headers.add(name: "If-None-Match", value: "*")
    case .ifMatches(let etag): request.headers.add(name: "If-Match", value: etag)
    }
  }
}
