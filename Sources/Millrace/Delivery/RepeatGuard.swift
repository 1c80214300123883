internal import Foundation
internal import MillraceStorage

/// Lets each message be worked on once, however often it is sent and received: by the ids that our senders give messages
/// (``ReceivedMessage/stableID``), and the ledger.
///
/// How to use it: make one for a consumer. Let ``keeping(_:)`` run what works on the messages, so that claims are renewed
/// meanwhile, and there:
/// ```
/// guard case .take(let claim) = try await repeats.admit(held) else { continue }   // it is resolved already
/// do {
///   …work, until what it makes is durable…
///   try await repeats.finish(claim)
///   held.acknowledge()
/// } catch {
///   await repeats.release(claim)
///   held.giveBack(after: …)
/// }
/// ```
/// In this order a crash makes the work be done again, never be left out: a message is remembered only once its work is durable,
/// and acknowledged only once it is remembered.
struct RepeatGuard: Sendable {
  /// What is to be done with a message.
  enum Admission: Sendable {
    /// Work on it. nil: it has no id, and is not claimed.
    case take(Claim?)
    /// Nothing: it was done before and has been acknowledged, or another has it and it was given back for later.
    case resolved
  }

  /// Before a claim that another has is asked for again. Most work takes less than all of them.
  static let usualPauses: [Duration] = [50, 100, 200, 400, 800, 1_600].map { .milliseconds($0) }

  private let desk: ClaimDesk
  private let claimsAll: Bool
  private let pauses: [Duration]
  private let patience: Patience
  private let counters: DeliveryCounters

  /// - Parameters:
  ///   - pipeline: its name in the ledger.
  ///   - output: where results are, for people who ask the ledger.
  ///   - claimsAll: whether messages without an id are claimed, too, by the id that the queue gave them. Needed where work that is done twice
  ///     does harm.
  ///   - pauses: before a claim that another has is asked for again, while the message is in hand.
  init(
    ledger: any ClaimStore, pipeline: String, output: String, claimsAll: Bool = false,
    pauses: [Duration] = RepeatGuard.usualPauses, patience: Patience, counters: DeliveryCounters, events: any EventSink
  ) {
    desk = ClaimDesk(ledger: ledger, pipeline: pipeline, output: output, events: events)
    self.claimsAll = claimsAll
    self.pauses = pauses
    self.patience = patience
    self.counters = counters
  }

  /// Claims a message. Repeats are acknowledged and counted; what another works on is given back for later.
  func admit(_ held: HeldMessage) async throws -> Admission {
    let message = held.message
    guard let id = message.stableID ?? (claimsAll ? message.id : nil) else { return .take(nil) }
    let item = ReceivedMessage.claimItem(ofID: id)
    switch try await claim(item) {
    case .claimed(let claim): return .take(claim)
    case .done:
      held.acknowledge()
      counters.update { $0.repeats += 1 }
    case .held(_, let until):
      // Who works on it renews the claim, so that this looks about once in its length: each look counts as a receipt.
      let rest = Duration.milliseconds(Int64(max(0, until.timeIntervalSinceNow * 1000)))
      held.giveBack(after: max(rest, .seconds(1)))
    }
    return .resolved
  }

  /// Waits for another for a moment: giving back counts as a receipt, and too many of those kill a message.
  private func claim(_ item: String) async throws -> ClaimOutcome {
    for pause in pauses {
      let outcome = try await patience.attempt("use the ledger") { try await desk.claim(item) }
      guard case .held = outcome else { return outcome }
      try await Task.sleep(for: pause)
    }
    return try await patience.attempt("use the ledger") { try await desk.claim(item) }
  }

  /// Remembers that the work is done. Call it before the message is acknowledged.
  func finish(_ claim: Claim?) async throws {
    guard let claim else { return }
    _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
  }

  /// Lets others have the message: the work has failed.
  func release(_ claim: Claim?) async {
    if let claim { await desk.release(claim) }
  }

  /// Renews the claims.
  var keeper: ClaimKeeper { desk.keeper }

  /// Renews claims for as long as something runs.
  func keeping(_ body: () async throws -> Void) async throws {
    try await desk.keeper.keeping(body)
  }
}
