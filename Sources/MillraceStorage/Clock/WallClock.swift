package import Foundation

/// Where the time of day comes from: ledgers stamp rows and judge leases by it.
///
/// It is injected, so that tests decide what time it is. Leases are compared across processes, therefore this is wall
/// time and not a monotonic clock; machines that share a ledger are expected to agree to within a small part of a lease.
package protocol WallClock: Sendable {
  /// The current time. Ledgers keep it to the millisecond.
  var now: Date { get }
}
