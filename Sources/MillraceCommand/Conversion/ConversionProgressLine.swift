import Dispatch
import MillraceConversion
import Synchronization

/// Draws how far conversions have come: MB/s, files, rows, and the time left where the amount of work is known.
final class ConversionProgressLine: Sendable {
  private struct Done {
    var bytes = 0
    var rows = 0
    var files = 0
  }

  private static let interval = DispatchTimeInterval.milliseconds(100)

  private let line: ProgressLine
  private let start = ContinuousClock.now
  private let fileCount: Int
  /// Bytes of all inputs after decompression; nil where that is not known beforehand.
  private let totalBytes: Int64?
  /// What earlier conversions have done.
  private let earlier = Mutex(Done())

  init(_ items: [InputList.Item], line: ProgressLine = ProgressLine()) {
    self.line = line
    fileCount = items.count
    let sizes = items.map { $0.input.name.hasSuffix(".gz") || $0.input.name.hasSuffix(".zst") ? nil : $0.size }
    totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// Draws the line while `work` runs, and removes it after that.
  func watch<Result>(_ counters: ConversionProgress, during work: () throws -> Result) rethrows -> Result {
    guard line.isShown else { return try work() }
    let finished = DispatchSemaphore(value: 0)
    let removed = DispatchSemaphore(value: 0)
    startThread(name: "progress") {
      while finished.wait(timeout: .now() + Self.interval) == .timedOut { self.line.draw(self.text(counters)) }
      self.line.clear()
      removed.signal()
    }
    defer {
      finished.signal()
      removed.wait()
      earlier.withLock {
        $0.bytes += counters.bytes
        $0.rows += counters.rows
        $0.files += counters.inputs
      }
    }
    return try work()
  }

  private func text(_ counters: ConversionProgress) -> String {
    let earlier = earlier.withLock { $0 }
    let bytes = Int64(earlier.bytes + counters.bytes)
    let elapsed = ContinuousClock.now - start
    var text =
      "\(Quantity.rate(bytes, in: elapsed)), \(Quantity.count(earlier.files + counters.inputs)) of "
      + "\(Quantity.counted(fileCount, "file")), \(Quantity.counted(earlier.rows + counters.rows, "row"))"
    if let totalBytes, bytes > 0, totalBytes > bytes {
      let left = elapsed * (Double(totalBytes - bytes) / Double(bytes))
      text += ", \(Quantity.duration(left)) left"
    }
    return text
  }
}
