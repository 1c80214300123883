import NIOCore
import Testing

@testable import MillraceAWS

@Suite struct DynamoDBErrorTests {
  private func error(_ code: String, body: String = "", kind: AWSError.Kind = .service) -> DynamoDBError {
    var cause = AWSError(kind, code: code, "what happened", service: "DynamoDB", status: 400)
    cause.body = ByteBuffer(string: body)
    return DynamoDBError(cause)
  }

  @Test func aFailedConditionBringsTheItem() {
    let failed = error("ConditionalCheckFailedException", body: #"{"__type":"x","Item":{"owner":{"S":"other"}}}"#)
    #expect(failed.code == .conditionFailed && failed.item == ["owner": "other"])
  }

  @Test func aCancelledTransactionSaysWhy() {
    let cancelled = error(
      "TransactionCanceledException",
      body: #"""
        {"CancellationReasons": [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "m",
         "Item": {"a": {"N": "1"}}}]}
        """#)
    #expect(cancelled.code == .transactionCancelled && cancelled.reasons.map(\.isConditionFailure) == [false, true])
    #expect(cancelled.reasons[1].item == ["a": 1])
  }

  @Test(
    arguments: [
      ("ResourceNotFoundException", .notFound), ("ResourceInUseException", .inUse),
      ("AccessDeniedException", .accessDenied),
      ("ValidationException", .invalidRequest), ("TransactionConflictException", .transactionConflict),
      ("SomethingNew", .failed),
    ] as [(String, DynamoDBError.Code)])
  func codesAreTold(code: String, expected: DynamoDBError.Code) { #expect(error(code).code == expected) }

  @Test func faultsOfTheWayAreTold() {
    #expect(error("x", kind: .transport).code == .unavailable && error("x", kind: .credentials).code == .accessDenied)
  }
}
