internal import Foundation
internal import MillraceStorage
internal import Synchronization

/// Prolongs claims for as long as their items are being worked on, in batches, at a third of their length.
final class ClaimKeeper: Sendable {
  private let ledger: any ClaimStore
  private let duration: TimeInterval
  private let events: any EventSink
  private let claims = Mutex<[String: Claim]>([:])
  private let added = WakeSignal()

  init(ledger: any ClaimStore, duration: TimeInterval, events: any EventSink) {
    self.ledger = ledger
    self.duration = duration
    self.events = events
  }

  func keep(_ claim: Claim) {
    claims.withLock { $0[claim.item] = claim }
    added.signal()
  }

  /// Ends the keeping.
  func drop(_ claim: Claim) {
    claims.withLock { $0[claim.item] = nil }
  }

  /// Works for as long as something else runs.
  func keeping(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: TaskThread("claims")) { await self.run() }
      defer { group.cancelAll() }
      try await body()
    }
  }

  /// Whether a claim is still ours, as far as is known.
  func holds(_ claim: Claim) -> Bool {
    claims.withLock { $0[claim.item]?.token == claim.token }
  }

  /// All that is claimed.
  var held: [Claim] { claims.withLock { Array($0.values) } }

  /// Works until the task is cancelled; asks for nothing while nothing is claimed.
  func run() async {
    while !Task.isCancelled {
      if claims.withLock({ $0.isEmpty }) {
        await added.wait()
        continue
      }
      try? await Task.sleep(for: .seconds(duration / 3))
      await renew()
    }
  }

  private func renew() async {
    let held = claims.withLock { Array($0.values) }
    if held.isEmpty || Task.isCancelled { return }
    do {
      for claim in try await ledger.renew(held, for: duration) {
        drop(claim)
        events.record(
          PipelineEvent(
            .warning, "claim-lost",
            "\(claim.item) was taken over by someone else; the work is done twice, its result is one",
            [("item", .text(claim.item))]))
      }
    } catch {
      // The next round comes before the claims lapse.
      events.record(PipelineEvent(.warning, "retry", "cannot renew claims: \(error.asPipelineError.message)"))
    }
  }
}
