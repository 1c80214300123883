import Synchronization

/// Says which calls of a wrapped seam fail, and on which side of their effect.
///
/// A call that fails *after* its effect is what a caller sees when an answer is lost: the work is done, and it looks as if
/// it were not.
package final class FaultPlan: Sendable {
  package enum Moment: Sendable {
    case before
    case after
  }

  private struct Fault {
    var operation: String?
    var remaining: Int
    var moment: Moment
    var error: any Error & Sendable
    /// Whether no later call takes effect any more.
    var isDeath = false
  }

  private struct State {
    var faults: [Fault] = []
    var calls: [String] = []
    var isDead = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Lets one call fail.
  ///
  /// - Parameters:
  ///   - number: which call from now on, from 1.
  ///   - operation: counts only calls of this method, by its base name, e.g. `complete`; nil: all.
  package func fail(
    call number: Int = 1, of operation: String? = nil, _ moment: Moment,
    with error: any Error & Sendable = InjectedFault()
  ) {
    state.withLock {
      $0.faults.append(Fault(operation: operation, remaining: number, moment: moment, error: error))
    }
  }

  /// Lets the process die with one call: neither it nor, if it is `after` its effect, any later one has an effect.
  ///
  /// - Parameter number: which call from now on, from 1.
  package func die(call number: Int, _ moment: Moment) {
    state.withLock {
      $0.faults.append(Fault(remaining: number, moment: moment, error: InjectedFault(), isDeath: true))
    }
  }

  /// Whether the process has died.
  package var isDead: Bool { state.withLock { $0.isDead } }

  /// The methods that were called, in order.
  package var calls: [String] { state.withLock { $0.calls } }

  /// Counts a call and runs it, or fails as planned.
  func run<Value>(
    _ operation: String, _ body: () async throws -> Value, isolation: isolated (any Actor)? = #isolation
  ) async throws -> Value {
    let fault = due(operation)
    if let fault, fault.moment == .before { throw fault.error }
    let value = try await body()
    if let fault { throw fault.error }
    return value
  }

  private func due(_ operation: String) -> Fault? {
    state.withLock { state in
      if state.isDead { return Fault(remaining: 0, moment: .before, error: InjectedFault()) }
      state.calls.append(operation)
      for index in state.faults.indices where state.faults[index].operation ?? operation == operation {
        state.faults[index].remaining -= 1
      }
      guard let index = state.faults.firstIndex(where: { $0.remaining <= 0 }) else { return nil }
      state.isDead = state.faults[index].isDeath
      return state.faults.remove(at: index)
    }
  }
}
