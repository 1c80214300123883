import Foundation

/// Writes bytes into a pipe from a thread of its own.
final class Feeder: Sendable {
  private let done = DispatchSemaphore(value: 0)

  init(path: String, bytes: [UInt8]) {
    let done = done
    Thread.detachNewThread {
      if let handle = FileHandle(forWritingAtPath: path) {
        try? handle.write(contentsOf: Data(bytes))
        try? handle.close()
      }
      done.signal()
    }
  }

  func wait() { done.wait() }
}
