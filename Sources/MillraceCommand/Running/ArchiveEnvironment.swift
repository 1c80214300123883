import Foundation
import Millrace
import MillraceStorage

/// `run archive-queue` without a pipeline file: everything comes from environment variables.
struct ArchiveEnvironment {
  /// What stands in the place of a file.
  static let name = "archive-queue"

  private let environment: [String: String]
  private var problems: [String] = []

  init(_ environment: [String: String]) {
    self.environment = environment.filter { !$0.value.isEmpty }
  }

  /// - Throws: `CommandFailure` with everything that is missing or wrong, at once.
  mutating func configuration() throws -> PipelineConfiguration {
    let region = required(["AWS_REGION", "AWS_DEFAULT_REGION"], example: "eu-central-1")
    let queue = required(["SQS_QUEUE_URL"], example: "https://sqs.eu-central-1.amazonaws.com/123456789012/my-queue")
    let bucket = required(["S3_BUCKET_NAME"], example: "my-bucket")
    let prefix = environment["S3_PREFIX"] ?? ""
    let from = queue.isEmpty ? nil : address(queue, of: "SQS_QUEUE_URL", scheme: .sqs)
    let to = bucket.isEmpty ? nil : address("s3://\(bucket)/\(prefix)", of: "S3_BUCKET_NAME", scheme: .s3)
    let wait = number("POLL_INTERVAL_SECONDS", in: 0...3600)
    let perPoll = number("MAX_MESSAGES_PER_POLL", in: 1...QueueLimits.batchCount)
    let port = number("HEALTH_PORT", in: 0...65_535)
    guard problems.isEmpty, !region.isEmpty, let from, let to else {
      throw CommandFailure.usage(
        "the environment does not say everything that archive-queue needs:\n"
          + problems.map { "  \($0)" }.joined(separator: "\n")
          + "\nTo run a pipeline file instead, name it; `millrace init archive-queue` writes one.")
    }
    return configuration(from, to, wait: wait, perPoll: perPoll, port: port)
  }

  private func configuration(
    _ queue: Address, _ bucket: Address, wait: Int?, perPoll: Int?, port: Int?
  ) -> PipelineConfiguration {
    var source = PipelineConfiguration.Source.SQS(queue: queue)
    if let perPoll { source.messagesPerPoll = perPoll }
    if let wait {
      source.wait = min(.seconds(wait), QueueLimits.longestWait)
      source.pause = .seconds(wait) - source.wait
    }
    var configuration = PipelineConfiguration(
      name: Self.name, source: .sqs(source), sink: .archive(.init(to: bucket)),
      state: FileManager.default.temporaryDirectory.path)
    configuration.health = .init(port: port ?? 8080)
    return configuration
  }

  /// The first of the variables that is set; an empty text and a problem if none is.
  private mutating func required(_ names: [String], example: String) -> String {
    let value = names.compactMap { environment[$0] }.first
    if value == nil { problems.append("\(names[0]) is not set; for example: \(example)") }
    return value ?? ""
  }

  private mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = environment[name] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      problems.append("\(name) is “\(text)”, but must be a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  private mutating func address(_ text: String, of name: String, scheme: Address.Scheme) -> Address? {
    do {
      let address = try Address(parsing: text, relativeTo: "/").ofQueue
      if address.scheme == scheme { return address }
      problems.append("\(name) is “\(text)”, which is no \(scheme == .sqs ? "queue's URL" : "bucket")")
    } catch {
      problems.append("\(name): \(error)")
    }
    return nil
  }
}
