/// Why a call of a ``WebEndpoint`` brought no answer.
package struct WebEndpointError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The address is no URL of HTTP.
    case invalidAddress
    /// No connection could be made: nothing was sent.
    case notConnected
    /// The connection ended, or took too long, after something was sent.
    case noAnswer
    /// The storage has been closed, or the task was cancelled.
    case ended
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
