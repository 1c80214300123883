import MillraceStorage

/// The redrive policy that a pipeline file asks of its source queue.
struct WantedRedrive {
  let deadLetter: Address
  let attempts: Int

  /// How the queue's policy differs from it; nil where it does not.
  func difference(from policy: RedrivePolicy?) -> String? {
    let wanted = "the pipeline file wants messages to go to \(deadLetter.queueName) after \(attempts) receipts"
    guard let policy else { return "it has no redrive policy, but \(wanted)" }
    let name = Address(scheme: .sqs, path: policy.deadLetterQueue).queueName
    if name == deadLetter.queueName, policy.maximumReceiveCount == attempts { return nil }
    return "they go to \(name) after \(policy.maximumReceiveCount), but \(wanted)"
  }

  var command: String {
    "aws sqs set-queue-attributes --queue-url URL --attributes "
      + "'{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"ARN of \(deadLetter.queueName)\\\","
      + "\\\"maxReceiveCount\\\":\\\"\(attempts)\\\"}\"}'"
  }
}
