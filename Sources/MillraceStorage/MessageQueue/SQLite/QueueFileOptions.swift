package import Foundation

/// How a process uses an SQLite file with queues.
package struct QueueFileOptions: Sendable {
  /// How long a call waits for another process, in seconds.
  package var busyTimeout: TimeInterval = 30
  /// Memory for pages, of each connection, in KiB. There are one writer and one reader.
  package var cacheKibibytes: Int = 8192
  /// Whether a commit waits for the disk. Only tests do without: a power failure may then undo or damage what was sent.
  package var isDurable = true
  /// How often a waiting receive looks whether another process has sent something. It costs some 30 µs of CPU
  /// twice an interval, however many receives wait. What this process sends is seen at once.
  package var pollInterval: Duration = .milliseconds(100)

  package init() {}
}
