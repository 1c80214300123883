internal import NIOCore
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where bodies go that memory is not to hold: one file without a name, which goes away with the process however it ends.
final class Spool: Sendable {
  struct CannotOpen: Error {
    var directory: String
    var code: Int32
  }

  /// Bodies up to this size are always kept in memory.
  static let smallest = 65_536
  /// Bodies from this size on never are.
  static let largest = 256 << 20

  private struct Space {
    var end = 0
    /// Where bodies were that are gone, by their size: what is written next has mostly the same.
    var free: [Int: [Int]] = [:]
  }

  let descriptor: Int32
  private let space = Mutex(Space())
  private let inMemory = Atomic<Int>(0)
  private let memoryLimit: Int

  /// - Parameter memoryLimit: bytes of bodies that may be in memory before larger ones go to the file.
  init(directory: String, memoryLimit: Int) throws {
    self.memoryLimit = memoryLimit
    var template = Array((directory + "/millrace-test-server-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    if descriptor < 0 { throw CannotOpen(directory: directory, code: errno) }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// Room for a body in the file, or nil if it is to stay in memory.
  func reserve(_ count: Int) -> SpoolExtent? {
    let memory = inMemory.load(ordering: .relaxed)
    if count <= Self.smallest || (count < Self.largest && memory + count <= memoryLimit) { return nil }
    let start = space.withLock { space in
      if let start = space.free[count]?.popLast() { return start }
      defer { space.end += count }
      return space.end
    }
    return SpoolExtent(spool: self, start: start, count: count)
  }

  func release(start: Int, count: Int) { space.withLock { $0.free[count, default: []].append(start) } }

  /// Counts bytes that are kept in memory, or no longer are.
  func account(_ change: Int) { inMemory.wrappingAdd(change, ordering: .relaxed) }
}
