import MillraceParquet

/// Keeps a file in memory, and fails where a disk of `capacity` bytes would be full.
final class MemorySink: ByteSink {
  struct Full: Error {}

  private(set) var bytes: [UInt8] = []
  private let capacity: Int

  init(capacity: Int = .max) { self.capacity = capacity }

  func write(_ added: UnsafeRawBufferPointer) throws {
    guard bytes.count + added.count <= capacity else { throw Full() }
    bytes += added
  }
}
