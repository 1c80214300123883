import MillraceAWS
import MillraceStorage

/// Whether a bucket really tells a queue of its new objects, and the queue lets it.
struct NotificationExamination: Examination {
  let queue: Address
  /// The buckets to look at; empty: those that the queue's policy names.
  let buckets: [String]
  /// What the queue is set to, by the service's names.
  let attributes: @Sendable () async throws -> [String: String]
  let notification: @Sendable (String) async throws -> S3NotificationConfiguration

  func findings() async -> [Finding] {
    let settings: [String: String]
    do {
      settings = try await attributes()
    } catch {
      return [Finding("notification.configured", queue.description, .skipped, "the queue does not answer")]
    }
    let policy = QueuePolicy(settings["Policy"])
    let arn = settings["QueueArn"] ?? ""
    let names = buckets.isEmpty ? policy.buckets : buckets
    if names.isEmpty {
      return [
        Finding(
          "notification.configured", queue.description, .skipped,
          "the queue's policy names no bucket, so it is not known which one sends events here",
          remedy: "name it: millrace doctor FILE --bucket BUCKET")
      ]
    }
    var found: [Finding] = []
    for name in names {
      found.append(await configured(name, arn))
      found.append(allowed(name, arn, policy))
    }
    return found
  }

  private func configured(_ bucket: String, _ arn: String) async -> Finding {
    do {
      return Self.verdict(on: try await notification(bucket), of: bucket, queue: arn)
    } catch {
      return Finding(
        "notification.configured", "s3://\(bucket)", .error, "\(error)",
        remedy: "allow s3:GetBucketNotification on arn:aws:s3:::\(bucket), or check the bucket's name")
    }
  }

  /// What a bucket's configuration means for a queue.
  static func verdict(on configuration: S3NotificationConfiguration, of bucket: String, queue arn: String) -> Finding {
    func finding(_ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
      Finding("notification.configured", "s3://\(bucket)", verdict, message, remedy: remedy)
    }
    let telling = configuration.targets.filter(\.tellsOfNewObjects)
    if let target = telling.first(where: { $0.kind == .queue && $0.arn == arn }) {
      return finding(.ok, "new objects\(target.filterText) are announced to the queue")
    }
    if let topic = telling.first(where: { $0.kind == .topic }) {
      return finding(
        .warning, "new objects are announced to the topic \(topic.arn), not to the queue itself",
        remedy: "see that the queue is subscribed: aws sns list-subscriptions-by-topic --topic-arn \(topic.arn)")
    }
    if configuration.sendsToEventBridge {
      return finding(
        .warning, "its events go to EventBridge, not to the queue itself",
        remedy: "see that a rule sends them on: aws events list-rule-names-by-target --target-arn \(arn)")
    }
    let isOther = configuration.targets.contains { $0.kind == .queue && $0.arn == arn }
    return finding(
      .error,
      isOther ? "it tells the queue of other events, not of new objects" : "it does not tell the queue of new objects",
      remedy: "aws s3api put-bucket-notification-configuration --bucket \(bucket) --notification-configuration "
        + "'{\"QueueConfigurations\":[{\"QueueArn\":\"\(arn)\",\"Events\":[\"s3:ObjectCreated:*\"]}]}' "
        + "(replaces what is configured now)")
  }

  private func allowed(_ bucket: String, _ arn: String, _ policy: QueuePolicy) -> Finding {
    if policy.lets("s3.amazonaws.com", sendFor: "arn:aws:s3:::\(bucket)") {
      return Finding("notification.allowed", "s3://\(bucket)", .ok, "the queue's policy lets the bucket send")
    }
    return Finding(
      "notification.allowed", "s3://\(bucket)", .error, "the queue's policy does not let the bucket send to it",
      remedy:
        "add a statement: Allow, Principal {\"Service\":\"s3.amazonaws.com\"}, Action sqs:SendMessage, Resource \(arn), "
        + "Condition {\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::\(bucket)\"}}")
  }
}

extension S3NotificationTarget {
  /// Whether it tells of objects that were made.
  var tellsOfNewObjects: Bool { events.contains { $0.hasPrefix("s3:ObjectCreated:") || $0 == "s3:*" } }

  /// ` below “incoming/”` and the like; empty without filters.
  fileprivate var filterText: String {
    filters.map { filter in
      filter.name.lowercased() == "prefix" ? " below “\(filter.value)”" : " that end in “\(filter.value)”"
    }.joined()
  }
}
