internal import AsyncHTTPClient
internal import NIOCore

/// Why an exchange brought no answer.
package struct TransportError: Error, Sendable {
  package enum Code: String, Sendable {
    /// No connection could be made.
    case notConnected = "NotConnected"
    /// The connection ended before the answer did.
    case connectionLost = "ConnectionLost"
    case timeout = "Timeout"
    /// The answer's body is larger than the caller takes.
    case answerTooLarge = "AnswerTooLarge"
    case cancelled = "Cancelled"
    /// The runtime has been shut down.
    case shutDown = "ShutDown"
    /// The request cannot be sent at all.
    case unusable = "UnusableRequest"
  }

  package var code: Code
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// Whether the same request may get an answer later.
  package var isRetryable: Bool {
    switch code {
    case .notConnected, .connectionLost, .timeout: true
    case .answerTooLarge, .cancelled, .shutDown, .unusable: false
    }
  }

  static func timeout(_ phase: TransportPhase, after seconds: Double, host: String) -> TransportError {
    TransportError(
      .timeout, "\(host) took longer than \(seconds) s in \(phase.rawValue). Check the network, or allow more time.")
  }

  init(_ error: any Error, host: String, timeouts: AWSTimeouts) {
    switch error {
    case let error as TransportError: self = error
    case is CancellationError: self.init(.cancelled, "The call was cancelled.")
    case let error as HTTPClientError: self.init(error, host: host, timeouts: timeouts)
    default: self.init(.notConnected, "The exchange with \(host) failed: \(error).", cause: error)
    }
  }

  private init(_ error: HTTPClientError, host: String, timeouts: AWSTimeouts) {
    switch error {
    case .cancelled: self.init(.cancelled, "The call was cancelled.")
    case .alreadyShutdown: self.init(.shutDown, "The connections have been closed.")
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      self = .timeout(.connecting, after: Double(timeouts.connect.nanoseconds) / 1e9, host: host)
      cause = error
    case .deadlineExceeded:
      self = .timeout(.whole, after: Double(timeouts.total.nanoseconds) / 1e9, host: host)
      cause = error
    case .writeTimeout:
      self = .timeout(.sending, after: Double(timeouts.write.nanoseconds) / 1e9, host: host)
      cause = error
    case .readTimeout:
      self = .timeout(.waiting, after: Double(timeouts.answer.nanoseconds) / 1e9, host: host)
      cause = error
    case .invalidURL, .emptyHost, .emptyScheme:
      self.init(.unusable, "The request cannot be sent to \(host): \(error).", cause: error)
    default: self.init(.connectionLost, "The connection to \(host) ended early: \(error).", cause: error)
    }
  }
}
