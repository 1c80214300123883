internal import Synchronization

/// The faults that are on, and the dice.
final class FaultInjector: Sendable {
  private struct State {
    var faults: [Fault] = []
    var random: SplitMix
    var injected: [String: Int] = [:]
  }

  private let state: Mutex<State>
  /// Whether there is any fault: asked for every request, without the lock.
  private let isArmed = Atomic(false)

  init(seed: UInt64) { state = Mutex(State(random: SplitMix(seed: seed))) }

  func add(_ fault: Fault) {
    state.withLock { $0.faults.append(fault) }
    isArmed.store(true, ordering: .releasing)
  }

  /// Ends all faults; with a seed, the dice begin anew.
  func clear(seed: UInt64? = nil) {
    isArmed.store(false, ordering: .releasing)
    state.withLock { state in
      state.faults = []
      state.injected = [:]
      if let seed { state.random = SplitMix(seed: seed) }
    }
  }

  /// How often each kind struck.
  var injected: [String: Int] { state.withLock { $0.injected } }

  /// The faults that strike a request, at most one of those that replace its answer, and any delay.
  func strike(_ service: Service, _ operation: String) -> [Fault.Kind] {
    guard isArmed.load(ordering: .acquiring) else { return [] }
    var kinds: [Fault.Kind] = []
    roll(service.rawValue, operation) { kind in
      switch kind {
      case .duplicate, .reorder: return false
      case .delay: break
      case .errorInside where !["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"].contains(operation):
        return false
      default: if kinds.contains(where: \.replacesAnswer) { return false }
      }
      return true
    } strikes: {
      kinds.append($0)
    }
    return kinds
  }

  /// Whether a fault of deliveries strikes.
  func strikes(_ kind: Fault.Kind) -> Bool {
    guard isArmed.load(ordering: .acquiring) else { return false }
    var result = false
    roll("sqs", "ReceiveMessage") {
      $0 == kind && !result
    } strikes: { _ in
      result = true
    }
    return result
  }

  private func roll(
    _ service: String, _ operation: String, where matches: (Fault.Kind) -> Bool, strikes: (Fault.Kind) -> Void
  ) {
    state.withLock { state in
      for index in state.faults.indices {
        let fault = state.faults[index]
        guard fault.count != 0, fault.service ?? service == service, fault.operation ?? operation == operation,
          matches(fault.kind), state.random.fraction() < fault.share
        else { continue }
        state.faults[index].count = fault.count.map { $0 - 1 }
        state.injected[fault.kind.name, default: 0] += 1
        strikes(fault.kind)
      }
    }
  }
}

extension Fault.Kind {
  /// Whether at most one of its sort can strike a request.
  var replacesAnswer: Bool {
    switch self {
    case .delay, .duplicate, .reorder: false
    default: true
    }
  }

  /// As the control interface spells it.
  var name: String {
    switch self {
    case .internalError: "internal-error"
    case .internalErrorAfter: "internal-error-after"
    case .slowDown: "slow-down"
    case .timeout: "timeout"
    case .reset: "reset"
    case .resetAfter: "reset-after"
    case .cutBody: "cut-body"
    case .errorInside: "error-inside"
    case .expiredCredentials: "expired-credentials"
    case .delay: "delay"
    case .duplicate: "duplicate"
    case .reorder: "reorder"
    }
  }
}
