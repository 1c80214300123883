internal import MillraceCompression

/// One input of a conversion.
package struct ConversionInput: Sendable {
  /// Where the bytes of an input are.
  enum Origin: Sendable {
    case path(String)
    case bytes(any InputBytes)
  }

  let origin: Origin
  /// The name by which reports, errors and quarantine entries call it.
  package var name: String

  /// A local file, or `-` for standard input.
  package init(path: String, name: String? = nil) {
    origin = .path(path)
    self.name = name ?? path
  }

  /// The local path, or `-`; nil for bytes that lie elsewhere.
  package var path: String? {
    if case .path(let path) = origin { path } else { nil }
  }

  /// Bytes that lie elsewhere.
  package init(bytes: any InputBytes, name: String) {
    origin = .bytes(bytes)
    self.name = name
  }
}

extension ConversionInput {
  /// Whether it can be read only once, from beginning to end: standard input, pipes and devices.
  var isStream: Bool {
    switch origin {
    case .path(let path): LocalFile.isStream(path)
    case .bytes: false
    }
  }

  /// The input, to be read at any place. Not for streams.
  func openRange() throws(InputFailure) -> InputRange {
    switch origin {
    case .path(let path): InputRange(try LocalFile(path: path, name: name), name: name)
    case .bytes(let bytes): InputRange(bytes, name: name)
    }
  }

  /// The input from first to last byte.
  ///
  /// - Parameter isSample: whether what is read will be read again.
  func openSource(isSample: Bool = false) throws -> any ByteSource {
    switch origin {
    case .path("-"): FileSource.standardInput()
    case .path(let path): try FileSource(path: path, name: name)
    case .bytes(let bytes): InputRange(bytes, name: name, isSample: isSample)
    }
  }
}
