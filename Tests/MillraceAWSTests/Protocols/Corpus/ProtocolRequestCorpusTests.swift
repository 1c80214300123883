import Foundation
import MillraceAWS
import MillraceJSON
import MillraceTesting
import Testing

/// What AWS's protocol cases say that a client must send, against what our writers make of the cases' parameters.
@Suite struct ProtocolRequestCorpusTests {
  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func formsAreAsTheQueryProtocolHasThem() throws {
    let cases = try #require(try ProtocolCase.load("input", "query"))
    var tally = CaseTally("input/query")
    for testCase in cases where tally.takes(testCase) {
      var form = QueryForm(
        action: testCase.operation, version: testCase.metadata["apiVersion"]?.text ?? "")
      if let shape = testCase.shape("input"), let parameters = testCase.content["params"] {
        CaseForm.write(parameters, shape, as: "", to: &form)
      }
      let sent = String(decoding: form.bytes, as: UTF8.self).split(separator: "&").sorted()
      let wanted = (testCase.content["serialized"]?["body"]?.text ?? "").split(separator: "&").sorted()
      #expect(sent == wanted, "\(testCase.id)")
    }
    print(tally)
    #expect(tally.compared >= 28)
  }

  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func documentsAreAsTheJSONProtocolHasThem() throws {
    let cases = try #require(try ProtocolCase.load("input", "json_1_0"))
    var tally = CaseTally("input/json_1_0")
    for testCase in cases where tally.takes(testCase) {
      var writer = JSONWriter()
      if let shape = testCase.shape("input"), let parameters = testCase.content["params"] {
        CaseJSON.write(parameters, shape, to: &writer)
      } else {
        writer.object { _ in }
      }
      let sent = CaseScalar.normalized(try JSONValue(parsing: writer.bytes))
      let wanted = CaseScalar.normalized(
        try JSONValue(parsing: testCase.content["serialized"]?["body"]?.text ?? "{}"))
      #expect(sent == wanted, "\(testCase.id)")
    }
    print(tally)
    #expect(tally.compared >= 14)
  }

  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func requestsAreAsTheRestProtocolHasThem() throws {
    let cases = try #require(try ProtocolCase.load("input", "rest-xml"))
    var tally = CaseTally("input/rest-xml")
    for testCase in cases where tally.takes(testCase) {
      let request = CaseRequest(testCase)
      let serialized = testCase.content["serialized"] ?? .null
      #expect(uri(of: request) == canonical(serialized["uri"]?.text ?? ""), "\(testCase.id)")
      for header in serialized["headers"]?.members?.members ?? [] where header.key != "Content-Type" {
        let sent = request.headers.first { $0.name.lowercased() == header.key.lowercased() }
        #expect(sent?.value == header.value.text, "\(testCase.id) \(header.key)")
      }
      for header in serialized["forbidHeaders"]?.elements ?? [] {
        #expect(!request.headers.contains { $0.name == header.text }, "\(testCase.id)")
      }
      try compareBodies(request, serialized["body"]?.text, testCase)
    }
    print(tally)
    #expect(tally.compared >= 80)
  }

  private func compareBodies(_ request: CaseRequest, _ wanted: String?, _ testCase: ProtocolCase) throws {
    let wanted = Array((wanted ?? "").utf8.drop { $0 == UInt8(ascii: " ") })
    if wanted.first == UInt8(ascii: "<"), request.body.first == UInt8(ascii: "<") {
      #expect(try CanonicalXML.text(request.body) == CanonicalXML.text(wanted), "\(testCase.id)")
    } else {
      #expect(
        String(decoding: request.body, as: UTF8.self) == String(decoding: wanted, as: UTF8.self), "\(testCase.id)")
    }
  }

  private func uri(of request: CaseRequest) -> String {
    let pairs = request.query.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value ?? "") }
    return request.path + "?" + pairs.sorted().joined(separator: "&")
  }

  /// With the parameters sorted, and `=` behind those without a value.
  private func canonical(_ uri: String) -> String {
    let parts = uri.split(separator: "?", maxSplits: 1)
    let pairs = parts.count > 1 ? parts[1].split(separator: "&").map { $0.contains("=") ? $0 : $0 + "=" } : []
    return parts[0] + "?" + pairs.sorted().joined(separator: "&")
  }
}
