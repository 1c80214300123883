#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Paths as the file system has them: bytes that need not be UTF-8.
extension [UInt8] {
  /// Calls `body` with the bytes and a zero byte after them.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (self + [0]).withUnsafeBytes { bytes in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress else {
        preconditionFailure("an array with an element has an address")
      }
      return body(start)
    }
  }

  /// The path without links, `.` and `..`; `nil` where it leads nowhere.
  var resolvedPath: [UInt8]? {
    withCString { path in
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
  }

  /// Whether this process may read the file.
  var isReadable: Bool { withCString { access($0, R_OK) } == 0 }

  /// The bytes as a `file:` URL, for names that are no text.
  var fileURL: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var url = Array("file://".utf8)
    for byte in self {
      let isPlain = byte.isLetterOrDigit || "/-_.~".utf8.contains(byte)
      url += isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: url, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
