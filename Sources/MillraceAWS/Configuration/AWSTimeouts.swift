package import NIOCore

/// How long each phase of an exchange may take. What takes longer fails with ``AWSError/Kind/timeout`` and is retried.
package struct AWSTimeouts: Sendable, Equatable {
  /// Until a connection stands, TLS included. 3.1 s: a lost SYN is sent again after 1 s and 2 s more.
  package var connect: TimeAmount = .milliseconds(3_100)
  /// Without the peer taking any byte of the request.
  package var write: TimeAmount = .seconds(30)
  /// From the request's last byte to the answer's first. Long polls set ``AWSRequest/answerTimeout``.
  package var answer: TimeAmount = .seconds(30)
  /// Between two pieces of the answer's body.
  package var bodyIdle: TimeAmount = .seconds(30)
  /// One attempt as a whole. A streamed answer has no such limit, since its reader sets the pace.
  package var total: TimeAmount = .seconds(300)

  package init() {}
}
