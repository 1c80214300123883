import MillraceJSON
import NIOCore
import Testing

@testable import MillraceAWS

@Suite struct SQSOperationTests {
  private func output<Operation: JSONOperation>(_: Operation.Type, _ text: String) throws(JSONError) -> Operation.Output
  {
    try JSONReader.read(ByteBuffer(string: text)) { reader throws(JSONError) in try Operation.output(from: &reader) }
  }

  private func text(_ operation: some JSONOperation) -> String { String(decoding: operation.body, as: UTF8.self) }

  @Test func writesAReceive() {
    #expect(
      text(SQSClient.ReceiveMessage(queue: "u", maximum: 3, wait: 0, visibilityTimeout: 0))
        == #"{"QueueUrl":"u","MaxNumberOfMessages":3,"WaitTimeSeconds":0,"VisibilityTimeout":0,"#
        + #""MessageSystemAttributeNames":["All"],"MessageAttributeNames":["All"]}"#)
  }

  @Test func readsMessages() throws {
    let messages = try output(
      SQSClient.ReceiveMessage.self,
      #"""
      {"Messages": [{"MessageId": "m", "ReceiptHandle": "r", "MD5OfBody": "0cc175b9c0f1b6a831c399e269772661",
        "Body": "a\"é\n", "Attributes": {"ApproximateReceiveCount": "2"}, "MessageAttributes": {
        "s": {"StringValue": "x", "DataType": "String"}, "b": {"BinaryValue": "AP8=", "DataType": "Binary.x"}},
        "New": [1]}, {"MessageId": "n", "Body": ""}], "More": {}}
      """#)
    #expect(messages.map(\.id) == ["m", "n"])
    #expect(messages[0].body == Array("a\"é\n".utf8) && messages[0].receiptHandle == "r")
    #expect(messages[0].systemAttributes == ["ApproximateReceiveCount": "2"])
    #expect(
      messages[0].attributes == [
        "s": .init(type: "String", value: .text("x")), "b": .init(type: "Binary.x", value: .binary([0, 255])),
      ])
    #expect(try output(SQSClient.ReceiveMessage.self, "{}") == [])
  }

  @Test func writesASend() {
    let batch = SQSClient.SendMessageBatch(
      queue: "u",
      entries: [
        .init(body: Array("x\"\n".utf8), delay: 5),
        .init(
          body: [65], attributes: [.init("n", .init(type: "Number", value: .text("1")))], group: "g",
          deduplicationID: "d"),
      ])
    #expect(
      text(batch)
        == #"{"QueueUrl":"u","Entries":[{"Id":"0","MessageBody":"x\"\n","DelaySeconds":5},{"Id":"1","MessageBody":"A","#
        + #""MessageAttributes":{"n":{"DataType":"Number","StringValue":"1"}},"MessageGroupId":"g","#
        + #""MessageDeduplicationId":"d"}]}"#)
  }

  @Test func readsBothListsOfABatch() throws {
    let answer = try output(
      SQSClient.SendMessageBatch.self,
      #"""
      {"Successful": [{"Id": "1", "MessageId": "m", "MD5OfMessageBody": "x", "SequenceNumber": "7"}],
       "Failed": [{"Id": "0", "SenderFault": true, "Code": "InvalidMessageContents", "Message": "no"}]}
      """#)
    #expect(answer.successful == [.init(index: 1, messageID: "m", bodyMD5: "x", sequenceNumber: "7")])
    #expect(answer.failed == [.init(index: 0, code: "InvalidMessageContents", message: "no", isSenderFault: true)])
  }

  @Test func readsQueuesAndTasks() throws {
    #expect(try output(SQSClient.GetQueueUrl.self, #"{"QueueUrl":"https://q"}"#) == "https://q")
    #expect(try output(SQSClient.GetQueueAttributes.self, #"{"Attributes":{"a":"1"}}"#) == ["a": "1"])
    let page = try output(SQSClient.ListDeadLetterSourceQueues.self, #"{"queueUrls":["u"],"NextToken":"t"}"#)
    #expect(page.urls == ["u"] && page.next == "t")
    let tasks = try output(
      SQSClient.ListMessageMoveTasks.self,
      #"{"Results":[{"Status":"RUNNING","TaskHandle":"h","ApproximateNumberOfMessagesMoved":3,"StartedTimestamp":1.7E12}]}"#
    )
    #expect(tasks.map(\.handle) == ["h"] && tasks.map(\.moved) == [3] && tasks.map(\.started) == [1_700_000_000_000])
  }
}
