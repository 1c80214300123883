import Foundation
import MillraceJSON

/// A buffer whose end lies at a page that cannot be read, and which is filled from its end.
final class GuardedBuffer {
  static let capacity = 1 << 16
  private let memory: UnsafeMutablePointer<UInt8>

  init?() {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    guard let mapping = mmap(nil, Self.capacity + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      mapping != MAP_FAILED, mprotect(mapping + Self.capacity, page, PROT_NONE) == 0
    else { return nil }
    memory = mapping.assumingMemoryBound(to: UInt8.self)
  }

  /// Puts a text so that it and what follows it end at the guarded page.
  func place(_ text: [UInt8], followedBy padding: [UInt8]) -> UnsafePointer<UInt8> {
    let start = memory + (Self.capacity - text.count - padding.count)
    text.withUnsafeBufferPointer { if let base = $0.baseAddress { start.update(from: base, count: text.count) } }
    padding.withUnsafeBufferPointer {
      if let base = $0.baseAddress { (start + text.count).update(from: base, count: padding.count) }
    }
    return UnsafePointer(start)
  }
}
