import Foundation
import MillraceTesting

/// A temporary directory with the binary run in it.
struct Workplace {
  let directory: TemporaryDirectory
  let millrace: MillraceBinary

  init() throws {
    directory = try TemporaryDirectory()
    millrace = MillraceBinary(directory: directory)
  }

  func write(_ text: String, to name: String) throws {
    try directory.write(text.utf8, to: name)
  }

  func data(of name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: directory.file(name)))
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.file(name))
  }

  /// The names in a directory, hidden ones too, without those of the binary's own output.
  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.file(folder))
      .filter { name in ![".out", ".err", ".in"].contains(where: name.hasSuffix) }.sorted()
  }
}
