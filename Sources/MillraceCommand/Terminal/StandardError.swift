#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard error: messages for people. Never fails, since there is nowhere left to say so.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      try? writeAll(UnsafeRawBufferPointer(bytes), to: STDERR_FILENO)
    }
  }
}
