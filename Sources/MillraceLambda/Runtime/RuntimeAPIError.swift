/// Lambda's runtime API has not answered as it should. The process is to end: Lambda starts another.
package struct RuntimeAPIError: Error, Sendable, CustomStringConvertible {
  package var message: String
  package var cause: (any Error)?

  package init(_ message: String, cause: (any Error)? = nil) {
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}
