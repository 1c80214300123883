internal import MillraceStorage

/// What a function was called with, as messages.
struct LambdaEvent: Sendable, Equatable {
  /// Who calls, which decides how it is answered.
  enum Kind: Sendable, Equatable {
    /// An event source mapping of a queue, or a pipe that reads one. It deletes what the answer does not name.
    case sqs
    /// Notifications of S3, without a queue between.
    case s3
    /// Notifications of a topic, without a queue between.
    case sns
    /// An event of a bus.
    case eventBridge
    /// A job of S3 Batch Operations over objects that are there already.
    case s3Batch(S3BatchJob)
    /// A schedule, or an empty event: time to look what there is to do.
    case schedule

    /// For a person.
    var name: String {
      switch self {
      case .sqs: "messages of SQS"
      case .s3: "an event of S3"
      case .sns: "a notification of SNS"
      case .eventBridge: "an event of EventBridge"
      case .s3Batch: "a task of S3 Batch Operations"
      case .schedule: "a schedule"
      }
    }
  }

  var kind: Kind
  /// One for each record; none for a schedule.
  var messages: [ReceivedMessage]
}

/// What the answer to S3 Batch Operations repeats of its question.
struct S3BatchJob: Sendable, Equatable {
  var schemaVersion: String
  var invocationID: String
  /// The ids of the tasks, in the order of the messages.
  var tasks: [String]
}
