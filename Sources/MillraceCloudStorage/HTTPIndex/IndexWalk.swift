internal import MillraceStorage
internal import Synchronization

/// Visits the files of an index in the order of their keys. Memory holds the indexes from the root to one folder.
final class IndexWalk: Sendable {
  private static let pageLimit = 1_000
  /// A link to a folder above would lead down for ever.
  private static let deepest = 100

  private struct Folder {
    /// In front of its entries' names.
    let prefix: String
    var entries: ArraySlice<IndexEntry>
  }

  private let store: HTTPIndexStore
  private let selection: ObjectSelection
  private let open = Mutex<[Folder]?>(nil)

  init(_ store: HTTPIndexStore, _ selection: ObjectSelection) {
    self.store = store
    self.selection = selection
  }

  /// nil at the end. Not to be called before the last call has returned.
  func nextPage() async throws -> [ObjectInfo]? {
    var folders = try await opened()
    var page: [ObjectInfo] = []
    while page.count < IndexWalk.pageLimit, !folders.isEmpty {
      guard let entry = folders[folders.count - 1].entries.popFirst() else {
        folders.removeLast()
        continue
      }
      let text = folders[folders.count - 1].prefix + entry.name
      if entry.isFolder {
        guard selection.mayHold(under: text) else { continue }
        if folders.count >= IndexWalk.deepest { throw store.tooDeep(text) }
        folders.append(Folder(prefix: text, entries: try await store.entries(of: text)[...]))
      } else if let key = try? ObjectKey(text), selection.holds(key) {
        page.append(
          ObjectInfo(
            key: key, size: entry.size, etag: HTTPIndexStore.version(of: entry), modifiedAt: entry.modifiedAt))
      }
    }
    open.withLock { $0 = folders }
    return page.isEmpty ? nil : page
  }

  /// Begins in the deepest folder that the prefix names.
  private func opened() async throws -> [Folder] {
    if let folders = open.withLock({ $0 }) { return folders }
    let slash = selection.prefix.utf8.lastIndex(of: UInt8(ascii: "/"))
    let prefix = slash.map { String(selection.prefix[...$0]) } ?? ""
    // A prefix such as “../” is the beginning of no key.
    let parts = prefix.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { return [] }
    return [Folder(prefix: prefix, entries: try await store.entries(of: prefix)[...])]
  }
}
