internal import Synchronization

/// Lets many tasks share calls: what is asked for while a call is under way goes into the next one. Nobody waits for others
/// to come, so that a single asker is not slowed down.
final class CallBatcher<Request: Sendable, Answer: Sendable>: Sendable {
  private enum Turn {
    case answer(Result<Answer, any Error>)
    /// The asker's request is the first of the next call, which it makes.
    case lead
  }

  private struct Waiting {
    var request: Request
    var continuation: CheckedContinuation<Turn, Never>?
  }

  private struct State {
    var waiting: [Waiting] = []
    var isCalling = false
  }

  private let maximum: Int
  private let call: @Sendable ([Request]) async throws -> [Answer]
  private let state = Mutex(State())

  /// - Parameters:
  ///   - maximum: requests in one call.
  ///   - call: gives one answer for each request, in the same order.
  init(maximum: Int, call: @escaping @Sendable ([Request]) async throws -> [Answer]) {
    self.maximum = maximum
    self.call = call
  }

  func ask(_ request: Request) async throws -> Answer {
    let turn = await withCheckedContinuation { continuation in
      let leads = state.withLock { state in
        let leads = !state.isCalling
        state.isCalling = true
        if !leads { state.waiting.append(Waiting(request: request, continuation: continuation)) }
        return leads
      }
      if leads { continuation.resume(returning: .lead) }
    }
    switch turn {
    case .answer(let result): return try result.get()
    case .lead: return try await lead(request)
    }
  }

  private func lead(_ request: Request) async throws -> Answer {
    let others = state.withLock { state in
      let taken = Array(state.waiting.prefix(maximum - 1))
      state.waiting.removeFirst(taken.count)
      return taken
    }
    let result: Result<[Answer], any Error>
    do {
      result = .success(try await call([request] + others.map(\.request)))
    } catch {
      result = .failure(error)
    }
    for (index, other) in others.enumerated() {
      other.continuation?.resume(returning: .answer(result.map { $0[index + 1] }))
    }
    passOn()
    return try result.get()[0]
  }

  /// The next who waits makes the next call.
  private func passOn() {
    let next = state.withLock { state -> Waiting? in
      state.isCalling = !state.waiting.isEmpty
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    next?.continuation?.resume(returning: .lead)
  }
}
