#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file whose lines, or whole content, become messages. Closed when it goes.
final class OpenFile {
  private let name: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var lineNumber = 0
  private var isAtEnd = false
  private var wasRead = false

  /// - Parameter path: `-` is standard input.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure(message: "\(path): cannot be read: \(SystemError.last).") }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Whether reading on would wait for the writer of a pipe or for a terminal.
  var wouldWait: Bool {
    guard position == buffer.count, !isAtEnd else { return false }
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    #if canImport(Glibc)
      return Glibc.poll(&poll, 1, 0) == 0
    #else
      return Darwin.poll(&poll, 1, 0) == 0
    #endif
  }

  /// The next line that is not empty, without its end; nil at the end of the file. More than `limit` bytes are cut off.
  func line(limit: Int) throws -> MessageReader.Body? {
    var line: [UInt8] = []
    while true {
      if position == buffer.count, try !fill() {
        if line.isEmpty { return nil }
        lineNumber += 1
        return body(line)
      }
      let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n"))
      let part = buffer[position..<(end ?? buffer.count)]
      line.append(contentsOf: part.prefix(max(0, limit + 1 - line.count)))
      position = end.map { $0 + 1 } ?? buffer.count
      if end == nil { continue }
      lineNumber += 1
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !line.isEmpty { return body(line) }
    }
  }

  /// Everything that is left, once; nil after that. More than `limit` bytes are cut off.
  func rest(limit: Int) throws -> MessageReader.Body? {
    if wasRead { return nil }
    wasRead = true
    var bytes: [UInt8] = []
    while bytes.count <= limit, try fill() { bytes.append(contentsOf: buffer.prefix(limit + 1 - bytes.count)) }
    return MessageReader.Body(bytes: bytes, origin: name)
  }

  private func body(_ line: [UInt8]) -> MessageReader.Body {
    MessageReader.Body(bytes: line, origin: "\(name):\(lineNumber)")
  }

  /// Reads another block. False at the end.
  private func fill() throws -> Bool {
    if isAtEnd { return false }
    let capacity = 1 << 16
    var failure: SystemError?
    buffer = [UInt8](unsafeUninitializedCapacity: capacity) { space, count in
      var result: Int
      repeat { result = read(descriptor, space.baseAddress, capacity) } while result < 0 && errno == EINTR
      if result < 0 { failure = .last }
      count = max(0, result)
    }
    if let failure { throw CommandFailure(message: "\(name): cannot be read: \(failure).") }
    position = 0
    isAtEnd = buffer.isEmpty
    return !isAtEnd
  }
}
