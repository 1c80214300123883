internal import Foundation
internal import MillraceAWS
internal import MillraceJSON

/// One line of a folder's index, as nginx writes it with `autoindex_format json`.
///
/// Source: nginx, `ngx_http_autoindex_module`: an array of objects with `name`, `type` (`file`, `directory`, `other`), `mtime` and,
/// of files, `size`. Names are as the file system has them, not percent-encoded.
struct IndexEntry: Sendable {
  /// That of a folder ends with `/`, so that entries in the order of their names are keys in the order of their bytes.
  let name: String
  let size: Int64
  let modifiedAt: Date

  var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

  /// Reads an index; the entries are in the order of the bytes of their names. What is neither file nor folder is left out.
  ///
  /// - Returns: nil where it is not one.
  static func parse(_ document: some Collection<UInt8>) -> [IndexEntry]? {
    guard let lines = (try? JSONValue(parsing: document, maximumDepth: 8))?.elements else { return nil }
    var entries: [IndexEntry] = []
    entries.reserveCapacity(lines.count)
    for line in lines {
      guard let name = line["name"]?.text, let type = line["type"]?.text else { return nil }
      // A name with a slash would lead elsewhere.
      if name.isEmpty || name == "." || name == ".." || name.utf8.contains(UInt8(ascii: "/")) { continue }
      let modifiedAt = line["mtime"]?.text.flatMap { AWSTimestamp.parse(httpDate: $0) }
      switch type {
      case "directory":
        entries.append(IndexEntry(name: name + "/", size: 0, modifiedAt: modifiedAt ?? .distantPast))
      case "file":
        guard let size = line["size"]?.integer, let modifiedAt else { return nil }
        entries.append(IndexEntry(name: name, size: size, modifiedAt: modifiedAt))
      default: continue
      }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
