import Foundation

/// Where `convert` writes: one file, part files in a directory, or standard output.
enum ConversionTarget {
  case standardOutput
  case file(String)
  case directory(String)

  init(_ argument: String) {
    if argument == "-" {
      self = .standardOutput
    } else if argument.hasSuffix(".parquet") {
      self = .file(argument)
    } else {
      self = .directory(argument)
    }
  }

  /// Part files that stand in the directory.
  func existingParts() -> [String] {
    guard case .directory(let path) = self else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix("part-") && $0.hasSuffix(".parquet") }.sorted().map { "\(path)/\($0)" }
  }

  /// Refuses to replace what exists.
  ///
  /// - Throws: `CommandFailure` of the usage kind.
  func check(overwrite: Bool) throws {
    switch self {
    case .standardOutput: break
    case .file(let path):
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
      if isDirectory.boolValue {
        throw CommandFailure.usage(
          "\(path): this is a directory, and a name that ends in .parquet stands for a file. Choose another name.")
      }
      if !overwrite { throw CommandFailure.usage("\(path): exists already. Use --overwrite to replace it.") }
    case .directory(let path):
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
        throw CommandFailure.usage(
          "\(path): is a file, and a name that does not end in .parquet stands for a directory of part files.")
      }
      if let part = existingParts().first, !overwrite {
        throw CommandFailure.usage(
          "\(part): exists already. Use --overwrite to replace the part files there, or choose another directory.")
      }
    }
  }
}
