import GRDB

extension LedgerError {
  /// An error of SQLite in the terms of a ledger. Other errors are passed on as they are.
  static func from(_ error: any Error, path: String) -> any Error {
    if let fault = error as? SQLiteFileFault {
      let code: Code =
        switch fault.code {
        case .unusable: .unavailable
        case .foreign: .corrupt
        case .newer: .newerVersion
        }
      return LedgerError(code, fault.message)
    }
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return LedgerError(
        .locked,
        "The ledger \(path) is locked: another process has not let go of it in time. See who holds it (lsof), and try again.",
        cause: error)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return corrupt(error, path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return LedgerError(
        .readOnly, "The ledger \(path) cannot be written to. Check the permissions of the file and its directory.",
        cause: error)
    case .SQLITE_FULL:
      return LedgerError(
        .diskFull, "There is no space left for the ledger \(path). Make room and try again: nothing was lost.",
        cause: error)
    case .SQLITE_CANTOPEN:
      return LedgerError(
        .unavailable, "The ledger \(path) cannot be opened. Check that its directory exists and may be written to.",
        cause: error)
    default:
      let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
      return LedgerError(.unavailable, "The ledger \(path) failed: \(detail).", cause: error)
    }
  }

  private static func corrupt(_ error: DatabaseError, path: String) -> LedgerError {
    LedgerError(
      .corrupt,
      "The ledger \(path) is damaged or is not a ledger (\(error.message ?? "unreadable")). Move it away, with its -wal and "
        + "-shm files, and run again with a new one: outputs are named by their content, so nothing is written twice. What "
        + "it knew may be salvaged with “sqlite3 \(path) .recover”.",
      cause: error)
  }
}
