internal import MillraceAWS
internal import MillraceStorage

extension StoreError {
  /// - Parameter action: what was tried: `read`.
  init(_ error: AWSError, doing action: String, key: String, in location: String) {
    self.init(
      StoreError.code(error), "Cannot \(action) “\(key)” in \(location): \(error.message)", cause: error)
  }

  /// One key of a deletion of many.
  init(_ failure: S3Client.DeleteObjects.Failure, in location: String) {
    let isDenied = failure.code == "AccessDenied"
    self.init(
      isDenied ? .accessDenied : .failed,
      "Cannot delete “\(failure.key)” in \(location): \(failure.code): \(failure.message ?? "no reason is given").")
  }

  private static func code(_ error: AWSError) -> Code {
    switch error.code {
    case "NoSuchBucket": return .storeMissing
    case "NoSuchKey", "NoSuchVersion", "NotFound": return .notFound
    case "InvalidObjectState": return .failed
    case "KeyTooLongError", "InvalidURI": return .invalidKey
    case "QuotaExceeded", "QuotaExceededException", "XMinioStorageFull", "InsufficientStorage": return .diskFull
    default: break
    }
    if error.kind == .credentials { return .accessDenied }
    switch error.status {
    case 401, 403: return .accessDenied
    case 404: return .notFound
    case 412: return .changed
    case 507: return .diskFull
    default: return .failed
    }
  }
}
