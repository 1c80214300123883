/// One version of one file: what a ledger counts as "the same file".
///
/// Equality is by bytes. Swift strings that are canonically equivalent (é as one scalar or as two) are different names to
/// a file system, and so they are here.
package struct FileVersion: Codable, Sendable {
  /// An absolute path or a URL.
  package var address: String
  /// What changes when the content does: an ETag, or `size-mtime-inode` of a file on disk.
  package var version: String
  /// In bytes, as stored (compressed, if it is).
  package var size: Int64

  package init(address: String, version: String, size: Int64) {
    self.address = address
    self.version = version
    self.size = size
  }
}

extension FileVersion: Hashable {
  package static func == (left: FileVersion, right: FileVersion) -> Bool {
    left.size == right.size && left.address.byteOrder(right.address) == 0 && left.version.byteOrder(right.version) == 0
  }

  package func hash(into hasher: inout Hasher) {
    for byte in address.utf8 { hasher.combine(byte) }
    hasher.combine(size)
  }
}

extension FileVersion: Comparable {
  /// By the UTF-8 bytes of the address, then of the version, then by size: the order of inputs in a manifest.
  package static func < (left: FileVersion, right: FileVersion) -> Bool {
    let byAddress = left.address.byteOrder(right.address)
    if byAddress != 0 { return byAddress < 0 }
    let byVersion = left.version.byteOrder(right.version)
    return byVersion != 0 ? byVersion < 0 : left.size < right.size
  }
}
