import Foundation

@testable import MillraceJSON

/// One case of the official suite.
struct JMESPathCase {
  enum Expectation {
    case result(JSONValue)
    case error(String)
    /// Only that it can be evaluated.
    case anything
  }

  let file: String
  let expression: String
  let given: JSONValue
  let expectation: Expectation

  /// What differs from the expectation; nil if nothing does.
  func fault() -> String? {
    do {
      let result = try JMESPath(expression).search(given)
      switch expectation {
      case .result(let wanted): return result.equals(wanted) ? nil : "gave \(text(result)), not \(text(wanted))"
      case .error(let code): return "gave \(text(result)), not the error \(code)"
      case .anything: return nil
      }
    } catch {
      guard case .error(let code) = expectation else { return "failed: \(error)" }
      return error.code.rawValue == code ? nil : "failed with \(error.code.rawValue), not \(code)"
    }
  }

  private func text(_ value: JSONValue) -> String { String(decoding: value.bytes, as: UTF8.self) }
}

/// The official suite, read from the corpora.
enum JMESPathCases {
  static var exist: Bool { FileManager.default.fileExists(atPath: folder) }

  static func all() throws -> [JMESPathCase] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    return try files.flatMap { file in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
      return try (JSONValue(parsing: Array(bytes)).elements ?? []).flatMap { cases(in: $0, file: file) }
    }
  }

  private static func cases(in group: JSONValue, file: String) -> [JMESPathCase] {
    (group["cases"]?.elements ?? []).map { item in
      let expectation: JMESPathCase.Expectation =
        if let error = item["error"]?.text { .error(error) } else if let result = item["result"] {
          .result(result)
        } else { .anything }
      return JMESPathCase(
        file: file, expression: item["expression"]?.text ?? "", given: group["given"] ?? .null, expectation: expectation
      )
    }
  }

  private static let folder: String = {
    if let root = ProcessInfo.processInfo.environment["MILLRACE_CORPORA"] { return root + "/jmespath" }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/corpora/jmespath").path
  }()
}
