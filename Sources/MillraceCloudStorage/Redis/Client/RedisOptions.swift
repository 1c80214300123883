package import Foundation

/// How a ledger in Redis is reached.
package struct RedisOptions: Sendable {
  /// For a connection to be made, in seconds.
  package var connectTimeout: TimeInterval = 5
  /// For the server to take or send a part of what is under way, in seconds.
  package var commandTimeout: TimeInterval = 15
  /// How long a call goes on trying while the server cannot be reached, in seconds. Then it throws.
  package var patience: TimeInterval = 30
  /// Connections, each with a thread of its own. They are made when they are needed.
  package var maximumConnections = 4
  /// Told what makes the ledger less safe than it has to be, in a sentence each. Nil: standard error is.
  package var onWarning: (@Sendable (String) -> Void)?

  package init() {}
}
