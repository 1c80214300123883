/// Why a queue or a topic could not do what it was asked to.
package struct QueueError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// There is no such queue or topic.
    case notFound
    /// The credentials are missing or wrong, or do not allow it.
    case accessDenied
    /// The receipt handle is not, or no longer, one of a message that is in flight.
    case invalidHandle
    /// The message itself cannot be taken: its characters, its attributes, its size.
    case invalidMessage
    /// Too many messages are in flight.
    case overLimit
    /// The call itself makes no sense.
    case invalidRequest
    /// It cannot be reached, or asks for patience. Trying again may help.
    case unavailable
    /// The service reported something else.
    case failed
  }

  package var code: Code
  /// Says what happened, where, and what to do; with the service's request id where there is one.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}

extension QueueError: Equatable {
  package static func == (left: QueueError, right: QueueError) -> Bool {
    left.code == right.code && left.message == right.message
  }
}
