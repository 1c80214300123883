import MillraceJSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that end, with their padding, where a page ends that must not be touched: reading further crashes the test.
struct GuardedBytes: ~Copyable {
  let start: UnsafeMutablePointer<UInt8>
  let count: Int
  private let mapping: UnsafeMutableRawPointer
  private let mappedSize: Int

  /// - Parameter padding: zeros that follow the bytes, as the scanner demands them.
  init?(_ bytes: [UInt8], padding: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let dataSize = (bytes.count + padding + page - 1) / page * page
    mappedSize = dataSize + page
    guard let memory = mmap(nil, mappedSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | Self.anonymous, -1, 0),
      memory != MAP_FAILED, mprotect(memory + dataSize, page, PROT_NONE) == 0
    else { return nil }
    mapping = memory
    count = bytes.count
    start = (memory + (dataSize - padding - bytes.count)).assumingMemoryBound(to: UInt8.self)
    for (index, byte) in bytes.enumerated() { start[index] = byte }
  }

  deinit { munmap(mapping, mappedSize) }

  #if canImport(Glibc)
    private static var anonymous: Int32 { Int32(MAP_ANONYMOUS) }
  #else
    private static var anonymous: Int32 { MAP_ANON }
  #endif
}
