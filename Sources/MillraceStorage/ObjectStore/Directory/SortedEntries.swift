/// The entries of one directory in the order of their keys. Directories carry a slash at their end, as their keys do: `a.b`
/// comes before `a/`.
struct SortedEntries {
  /// What precedes the names in keys: empty, or a path with a slash at its end.
  let keyPrefix: String
  private let path: String
  private let wanted: String
  private let hidden: String?
  private let limit: Int
  private var names: ArraySlice<String> = []
  private var last: String?
  private var isComplete = false

  /// - Parameters:
  ///   - wanted: what names begin with; others are left out.
  ///   - hidden: a name that is left out.
  ///   - limit: how many names are held.
  init(keyPrefix: String, path: String, wanted: String, hidden: String?, limit: Int) {
    self.keyPrefix = keyPrefix
    self.path = path
    self.wanted = wanted
    self.hidden = hidden
    self.limit = limit
  }

  /// The next name; nil at the end.
  mutating func next() throws -> String? {
    if names.isEmpty && !isComplete { try fill() }
    guard let name = names.popFirst() else { return nil }
    last = name
    return name
  }

  /// Reads the directory for the smallest names that come after the last one.
  private mutating func fill() throws {
    var found: [String] = []
    isComplete = true
    do {
      try DirectoryEntries.forEach(in: path) { name, isDirectory in
        let name = isDirectory ? name + "/" : name
        if !isWanted(name, isDirectory: isDirectory) { return }
        found.append(name)
        if found.count >= 2 * limit {
          isComplete = false
          found.sort(by: SortedEntries.precedes)
          found.removeLast(found.count - limit)
        }
      }
    } catch let error as StoreError where error.code == .notFound {
      // It was removed since its parent was read.
    }
    found.sort(by: SortedEntries.precedes)
    if !isComplete { found.removeLast(max(0, found.count - limit)) }
    names = found[...]
  }

  private func isWanted(_ name: String, isDirectory: Bool) -> Bool {
    if let last, !SortedEntries.precedes(last, name) { return false }
    if let hidden, isDirectory, name.utf8.dropLast().elementsEqual(hidden.utf8) { return false }
    return name.utf8.starts(with: wanted.utf8)
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
