internal import AsyncHTTPClient
internal import NIOCore
internal import NIOSSL

/// Why an exchange brought no answer.
package struct TransportError: Error, Sendable {
  package enum Code: String, Sendable {
    /// No connection could be made.
    case notConnected = "NotConnected"
    /// The server could not prove who it is.
    case untrusted = "UntrustedServer"
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
    case .untrusted, .answerTooLarge, .cancelled, .shutDown, .unusable: false
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
    default:
      if let refusal = TransportError.refusedCertificate(error, host: host) {
        self = refusal
      } else {
        self.init(.notConnected, "The exchange with \(host) failed: \(error).", cause: error)
      }
    }
  }

  private static func refusedCertificate(_ error: any Error, host: String) -> TransportError? {
    let isRefused =
      switch error {
      case NIOSSLError.handshakeFailed(let reason): String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED")
      case let error as NIOSSLExtraError: error == .failedToValidateHostname
      default: false
      }
    if !isRefused { return nil }
    return TransportError(
      .untrusted,
      "The certificate of \(host) is not trusted: \(error). Where a private authority has signed it, name the file of its "
        + "certificates in AWS_CA_BUNDLE.", cause: error)
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
