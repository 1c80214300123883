internal import Foundation
internal import Synchronization

/// What the workers of a delivery pipeline have done, beyond what the consumer counts.
final class DeliveryCounters: Sendable {
  struct Values: Sendable {
    var failed = 0
    var found = 0
    /// Messages for which the transforms' conditions did not hold.
    var dropped = 0
    var quarantined = 0
    /// Messages that were done before, and acknowledged without work.
    var repeats = 0
    var objects = 0
    var batches = 0
    /// Records in outputs, and those in quarantine.
    var rows: Int64 = 0
    var badRecords: Int64 = 0
    /// Records that the transforms have dropped.
    var droppedRecords: Int64 = 0
    var bytesRead: Int64 = 0
    var bytesWritten: Int64 = 0
    var errors: [String: Int] = [:]
    /// When the last listing was gone through.
    var lastPass: Date?
  }

  private let state = Mutex(Values())

  func update(_ change: (inout Values) -> Void) {
    state.withLock { change(&$0) }
  }

  var values: Values { state.withLock { $0 } }
}
