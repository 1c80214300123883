internal import Synchronization

/// Keeps a failing service from being buried under retries (AWS SDKs' “standard” mode): retries cost tokens, which only
/// success brings back.
package final class RetryQuota: Sendable {
  package static let capacity = 500
  static let retryCost = 5
  static let timeoutCost = 10
  static let refill = 1

  private let tokens = Mutex(RetryQuota.capacity)

  package init() {}

  /// - Returns: what was paid; nil where there is not enough left.
  package func take(forTimeout isTimeout: Bool) -> Int? {
    let cost = isTimeout ? RetryQuota.timeoutCost : RetryQuota.retryCost
    return tokens.withLock { tokens in
      if tokens < cost { return nil }
      tokens -= cost
      return cost
    }
  }

  /// - Parameter paid: for the retry that succeeded; 0 where the first attempt did.
  package func succeeded(paid: Int) {
    tokens.withLock { $0 = min(RetryQuota.capacity, $0 + max(paid, RetryQuota.refill)) }
  }

  package var available: Int { tokens.withLock { $0 } }
}
