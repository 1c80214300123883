internal import Foundation

/// Reads what a program writes.
actor PipeReader {
  private let thread = DedicatedThread("program-output")
  private let source: PipeSource

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// - Parameter descriptor: closed when the reader goes away.
  init(_ descriptor: Int32, abandonment: AbandonSignal) {
    source = PipeSource(descriptor, abandonment: abandonment)
  }

  /// The next bytes, as soon as there are any; empty at the end, or once the program is abandoned.
  func read() -> [UInt8] { source.read() }
}

/// The reading end of a pipe, for one thread that may block.
final class PipeSource {
  private let descriptor: Int32
  private let abandonment: AbandonSignal
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(_ descriptor: Int32, abandonment: AbandonSignal) {
    self.descriptor = descriptor
    self.abandonment = abandonment
  }

  deinit { close(descriptor) }

  /// The next bytes; empty at the end. Grandchildren of the program that keep the pipe open hold up nobody who abandons it.
  func read() -> [UInt8] {
    while abandonment.wait(for: descriptor, POLLIN) {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(buffer[..<count]) : []
    }
    return []
  }
}
