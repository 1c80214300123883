/// Answers one call after the other, until the sandbox is shut down.
package struct LambdaRuntime: Sendable {
  private enum Arrival: Sendable {
    case invocation(Invocation)
    case shutdown
  }

  private let api: RuntimeAPI
  private let function: LambdaFunction
  private let shutdown: Latch
  private let terminate: @Sendable () -> Void

  /// - Parameters:
  ///   - shutdown: made when the sandbox is to be shut down.
  ///   - terminate: ends the process, when a call was answered whose work could not be ended.
  package init(
    api: RuntimeAPI, function: LambdaFunction, shutdown: Latch, terminate: @escaping @Sendable () -> Void
  ) {
    self.terminate = terminate
    self.api = api
    self.function = function
    self.shutdown = shutdown
  }

  /// Works until the signal to shut down comes; a call that is being worked on is answered before.
  ///
  /// - Throws: ``RuntimeAPIError``.
  package func run() async throws {
    while case .invocation(let invocation) = try await next() {
      let answer = await function.answer(invocation, shutdown: shutdown) { [api, terminate] answer in
        try? await api.respond(to: invocation.id, answer)
        terminate()
      }
      try await api.respond(to: invocation.id, answer)
    }
  }

  /// The next call, or the end. A call that comes in the moment of the end is still answered.
  private func next() async throws -> Arrival {
    try await withThrowingTaskGroup(of: Arrival.self) { group in
      group.addTask { .invocation(try await api.next()) }
      group.addTask {
        await shutdown.wait()
        return .shutdown
      }
      let first = try await group.next() ?? .shutdown
      group.cancelAll()
      guard case .shutdown = first else { return first }
      if case .success(.invocation(let invocation)) = await group.nextResult() { return .invocation(invocation) }
      return .shutdown
    }
  }
}
