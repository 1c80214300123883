/// How an external program is run.
struct ProgramOptions: Sendable {
  /// The program and its arguments.
  var command: [String]
  /// How long one object may take.
  var timeout = Duration.seconds(300)
  /// How long a program may take to end when it is asked to, before it is ended for good.
  var grace = Duration.seconds(5)
  /// The longest line that is handed to a program.
  var lineLimit = 64 << 20
  /// The pauses before a program that has crashed is started again.
  var restart = BackOff(first: .milliseconds(100), longest: .seconds(30))
}

extension ObjectMetadata {
  /// How a program learns which object it is given.
  var environment: [String: String] {
    [
      "MILLRACE_BUCKET": bucket, "MILLRACE_KEY": key, "MILLRACE_SIZE": "\(size)", "MILLRACE_ETAG": etag,
    ]
  }
}

/// Runs `body`, but no longer than `limit`; then calls `expire`, which is to make `body` end.
///
/// - Throws: what `body` throws; ``ProcessingError`` where the time was over.
func withTimeout<Value: Sendable>(
  _ limit: Duration, _ message: String, _ body: @escaping @Sendable () async throws -> Value,
  expire: @escaping @Sendable () async -> Void
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    let first = await group.nextResult()
    if case .success(let value?) = first {
      group.cancelAll()
      return value
    }
    group.cancelAll()
    // The body failed, the time is over, or the run is being cancelled: nothing of the program may stay behind.
    await expire()
    if case .failure(let error) = first { throw error }
    throw ProcessingError(.timedOut, message)
  }
}
