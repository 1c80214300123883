internal import Foundation
internal import Synchronization

/// What a run that loads files into a queue has done.
final class LoadCounters: Sendable {
  struct Values: Sendable {
    /// Files that were claimed.
    var found = 0
    var loaded = 0
    var quarantined = 0
    var failed = 0
    /// Files of the last listing that others hold.
    var held = 0
    var unreadable = 0
    var records: Int64 = 0
    var badRecords: Int64 = 0
    /// Records that the transforms have dropped.
    var droppedRecords: Int64 = 0
    var oversize = 0
    var messages = 0
    var batches = 0
    /// Of loaded files, as stored.
    var bytesRead: Int64 = 0
    /// Of messages that the queue has.
    var bytesWritten: Int64 = 0
    var errors: [String: Int] = [:]
    /// When the last listing was gone through.
    var lastPass: Date?
  }

  private let state = Mutex(Values())

  func update(_ change: (inout Values) -> Void) { state.withLock { change(&$0) } }

  var values: Values { state.withLock { $0 } }
}
