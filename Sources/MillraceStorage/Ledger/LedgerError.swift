/// Why a ledger could not do what it was asked to. Nothing was changed.
package struct LedgerError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Another process has held the ledger for too long. Trying again may help.
    case locked
    /// The ledger is damaged, or it is not a ledger.
    case corrupt
    /// It may not be written to.
    case readOnly
    /// No space is left, or a quota is used up.
    case diskFull
    /// A newer version of the program has changed its layout.
    case newerVersion
    /// It cannot be opened or reached.
    case unavailable
    /// The call itself makes no sense, e.g. counts for another number of files than the manifest has.
    case invalidRequest
  }

  package var code: Code
  /// Says what happened, where, and what to do.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}
