import Foundation
import MillraceJSON
import MillraceTesting

/// One case of the protocol corpus.
struct ProtocolCase {
  let id: String
  let content: JSONValue
  let shapes: JSONValue
  let metadata: JSONValue

  /// What the operation is.
  var given: JSONValue { content["given"] ?? .null }

  var operation: String { given["name"]?.text ?? "" }

  /// The shape of the request or the answer; nil where the operation has none.
  func shape(_ side: String) -> CaseShape? { given[side].map { CaseShape($0, in: shapes) } }

  /// Why our clients have no part that the case would check; nil where they have.
  var reasonToSkip: String? {
    if given["endpoint"] != nil { return "hosts that depend on the input, which no operation we call has" }
    if given["requestcompression"] != nil { return "requests compressed by the client, which no operation we call has" }
    if id.contains("IdempotencyToken"), content["params"]?.members?.members.isEmpty == true {
      return "tokens that the client makes up: they are arguments here"
    }
    if id.contains("HostWithPath") { return "endpoints with a path, which the transport resolves" }
    return nil
  }

  /// The cases of one file; nil where the corpora are missing.
  static func load(_ direction: String, _ name: String) throws -> [ProtocolCase]? {
    guard let path = Corpora.path("aws-protocols/\(direction)/\(name).json") else { return nil }
    let data = try Data(contentsOf: URL(filePath: path))
    let suites = try JSONValue(parsing: Array(data)).elements ?? []
    return suites.flatMap { suite in
      (suite["cases"]?.elements ?? []).map {
        ProtocolCase(
          id: $0["id"]?.text ?? "", content: $0, shapes: suite["shapes"] ?? .null,
          metadata: suite["metadata"] ?? .null)
      }
    }
  }
}
