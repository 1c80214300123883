internal import Foundation
internal import MillraceStorage

/// Claims items, keeps them claimed, and records them as done: for many workers at a time, in shared calls of the ledger.
struct ClaimDesk: Sendable {
  /// How long a claim holds when nobody renews it.
  static let duration: TimeInterval = 60
  /// Items in one call.
  static let batch = 100

  let keeper: ClaimKeeper
  let ledger: any ClaimStore
  let pipeline: String
  let owner: String
  let output: String
  /// How long this desk's claims hold, in seconds.
  let length: TimeInterval
  private let claims: CallBatcher<String, ClaimOutcome>
  private let ends: CallBatcher<Claim, Bool>

  /// - Parameter output: where results are, for people who ask the ledger.
  init(
    ledger: any ClaimStore, pipeline: String, owner: String = LeaseOwner().text, output: String,
    duration: TimeInterval = ClaimDesk.duration, events: any EventSink
  ) {
    self.ledger = ledger
    self.pipeline = pipeline
    self.owner = owner
    self.output = output
    length = duration
    keeper = ClaimKeeper(ledger: ledger, duration: duration, events: events)
    claims = CallBatcher(maximum: Self.batch) { items in
      try await ledger.claim(items, in: pipeline, owner: owner, for: duration)
    }
    ends = CallBatcher(maximum: Self.batch) { claims in
      let lost = try await ledger.finish(claims, output: output)
      return claims.map { claim in !lost.contains { $0.item == claim.item && $0.token == claim.token } }
    }
  }

  /// Tries to take an item; what is taken stays so until it is finished or released.
  func claim(_ item: String) async throws -> ClaimOutcome {
    let outcome = try await claims.ask(item)
    if case .claimed(let claim) = outcome { keeper.keep(claim) }
    return outcome
  }

  /// Records an item as done. False where someone else has taken it over.
  @discardableResult
  func finish(_ claim: Claim) async throws -> Bool {
    let isOurs = try await ends.ask(claim)
    keeper.drop(claim)
    return isOurs
  }

  /// Gives an item back. Where that fails the claim lapses.
  func release(_ claim: Claim) async {
    keeper.drop(claim)
    // Not a child of the caller's task: who was cancelled, as at the end of a run, still gives back what he holds.
    await Task { [ledger] in try? await ledger.release([claim]) }.value
  }
}
