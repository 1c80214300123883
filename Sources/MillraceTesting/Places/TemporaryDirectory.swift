package import Foundation

/// A directory of a test's own. It and all in it are removed when the value goes away.
package final class TemporaryDirectory: Sendable {
  /// An absolute path, without a slash at its end.
  package let path: String

  package init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("millrace-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in the directory.
  package func file(_ name: String) -> String { path + "/" + name }

  package var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

  /// Writes a file in the directory, and the directories above it. The answer is its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let target = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: target)
    return target.path
  }
}
