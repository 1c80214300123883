/// A file that a walk has come to.
struct FoundFile {
  /// Absolute.
  let path: [UInt8]
  /// Where the file's name begins in `path`.
  let nameStart: Int
  let status: FileStatus

  var name: [UInt8] { Array(path[nameStart...]) }

  /// The path as text, or a `file:` URL where it is none.
  var address: String { String(validating: path, as: UTF8.self) ?? path.fileURL }
}
