import Foundation
import MillraceStorage
import Synchronization

/// Messages a second through a queue in SQLite, in calls of ten: first all sent, then all received and deleted.
struct QueueRates {
  /// Bytes of a message.
  private static let size = 1000

  let path: String
  /// Tasks that send, and then that receive and delete, at the same time.
  let tasks: Int

  /// Prints a line. The messages are cut into calls evenly, and each must come exactly once.
  func run(_ count: Int) async throws {
    let queue = try await SQLiteQueue.open(at: path, name: "q\(tasks)")
    let body = Array(repeating: UInt8(ascii: "x"), count: Self.size)
    let batch = Array(repeating: OutgoingMessage(body: body), count: 10)
    let share = count / 10 / tasks
    let clock = ContinuousClock()
    let start = QueueRates.cpuSeconds
    let sending = try await clock.measure {
      try await inParallel { for _ in 0..<share { _ = try await queue.send(batch) } }
    }
    let received = Mutex(0)
    let receiving = try await clock.measure {
      try await inParallel {
        while true {
          let messages = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
          if messages.isEmpty { return }
          received.withLock { $0 += messages.count }
          let failures = try await queue.delete(messages.map(\.receiptHandle))
          precondition(failures.isEmpty)
        }
      }
    }
    let total = share * 10 * tasks
    precondition(received.withLock { $0 } == total)
    let rate = { (duration: Duration) in Int(Double(total) / (duration / .seconds(1))) }
    let cpu = (QueueRates.cpuSeconds - start) * 1_000_000 / Double(total)
    print(
      "\(tasks) tasks: \(rate(sending)) sent/s, \(rate(receiving)) received and deleted/s, "
        + "\(rate(sending + receiving)) whole life/s, \(Int(cpu)) µs of CPU a message")
  }

  private func inParallel(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks { group.addTask { try await body() } }
      try await group.waitForAll()
    }
  }

  private static var cpuSeconds: Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }
}
