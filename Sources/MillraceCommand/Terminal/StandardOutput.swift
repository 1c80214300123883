import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output, buffered, and aware of readers that have seen enough.
final class StandardOutput: Sendable {
  static let shared = StandardOutput()

  /// The reader has gone. What runs may stop; nothing went wrong.
  struct Closed: Error {}

  private let buffer = Mutex<[UInt8]>([])
  private static let capacity = 1 << 16

  /// Adds a line. Written when enough has come together, and at the end.
  func print(_ line: String) {
    buffer.withLock {
      $0.append(contentsOf: line.utf8)
      $0.append(UInt8(ascii: "\n"))
    }
  }

  /// Writes what is buffered if it is much.
  ///
  /// Throws ``Closed`` when nobody reads any more, and `CommandFailure` for other failures.
  func flushIfFull() throws {
    if buffer.withLock({ $0.count >= Self.capacity }) { try flush() }
  }

  /// Writes what is buffered.
  func flush() throws {
    let bytes = buffer.withLock { buffer in
      defer { buffer.removeAll(keepingCapacity: true) }
      return buffer
    }
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// Writes bytes past the buffer.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    do {
      try writeAll(bytes, to: STDOUT_FILENO)
    } catch {
      guard error.number == EPIPE else {
        throw CommandFailure(message: "standard output cannot be written: \(error)")
      }
      throw Closed()
    }
  }
}
