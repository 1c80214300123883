import Synchronization

/// Visits a store's objects in the order of their keys, with bounded memory: of a directory with very many entries it holds
/// some names at a time and reads the directory again for the next ones.
final class DirectoryWalk: Sendable {
  private static let pageLimit = 1000
  private static let nameLimit = 50_000

  private let store: DirectoryStore
  private let prefix: String
  /// The directories that are being read, the innermost last. Nil before the first page.
  private let open = Mutex<[SortedEntries]?>(nil)

  init(store: DirectoryStore, prefix: String) {
    self.store = store
    self.prefix = prefix
  }

  /// Nil at the end. Blocks.
  func nextPage() throws -> [ObjectInfo]? {
    try open.withLock { open in
      var directories = try open ?? start()
      defer { open = directories }
      var page: [ObjectInfo] = []
      while page.count < DirectoryWalk.pageLimit, !directories.isEmpty {
        let last = directories.count - 1
        guard let name = try directories[last].next() else {
          directories.removeLast()
          continue
        }
        let key = directories[last].keyPrefix + name
        if name.utf8.last == UInt8(ascii: "/") {
          directories.append(entries(under: key))
        } else if key.utf8.starts(with: prefix.utf8), let objectKey = try? ObjectKey(key),
          let info = ObjectInfo(key: objectKey, path: store.path + "/" + key)
        {
          page.append(info)
        }
      }
      return page.isEmpty ? nil : page
    }
  }

  /// Begins in the deepest directory that the prefix names.
  private func start() throws -> [SortedEntries] {
    try store.checkPresence()
    guard let slash = prefix.utf8.lastIndex(of: UInt8(ascii: "/")) else { return [entries(under: "")] }
    let folder = prefix[..<slash]
    // A prefix such as “../” is the beginning of no key.
    guard let key = try? ObjectKey(String(folder)), (try? store.filePath(of: key)) != nil else { return [] }
    return [entries(under: folder + "/")]
  }

  private func entries(under keyPrefix: String) -> SortedEntries {
    let wanted =
      prefix.utf8.count > keyPrefix.utf8.count
      ? String(decoding: prefix.utf8.dropFirst(keyPrefix.utf8.count), as: UTF8.self) : ""
    return SortedEntries(
      keyPrefix: keyPrefix, path: store.path + "/" + keyPrefix, wanted: wanted,
      hidden: keyPrefix.isEmpty ? DirectoryStore.stagingName : nil, limit: DirectoryWalk.nameLimit)
  }
}
