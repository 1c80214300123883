import MillraceAWS
import MillraceTesting
import Testing

/// Calls of SQS, SNS and CloudWatch that the conformance suites do not make, against moto.
@Suite(.enabled(if: MotoServer.isInstalled, "moto is not installed")) struct MessagingMotoTests {
  @Test func queuesAreMadeSetAndListed() async throws {
    try await withMoto { runtime in
      let client = SQSClient(runtime: runtime)
      let name = uniqueName("queue")
      let dead = try await client.createQueue(.init(queueName: "\(name)-dead"))
      let arn = try await client.getQueueAttributes(.init(queue: dead, names: ["QueueArn"]))["QueueArn"] ?? ""
      let url = try await client.createQueue(.init(queueName: name, attributes: ["VisibilityTimeout": "7"]))
      #expect(try await client.getQueueUrl(.init(queueName: name)) == url)
      let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":3}"#
      try await client.setQueueAttributes(.init(queue: url, attributes: ["RedrivePolicy": policy]))
      let attributes = try await client.getQueueAttributes(.init(queue: url))
      #expect(attributes["VisibilityTimeout"] == "7" && attributes["RedrivePolicy"]?.contains(arn) == true)
      #expect(try await Set(client.listQueues(.init(prefix: name)).urls) == [url, dead])
      #expect(try await client.listDeadLetterSourceQueues(.init(queue: dead)).urls == [url])
      let error = await #expect(throws: AWSError.self) {
        try await client.getQueueUrl(.init(queueName: uniqueName("no")))
      }
      #expect(error?.code.hasSuffix("QueueDoesNotExist") == true || error?.code.hasSuffix("NonExistentQueue") == true)
    }
  }

  @Test func messagesGoThrough() async throws {
    try await withMoto { runtime in
      let client = SQSClient(runtime: runtime)
      let url = try await client.createQueue(.init(queueName: uniqueName("queue")))
      let answer = try await client.sendMessageBatch(
        .init(queue: url, entries: [.init(body: Array("é\"\n".utf8)), .init(body: Array("second".utf8))]))
      #expect(answer.failed.isEmpty && answer.successful.map(\.index).sorted() == [0, 1])
      var handles: [String] = []
      while handles.count < 2 {
        let messages = try await client.receiveMessage(.init(queue: url, wait: 1))
        try #require(!messages.isEmpty)
        handles += messages.map(\.receiptHandle)
      }
      try await client.changeMessageVisibility(.init(queue: url, handle: handles[0], timeout: 100))
      try await client.deleteMessage(.init(queue: url, handle: handles[0]))
      let deleted = try await client.deleteMessageBatch(.init(queue: url, handles: [handles[1], "nonsense"]))
      #expect(deleted.successful.map(\.index) == [0] && deleted.failed.map(\.code) == ["ReceiptHandleIsInvalid"])
      try await client.purgeQueue(.init(queue: url))
    }
  }

  @Test func topicsAreMadeAndListed() async throws {
    try await withMoto { runtime in
      let (topics, queues) = (SNSClient(runtime: runtime), SQSClient(runtime: runtime))
      let topic = try await topics.createTopic(.init(topicName: uniqueName("topic")))
      let url = try await queues.createQueue(.init(queueName: uniqueName("queue")))
      let arn = try await queues.getQueueAttributes(.init(queue: url))["QueueArn"] ?? ""
      _ = try await topics.subscribe(
        .init(topic: topic, endpoint: arn, attributes: ["RawMessageDelivery": "true"]))
      #expect(try await topics.getTopicAttributes(.init(topic: topic))["TopicArn"] == topic)
      let subscriptions = try await topics.listSubscriptionsByTopic(.init(topic: topic)).subscriptions
      #expect(subscriptions.map(\.endpoint) == [arn] && subscriptions.map(\.kind) == ["sqs"])
      #expect(try await !topics.publish(.init(topic: topic, entry: .init(message: "a & b"))).isEmpty)
      let received = try await queues.receiveMessage(.init(queue: url, wait: 5))
      #expect(received.map { String(decoding: $0.body, as: UTF8.self) } == ["a & b"])
    }
  }

  @Test func metricsAreStored() async throws {
    try await withMoto { runtime in
      try await CloudWatchClient(runtime: runtime).putMetricData(
        .init(namespace: "Millrace/Test", metrics: [MetricDatum("Files", .single(1), unit: "Count")]))
    }
  }
}
