import Foundation
import MillraceTesting
import NIOHTTP1
import Testing

/// One request of AWS's Signature Version 4 suite with what it must become.
struct SigningCase: CustomTestStringConvertible, Sendable {
  let name: String
  let method: HTTPMethod
  /// As the suite has it: not encoded.
  let path: String
  let query: [(name: String, value: String?)]
  let headers: HTTPHeaders
  let body: String
  let canonicalRequest: String
  let stringToSign: String
  let authorization: String

  var testDescription: String { name }

  static let all: [SigningCase] = {
    guard let folder = Corpora.path("sigv4").map({ URL(fileURLWithPath: $0) }),
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "req" }.sorted { $0.path < $1.path }
      .compactMap(SigningCase.init)
  }()

  private init?(_ file: URL) {
    func text(_ kind: String) -> String? {
      let text = try? String(contentsOf: file.deletingPathExtension().appendingPathExtension(kind), encoding: .utf8)
      return text?.replacing("\r\n", with: "\n")
    }
    guard let request = text("req"), let creq = text("creq"), let sts = text("sts"), let authz = text("authz") else {
      return nil
    }
    name = file.deletingPathExtension().lastPathComponent
    (canonicalRequest, stringToSign, authorization) = (creq, sts, authz)
    let parts = request.split(separator: "\n\n", maxSplits: 1)
    body = parts.count == 2 ? String(parts[1]) : ""
    let lines = parts[0].split(separator: "\n")
    let words = lines[0].split(separator: " ")
    method = HTTPMethod(rawValue: String(words[0]))
    let target = words[1..<(words.count - 1)].joined(separator: " ").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(target[0])
    query = target.count == 2 ? SigningCase.query(target[1]) : []
    headers = SigningCase.headers(lines.dropFirst())
  }

  private static func query(_ text: Substring) -> [(name: String, value: String?)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      func decode(_ part: Substring) -> String { part.removingPercentEncoding ?? String(part) }
      return (decode(parts[0]), parts.count == 2 ? decode(parts[1]) : nil)
    }
  }

  /// A line that begins with a space goes on with the value before it.
  private static func headers(_ lines: ArraySlice<Substring>) -> HTTPHeaders {
    var fields: [(String, String)] = []
    for line in lines {
      if line.first == " ", let last = fields.popLast() {
        fields.append((last.0, last.1 + "\n" + line))
      } else if let colon = line.firstIndex(of: ":") {
        fields.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
      }
    }
    return HTTPHeaders(fields)
  }
}
