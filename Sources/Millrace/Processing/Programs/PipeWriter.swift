internal import Foundation

/// Writes what a program reads.
actor PipeWriter {
  private let thread = DedicatedThread("program-input")
  private var descriptor: Int32?
  private let abandonment: AbandonSignal

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ descriptor: Int32, abandonment: AbandonSignal) {
    self.descriptor = descriptor
    self.abandonment = abandonment
    // So that a program that does not read can be given up.
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { if let descriptor { Foundation.close(descriptor) } }

  /// Writes bytes, for as long as the program takes to read them. False where it does not read any more.
  func write(_ bytes: [UInt8]) -> Bool {
    guard let descriptor else { return false }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        guard abandonment.wait(for: descriptor, POLLOUT) else { return false }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Says that nothing more comes.
  func close() {
    if let descriptor { Foundation.close(descriptor) }
    descriptor = nil
  }
}
