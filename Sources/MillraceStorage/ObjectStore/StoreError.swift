/// Why an object store could not do what it was asked to. No part of an object is visible.
package struct StoreError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// There is no such object.
    case notFound
    /// There is one, but not the version that was asked for.
    case changed
    /// No space is left, or a quota is used up.
    case diskFull
    /// The process may not read or write there.
    case accessDenied
    /// The store's own directory, or bucket, is gone.
    case storeMissing
    /// The key cannot be used.
    case invalidKey
    /// The file system, or the service, reported something else.
    case failed
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
