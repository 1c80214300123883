import Foundation

extension StoreError {
  /// What the operating system answered, in the terms of a store.
  static func from(errno code: Int32, doing action: String, path: String) -> StoreError {
    let detail = String(cString: strerror(code))
    switch code {
    case ENOSPC, EDQUOT:
      return StoreError(.diskFull, "Cannot \(action) \(path): no space is left (\(detail)). Make room and try again.")
    case EFBIG:
      return StoreError(.diskFull, "Cannot \(action) \(path): a limit on the size of files is reached (\(detail)).")
    case EACCES, EPERM, EROFS:
      return StoreError(
        .accessDenied, "Cannot \(action) \(path): \(detail). Check the owner and the permissions of its directory.")
    case ENOENT:
      return StoreError(.notFound, "Cannot \(action) \(path): it does not exist.")
    case ENOTDIR, EISDIR, EEXIST, ENOTEMPTY:
      return StoreError(
        .failed, "Cannot \(action) \(path): a file and a directory would need the same name (\(detail)).")
    default:
      return StoreError(.failed, "Cannot \(action) \(path): \(detail).")
    }
  }
}
