/// Which objects of a store are listed.
package struct ObjectSelection: Sendable, Equatable {
  /// With what keys begin; empty: all.
  package var prefix: String
  /// Only keys behind this one; nil: all.
  package var startAfter: ObjectKey?
  /// Whether keys are listed that have another slash behind the prefix.
  package var isRecursive: Bool

  package init(prefix: String = "", startAfter: ObjectKey? = nil, isRecursive: Bool = true) {
    self.prefix = prefix
    self.startAfter = startAfter
    self.isRecursive = isRecursive
  }

  /// Whether an object is one of them.
  package func holds(_ key: ObjectKey) -> Bool {
    guard key.text.utf8.starts(with: prefix.utf8) else { return false }
    if let startAfter, key <= startAfter { return false }
    return isRecursive || !key.text.utf8.dropFirst(prefix.utf8.count).contains(UInt8(ascii: "/"))
  }

  /// Whether keys that begin with a text may be among them: a folder, with its slash.
  package func mayHold(under folder: String) -> Bool {
    let (folder, prefix) = (folder.utf8, prefix.utf8)
    guard folder.starts(with: prefix) || prefix.starts(with: folder) else { return false }
    if !isRecursive, folder.dropFirst(prefix.count).contains(UInt8(ascii: "/")) { return false }
    // All keys of a folder come before a key that lies behind the folder and not in it.
    guard let after = startAfter?.text.utf8 else { return true }
    return after.starts(with: folder) || after.lexicographicallyPrecedes(folder)
  }
}

extension ObjectStore {
  package func list(_ selection: ObjectSelection) -> ObjectListing {
    ObjectListing { [self] in
      nonisolated(unsafe) var pages = list(prefix: selection.prefix).makeAsyncIterator()
      return {
        while let page = try await pages.next() {
          let objects = page.filter { selection.holds($0.key) }
          if !objects.isEmpty { return objects }
        }
        return nil
      }
    }
  }
}
