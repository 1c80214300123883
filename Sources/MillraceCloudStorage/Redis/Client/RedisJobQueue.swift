import Foundation

/// What waits for a connection. Its length is that of the callers who wait, each of whom is suspended.
final class RedisJobQueue: @unchecked Sendable {
  // Guarded by the condition.
  private var jobs: [RedisJob] = []
  private var first = 0
  private var idleWorkers = 0
  private var isClosed = false
  private let condition = NSCondition()

  enum Reception {
    case taken
    /// Nobody is free to do it yet.
    case takenButUnattended
    case closed
  }

  func push(_ job: RedisJob) -> Reception {
    condition.withLock {
      if isClosed { return .closed }
      jobs.append(job)
      condition.signal()
      return jobs.count - first > idleWorkers ? .takenButUnattended : .taken
    }
  }

  /// Waits for the next job; nil once the queue is closed and empty.
  func pop() -> RedisJob? {
    condition.withLock {
      idleWorkers += 1
      defer { idleWorkers -= 1 }
      while first == jobs.count {
        if isClosed { return nil }
        condition.wait()
      }
      let job = jobs[first]
      first += 1
      if first == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        first = 0
      }
      return job
    }
  }

  /// What waits is still done; nothing more is taken.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }
}
