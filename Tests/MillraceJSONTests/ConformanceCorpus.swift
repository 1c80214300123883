import Foundation

/// The files of JSONTestSuite, in the folder of corpora beside the repository (`MILLRACE_CORPORA` names another).
enum ConformanceCorpus {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["MILLRACE_CORPORA"] {
      return URL(fileURLWithPath: path).appending(path: "json/test_parsing")
    }
    let repository = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardized
    return repository.appending(path: "../shared/corpora/json/test_parsing").standardized
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// The files whose names begin with `prefix`: `y_` must be accepted, `n_` refused, `i_` are up to the parser.
  static func files(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(prefix) }
      .sorted()
      .map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) }
  }
}
