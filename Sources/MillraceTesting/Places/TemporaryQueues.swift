import Foundation
package import MillraceStorage

/// Queues of a test's own, in a file that does not wait for the disk. They go away with the value.
package final class TemporaryQueues: Sendable {
  package let directory: TemporaryDirectory
  private let clock: any WallClock

  package init(clock: any WallClock = SystemWallClock()) throws {
    directory = try TemporaryDirectory()
    self.clock = clock
  }

  /// The file that the queues are in.
  package var path: String { directory.file("queues.sqlite") }

  /// A queue of a name, which is made if there is none. With `.fifo` at its end it is a FIFO queue.
  package func queue(_ name: String = "queue", settings: QueueSettings? = nil) async throws -> SQLiteQueue {
    try await SQLiteQueue.open(at: path, name: name, settings: settings, clock: clock, options: options)
  }

  private var options: QueueFileOptions {
    var options = QueueFileOptions()
    options.isDurable = false
    options.pollInterval = .milliseconds(20)
    return options
  }
}
