import Foundation
import MillraceJSON
import MillraceTesting
import Testing

@testable import MillraceLambda
@testable import MillraceStorage

@Suite struct LambdaEventTests {
  private func read(_ event: JSONValue) throws -> LambdaEvent {
    try LambdaEventReader.read(event.bytes, invocation: "call", now: Date(timeIntervalSince1970: 1))
  }

  @Test func takesMessagesOfSQSAsTheyAre() throws {
    let record: JSONValue = [
      "messageId": "m1", "receiptHandle": "h1", "body": "hello ü",
      "attributes": ["ApproximateReceiveCount": "3", "MessageGroupId": "g"],
      "messageAttributes": [
        "a": ["dataType": "Number", "stringValue": "7"], "b": ["dataType": "Binary", "binaryValue": "aGk="],
      ],
    ]
    let event = try read(["Records": [record]])
    #expect(event.kind == .sqs)
    let message = try #require(event.messages.first)
    #expect(message.id == "m1" && message.receiptHandle == "h1" && message.body == Array("hello ü".utf8))
    #expect(message.receiveCount == 3 && message.group == "g")
    #expect(message.attributes["a"] == MessageAttribute(type: "Number", value: .text("7")))
    #expect(message.attributes["b"] == MessageAttribute(type: "Binary", value: .binary(Array("hi".utf8))))
    // A pipe of EventBridge leaves “Records” out.
    #expect(try read([record]).messages == event.messages)
  }

  @Test func makesAMessageOfEachRecord() throws {
    let event = try read(SampleEvents.s3("a", "b"))
    #expect(event.kind == .s3 && event.messages.map(\.id) == ["call-0", "call-1"])
    let body = try JSONValue(parsing: event.messages[1].body)
    #expect(body["Records"]?.elements?.first?["s3"]?["object"]?["key"]?.text == "b")
  }

  @Test func takesNotificationsAsTheyWouldStandInAQueue() throws {
    let event = try read(SampleEvents.sns("hello", id: "n1"))
    #expect(event.kind == .sns && event.messages.map(\.id) == ["n1"])
    #expect(event.messages[0].systemAttributes["SentTimestamp"] == "1795248000000")
    #expect(try JSONValue(parsing: event.messages[0].body)["Message"]?.text == "hello")
  }

  @Test(arguments: ["", " \n", "{}", "null", "[]", #""""#, #"{"Records":[]}"#])
  func takesAnEmptyEventForASchedule(_ text: String) throws {
    let event = try LambdaEventReader.read(Array(text.utf8), invocation: "call")
    #expect(event == LambdaEvent(kind: .schedule, messages: []))
  }

  @Test func takesSchedulesAndOtherEventsOfABus() throws {
    #expect(try read(SampleEvents.schedule).kind == .schedule)
    let event = try read(SampleEvents.eventBridge("a"))
    #expect(event.kind == .eventBridge && event.messages.map(\.id) == ["event-1"])
  }

  @Test func takesTasksOfBatchOperationsAsEvents() throws {
    let event = try read(SampleEvents.s3Batch("a", "b"))
    #expect(
      event.kind == .s3Batch(S3BatchJob(schemaVersion: "1.0", invocationID: "batch-1", tasks: ["task-0", "task-1"])))
    let record = try JSONValue(parsing: event.messages[0].body)["Records"]?.elements?.first
    #expect(record?["s3"]?["bucket"]?["name"]?.text == "uploads")
  }

  @Test(arguments: ["kinesis-firehose-event", "s3-object-lambda-event-get-object-iam"])
  func saysWhyOthersAreRefused(_ name: String) throws {
    guard let path = Corpora.path("events/\(name).json") else { return }
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    let failure = #expect(throws: LambdaFailure.self) { try LambdaEventReader.read(bytes, invocation: "call") }
    #expect(
      failure?.kind == .event && failure?.message.contains("waits for it") == true
        || failure?.message.contains("Firehose") == true)
  }

  /// Every event of the corpora is taken, or refused in words.
  @Test(.enabled(if: Corpora.path("events") != nil, "the corpora are not on this machine"))
  func knowsAllEventsOfTheCorpora() throws {
    let folder = try #require(Corpora.path("events"))
    var kinds: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".json") {
      let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      do {
        kinds[name] = try LambdaEventReader.read(bytes, invocation: "call").kind.name
      } catch {
        kinds[name] = "refused"
        #expect(error.kind == .event && !error.message.contains("no kind that is known"), "\(name): \(error.message)")
      }
    }
    #expect(kinds["sqs-event.json"] == "messages of SQS")
    #expect(kinds["sns-event.json"] == "a notification of SNS")
    #expect(kinds["cloudwatch-alarm-sns-payload-single-metric.json"] == "a notification of SNS")
    for name in kinds.keys
    where name.hasPrefix("s3-") && name.contains("-event") && !name.contains("batch") && !name.contains("object-lambda")
    {
      #expect(kinds[name] == "an event of S3", "\(name)")
    }
    #expect(kinds["s3-event.json"] == "an event of S3")
    #expect(kinds["s3-batch-job-event-request-1.0.json"] == "a task of S3 Batch Operations")
    #expect(kinds["s3-batch-job-event-request-2.0.json"] == "a task of S3 Batch Operations")
    #expect(
      kinds.values.count { $0 == "refused" }
        == kinds.keys.count { $0.contains("object-lambda") || $0.contains("firehose") || $0.contains("response") })
  }
}
