/// Where something is, as a pipeline file names it: a path, or `scheme:` and what the scheme takes.
package struct Address: Sendable, Hashable {
  /// What an address may lead to.
  package enum Scheme: String, Sendable, CaseIterable {
    /// A file or a directory; also what an address without a scheme means.
    case file
    /// An SQLite database.
    case sqlite
  }

  package var scheme: Scheme
  /// Absolute, without `.` and `..`, and without a slash at its end.
  package var path: String

  package init(scheme: Scheme, path: String) {
    self.scheme = scheme
    self.path = path
  }
}

extension Address: CustomStringConvertible {
  package var description: String { "\(scheme.rawValue):\(path)" }
}
