import Foundation

extension StagedObject {
  /// Appends bytes at the file's position. Blocks: not for the cooperative pool. Throws ``StoreError``.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(fileDescriptor, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw StoreError.from(errno: errno, doing: "write", path: path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }
}
