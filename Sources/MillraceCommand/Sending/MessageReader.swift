import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the bodies of messages from files and standard input, in their order. Holds one body and one block at a time.
///
/// Reading blocks a thread of Dispatch's, never one of the cooperative pool.
final class MessageReader: @unchecked Sendable {
  // Used by one task at a time, which waits for each call to end before it makes the next.
  struct Body: Sendable {
    var bytes: [UInt8]
    /// `events.ndjson:17`, or the file's name.
    var origin: String
  }

  private let unit: MessageUnit
  private let bodyLimit: Int
  private var files: ArraySlice<String>
  private var current: OpenFile?
  private let queue = DispatchQueue(label: "millrace.send.read")

  /// - Parameters:
  ///   - files: `-` is standard input.
  ///   - bodyLimit: bytes beyond which a body is cut off: it is too long to be sent in any case.
  init(_ files: [String], unit: MessageUnit, bodyLimit: Int) {
    self.files = files[...]
    self.unit = unit
    self.bodyLimit = bodyLimit
  }

  /// The next bodies, about as many as a batch holds; empty at the end.
  ///
  /// - Throws: `CommandFailure` for a file that cannot be read.
  func next(maximum: Int) async throws -> [Body] {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.read(maximum: maximum) }) }
    }
  }

  private func read(maximum: Int) throws -> [Body] {
    var bodies: [Body] = []
    var bytes = 0
    while bodies.count < maximum, bytes < bodyLimit {
      if current == nil {
        guard let name = files.popFirst() else { break }
        current = try OpenFile(name)
      }
      guard let file = current else { break }
      if let body = try unit == .line ? file.line(limit: bodyLimit) : file.rest(limit: bodyLimit) {
        bytes += body.bytes.count
        bodies.append(body)
        // A pipe that has nothing more at the moment: what there is goes out at once.
        if unit == .line, file.wouldWait { break }
      } else {
        current = nil
      }
    }
    return bodies
  }
}
