import Foundation
import MillraceAWS
import MillraceJSON
import MillraceTesting
import NIOCore
import Testing

/// What AWS's protocol cases say that a client must understand, against what our readers make of it.
@Suite struct ProtocolAnswerCorpusTests {
  private func values(
    _ name: String, atLeast minimum: Int, read: (CaseAnswer, CaseShape, ProtocolCase) throws -> JSONValue
  ) throws {
    let cases = try #require(try ProtocolCase.load("output", name))
    var tally = CaseTally("output/\(name)")
    for testCase in cases where tally.takes(testCase) {
      let answer = CaseAnswer(testCase)
      if testCase.content["error"] != nil || testCase.content["errorCode"] != nil {
        compareErrors(answer, testCase)
        continue
      }
      guard let shape = testCase.shape("output") else {
        tally.takeBack("operations without output")
        continue
      }
      let value = CaseScalar.normalized(try read(answer, shape, testCase))
      let wanted = CaseScalar.normalized(testCase.content["result"] ?? .object(JSONObject()))
      #expect(value == wanted, "\(testCase.id)")
    }
    print(tally)
    #expect(tally.compared >= minimum)
  }

  private func compareErrors(_ answer: CaseAnswer, _ testCase: ProtocolCase) {
    let error = ErrorAnswer(headers: answer.headers, body: ByteBuffer(bytes: answer.body))
    #expect(error.code == testCase.content["errorCode"]?.text, "\(testCase.id)")
    if let message = testCase.content["errorMessage"]?.text { #expect(error.message == message, "\(testCase.id)") }
    if answer.body.contains(UInt8(ascii: "<")) { #expect(error.requestID == "foo-id", "\(testCase.id)") }
    if let field = testCase.content["error"]?["TopLevel"]?.text, answer.body.first == UInt8(ascii: "<") {
      #expect(error.fields["TopLevel"] == field, "\(testCase.id)")
    }
  }

  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func answersOfTheQueryProtocolAreUnderstood() throws {
    try values("query", atLeast: 36) { answer, shape, testCase in
      try answer.queryValue(shape, operation: testCase.operation)
    }
  }

  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func answersOfTheJSONProtocolAreUnderstood() throws {
    try values("json_1_0", atLeast: 28) { answer, shape, _ in try answer.jsonValue(shape) }
  }

  @Test(.enabled(if: Corpora.path("aws-protocols") != nil, "the corpora are missing"))
  func answersOfTheRestProtocolAreUnderstood() throws {
    try values("rest-xml", atLeast: 75) { answer, shape, _ in try answer.restValue(shape) }
  }
}
