import GRDB

extension QueueError {
  /// An error of SQLite in the terms of a queue. Other errors are passed on as they are.
  static func from(_ error: any Error, path: String) -> any Error {
    if let fault = error as? SQLiteFileFault {
      return QueueError(fault.code == .unusable ? .unavailable : .invalidRequest, fault.message)
    }
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return QueueError(
        .unavailable,
        "The queue file \(path) is locked: another process has not let go of it in time. See who holds it (lsof), and try "
          + "again.",
        cause: error)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return QueueError(
        .accessDenied,
        "The queue file \(path) cannot be written to. Check the permissions of the file and its directory.",
        cause: error)
    case .SQLITE_FULL:
      return QueueError(
        .unavailable, "There is no space left for the queue file \(path). Make room and try again: nothing was lost.",
        cause: error)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return QueueError(
        .failed,
        "The queue file \(path) is damaged or no database (\(error.message ?? "unreadable")). Move it away, with its -wal "
          + "and -shm files; what it held may be salvaged with “sqlite3 \(path) .recover”.",
        cause: error)
    case .SQLITE_CANTOPEN:
      return QueueError(
        .unavailable, "The queue file \(path) cannot be opened. Check that its directory exists and may be written to.",
        cause: error)
    default:
      let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
      return QueueError(.failed, "The queue file \(path) failed: \(detail).", cause: error)
    }
  }
}
