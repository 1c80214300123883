import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting

/// Makes queues and topics on a server for conformance suites.
struct CloudQueues: Sendable {
  let runtime: AWSRuntime

  init(endpoint: String, accessKey: String, secretKey: String, region: String) {
    var configuration = AWSConfiguration()
    configuration.endpoint = endpoint
    configuration.region = region
    configuration.credentials = StaticCredentials(
      AWSCredentials(accessKeyID: accessKey, secretAccessKey: secretKey))
    runtime = AWSRuntime(configuration: configuration)
  }

  private var client: SQSClient { SQSClient(runtime: runtime) }

  private static func unique(_ beginning: String) -> String {
    "\(beginning)-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
  }

  func queue(_ request: QueueRequest) async throws -> ConformanceQueue {
    let suffix = request.isFIFO ? ".fifo" : ""
    let name = CloudQueues.unique("conformance")
    var attributes = request.isFIFO ? ["FifoQueue": "true"] : [:]
    var deadLetters: SQSQueue?
    if request.maximumReceiveCount != nil {
      let url = try await client.createQueue(.init(queueName: "\(name)-dead\(suffix)", attributes: attributes))
      deadLetters = SQSQueue(url: url, client: client)
    }
    attributes["VisibilityTimeout"] = "\(request.visibilityTimeout.components.seconds)"
    attributes["DelaySeconds"] = "\(request.delay.components.seconds)"
    attributes["MaximumMessageSize"] = request.maximumMessageBytes.map(String.init)
    if request.deduplicatesByContent { attributes["ContentBasedDeduplication"] = "true" }
    if let deadLetters, let count = request.maximumReceiveCount {
      let arn = try await arn(of: deadLetters)
      attributes["RedrivePolicy"] = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":\#(count)}"#
    }
    _ = try await client.createQueue(.init(queueName: name + suffix, attributes: attributes))
    let queue = try await SQSQueue.open(Address(scheme: .sqs, path: name + suffix), runtime: runtime)
    return ConformanceQueue(queue, deadLetterQueue: deadLetters)
  }

  func topic() async throws -> ConformanceTopic {
    let topics = SNSClient(runtime: runtime)
    let name = CloudQueues.unique("topic")
    let arn = try await topics.createTopic(.init(topicName: name))
    let enveloped = try await queue(QueueRequest(visibilityTimeout: .seconds(30))).queue
    let raw = try await queue(QueueRequest(visibilityTimeout: .seconds(30))).queue
    _ = try await topics.subscribe(.init(topic: arn, endpoint: try await self.arn(of: enveloped)))
    _ = try await topics.subscribe(
      .init(topic: arn, endpoint: try await self.arn(of: raw), attributes: ["RawMessageDelivery": "true"]))
    let topic = try await SNSTopic.open(Address(scheme: .sns, path: name), runtime: runtime)
    return ConformanceTopic(topic: topic, enveloped: enveloped, raw: raw)
  }

  private func arn(of queue: any MessageQueue) async throws -> String {
    try await queue.attributes().other["QueueArn"] ?? ""
  }
}
