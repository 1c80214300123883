package import MillraceStorage

extension PipelineConfiguration {
  /// The queue that the source receives from; nil where the source is looked through.
  package var sourceQueue: Address? {
    switch source {
    case .s3Events(let source): source.queue
    case .sqs(let source): source.queue
    default: nil
    }
  }

  /// Where that queue's dead messages go; nil where the file does not say it.
  package var deadLetter: Address? {
    switch source {
    case .s3Events(let source): source.deadLetter
    case .sqs(let source): source.deadLetter
    default: nil
    }
  }

  /// Queues of an SQLite file can subscribe, or take dead messages, within that file only; services are set by their owner.
  func queuesOfOtherFiles() -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    if let queue = sourceQueue, let deadLetter, !deadLetter.isReachable(from: queue) {
      problems.append(
        ConfigurationProblem(
          key: "source.\(source.key).dead-letter",
          message: "“source.\(source.key).dead-letter” must be where the queue is, "
            + (queue.scheme == .sqlite
              ? "in the file \(queue.path)" : "on SQS, in the same account and region")))
    }
    guard let notify else { return problems }
    if case .sqs = source {
      problems.append(
        ConfigurationProblem(
          key: "notify",
          message: "“notify” tells of what becomes of objects; “source.sqs” hands out messages. Leave it out"))
    }
    for queue in notify.queues where notify.topic.scheme != .sqlite || queue.path != notify.topic.path {
      let message =
        notify.topic.scheme == .sqlite
        ? "“notify.queues”: \(queue) must be in the topic's file, \(notify.topic.path)"
        : "“notify.queues” is for topics in an SQLite file; subscribe a queue of SQS by “aws sns subscribe --topic-arn … "
          + "--protocol sqs --notification-endpoint …”"
      problems.append(ConfigurationProblem(key: "notify.queues", message: message))
    }
    return problems
  }
}

extension Address {
  /// Whether dead messages of a queue can go here.
  fileprivate func isReachable(from queue: Address) -> Bool {
    scheme == queue.scheme && (scheme != .sqlite || path == queue.path)
  }
}
