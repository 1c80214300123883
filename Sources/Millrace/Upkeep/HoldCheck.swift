internal import Foundation
package import MillraceStorage

/// Finds what is held in a ledger, and frees what is stuck.
package struct HoldCheck: Sendable {
  private let ledger: any Ledger
  private let pipeline: String
  private let clock: any WallClock

  package init(ledger: any Ledger, pipeline: String, clock: any WallClock = SystemWallClock()) {
    self.ledger = ledger
    self.pipeline = pipeline
    self.clock = clock
  }

  /// What is held: items, the longest held first, then manifests.
  ///
  /// - Parameters:
  ///   - longest: what is held for longer is overdue, also if its owner renews it; nil: nothing is.
  ///   - limit: of each of the two.
  package func holds(olderThan longest: Duration? = nil, limit: Int = 100_000) async throws -> [Hold] {
    let now = clock.now
    let items = try await ledger.heldItems(of: pipeline, limit: limit).map { item in
      let age = now.timeIntervalSince(item.claimedAt)
      let isOverdue = longest.map { age > $0 / .seconds(1) } ?? false
      return Hold(
        name: item.item, owner: item.owner, since: item.claimedAt, until: item.expiresAt,
        state: item.expiresAt <= now ? .lapsed : isOverdue ? .overdue : .held, right: .claim(item.claim(in: pipeline)))
    }
    let manifests = try await ledger.unfinishedManifests(of: pipeline, limit: limit).compactMap { manifest in
      manifest.lease.map { lease in
        Hold(
          name: manifest.id, owner: lease.owner, since: nil, until: lease.expiresAt,
          state: lease.expiresAt <= now ? .lapsed : .held, right: .lease(lease))
      }
    }
    return items + manifests
  }

  /// Takes holds away from their owners, so that others can have the items at once. What was taken or done since it was looked at
  /// is left alone. An owner that lives all the same is told so when it next renews or finishes; its work is done twice.
  package func free(_ holds: [Hold]) async throws {
    var claims: [Claim] = []
    for hold in holds {
      switch hold.right {
      case .claim(let claim): claims.append(claim)
      case .lease(let lease): try await ledger.release(lease)
      }
    }
    for part in claims.inParts(of: 500) { try await ledger.release(part) }
  }
}
