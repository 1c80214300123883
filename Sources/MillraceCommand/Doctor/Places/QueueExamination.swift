import MillraceStorage

/// A queue: whether it answers, and whether its settings suit the pipeline.
struct QueueExamination: Examination {
  let address: Address
  let storage: any StorageProvider
  /// Whether the pipeline receives from it; it only sends otherwise.
  let isReceived: Bool
  /// The redrive policy that the pipeline file asks for, if it does.
  var wanted: WantedRedrive?

  private static let shortVisibility = Duration.seconds(15)

  func findings() async -> [Finding] {
    let queue: any MessageQueue
    let attributes: QueueAttributes
    do {
      queue = try await storage.queue(address)
      attributes = try await queue.attributes()
    } catch {
      return [unreachable(error)]
    }
    var found = [reachable(attributes), size(attributes)]
    if isReceived {
      found.append(visibility(attributes))
      found.append(await receivable(queue))
      found.append(await redrive(attributes))
    }
    return found
  }

  private func unreachable(_ error: any Error) -> Finding {
    let remedy: String? =
      switch (error as? QueueError)?.code {
      case .notFound where address.scheme == .sqs: "aws sqs create-queue --queue-name \(address.queueName)"
      case .notFound: "millrace run makes it"
      case .accessDenied: "allow sqs:GetQueueUrl and sqs:GetQueueAttributes on it; docs/aws.md lists all rights"
      default: "check the address, the region and the network"
      }
    return finding("reachable", .error, "\(error)", remedy: remedy)
  }

  private func reachable(_ attributes: QueueAttributes) -> Finding {
    let kind = attributes.isFIFO ? "FIFO queue" : "queue"
    return finding(
      "reachable", .ok,
      "a \(kind) with \(Quantity.counted(attributes.visible, "message")) waiting and \(attributes.inFlight) in flight")
  }

  private func size(_ attributes: QueueAttributes) -> Finding {
    let text = "messages of up to \(Quantity.bytes(Int64(attributes.maximumMessageBytes)))"
    guard attributes.maximumMessageBytes < 262_144 else { return finding("message-size", .ok, text) }
    return finding(
      "message-size", .warning, "\(text): events about many objects are longer",
      remedy: address.scheme == .sqs
        ? "aws sqs set-queue-attributes --queue-url URL --attributes MaximumMessageSize=1048576" : nil)
  }

  private func visibility(_ attributes: QueueAttributes) -> Finding {
    let timeout = attributes.visibilityTimeout
    let text = "a message stays invisible for \(Quantity.duration(timeout)), and longer while it is worked on"
    guard timeout < Self.shortVisibility else { return finding("visibility", .ok, text) }
    return finding(
      "visibility", .warning,
      "\(text); that is short: a pause of the network or of this machine makes it visible to others too early",
      remedy: "aws sqs set-queue-attributes --queue-url URL --attributes VisibilityTimeout=60")
  }

  /// Whether it may be received from: with no wait and at most one message, which is given back at once.
  private func receivable(_ queue: any MessageQueue) async -> Finding {
    do {
      let messages = try await queue.receive(maximum: 1, wait: .zero, visibility: .seconds(5))
      if messages.isEmpty { return finding("rights", .ok, "it can be received from") }
      let failures = try await queue.changeVisibility(
        messages.map { VisibilityChange(handle: $0.receiptHandle, timeout: .zero) })
      if let failure = failures.first {
        return finding(
          "rights", .error, "messages cannot be given back: \(failure.error.message)",
          remedy: "allow sqs:ChangeMessageVisibility")
      }
      return finding("rights", .ok, "it can be received from, and messages can be given back")
    } catch {
      return finding(
        "rights", .error, "\(error)",
        remedy: "allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on it")
    }
  }

  private func redrive(_ attributes: QueueAttributes) async -> Finding {
    // An embedded queue is set when the pipeline is opened.
    if address.scheme == .sqs, let difference = wanted?.difference(from: attributes.redrive) {
      return finding("redrive", .error, difference, remedy: wanted?.command)
    }
    guard let policy = attributes.redrive else {
      return finding(
        "redrive", .warning, "it has no redrive policy: a message that always fails comes back until it expires",
        remedy: address.scheme == .sqs
          ? "aws sqs set-queue-attributes --queue-url URL --attributes "
            + "'{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"ARN\\\",\\\"maxReceiveCount\\\":\\\"5\\\"}\"}'"
          : nil)
    }
    let dead = DeadLetterRoute.deadLetterAddress(policy, of: address)
    do {
      let count = try await storage.queue(dead).attributes().visible
      let text = "after \(policy.maximumReceiveCount) receipts messages go to \(dead), which holds \(count)"
      guard policy.maximumReceiveCount > 2 else {
        return finding(
          "redrive", .warning, "\(text): so few receipts that a restart or two sends good messages there",
          remedy: "set maxReceiveCount to 5 or more")
      }
      return count == 0
        ? finding("redrive", .ok, text)
        : finding("redrive", .warning, text, remedy: "millrace redrive \(address) --list")
    } catch {
      return finding(
        "redrive", .error, "its dead-letter queue \(dead) cannot be looked at: \(error)",
        remedy: "make that queue, or allow sqs:GetQueueAttributes on it")
    }
  }

  private func finding(_ check: String, _ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
    Finding("queue.\(check)", address.description, verdict, message, remedy: remedy)
  }
}

extension Address {
  /// The name at the end of a queue's URL or ARN.
  var queueName: String { path.split(whereSeparator: { "/:".contains($0) }).last.map(String.init) ?? path }
}
