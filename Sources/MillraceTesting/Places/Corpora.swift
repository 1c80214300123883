import Foundation

/// Files that tests read and that are not part of the repository.
///
/// They are looked for in `MILLRACE_CORPORA`, else in `shared/corpora` beside the repository.
package enum Corpora {
  /// The directory of all corpora; nil if it is not on this machine. Tests then skip, and say so.
  package static var path: String? {
    if let given = ProcessInfo.processInfo.environment["MILLRACE_CORPORA"] { return isDirectory(given) ? given : nil }
    let path = Repository.url.deletingLastPathComponent().appendingPathComponent("shared/corpora").path
    return isDirectory(path) ? path : nil
  }

  /// A file or directory in the corpora, e.g. `json/test_parsing`; nil if it is not on this machine.
  package static func path(_ name: String) -> String? {
    path.map { $0 + "/" + name }.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
