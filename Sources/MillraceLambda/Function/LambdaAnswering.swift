internal import Millrace
internal import MillraceJSON
internal import MillraceStorage

/// Makes the answer to a call from what has become of its messages, in the form that its caller understands.
struct LambdaAnswering: Sendable {
  let event: LambdaEvent
  let queue: InvocationQueue
  let log: InvocationLog
  let pipeline: String

  func answer(_ outcome: LambdaFunction.Outcome) -> InvocationAnswer {
    let unfinished = queue.unfinished
    var failure: LambdaFailure?
    if case .failure(let error) = outcome.result { failure = self.failure(of: error, outcome.cause) }
    if let failure {
      log.record(PipelineEvent(.error, "run-failed", failure.message))
    }
    switch event.kind {
    case .sqs:
      // Where nothing was done because nothing can be done, the function's own errors should say so.
      if let failure, unfinished.count == event.messages.count, outcome.cause == nil { return .failure(failure) }
      return .response(Self.batchFailures(unfinished))
    case .s3Batch(let job): return .response(results(of: job, unfinished, failure))
    case .schedule:
      if let failure, outcome.cause == nil { return .failure(failure) }
      return .response(summary(outcome))
    case .s3, .sns, .eventBridge:
      if unfinished.isEmpty, failure == nil { return .response(summary(outcome)) }
      return .failure(incomplete(unfinished.count, failure, outcome.cause))
    }
  }

  /// `{"batchItemFailures":[{"itemIdentifier":…}]}`: what is not named is deleted from the queue.
  private static func batchFailures(_ unfinished: [ReceivedMessage]) -> [UInt8] {
    let items = unfinished.map { JSONValue.object(JSONObject([("itemIdentifier", .string($0.id))])) }
    return JSONValue.object(JSONObject([("batchItemFailures", .array(items))])).bytes
  }

  /// As S3 Batch Operations wants it; what could not be done may be tried again by it.
  private func results(of job: S3BatchJob, _ unfinished: [ReceivedMessage], _ failure: LambdaFailure?) -> [UInt8] {
    let open = Set(unfinished.map(\.receiptHandle))
    let reason = failure?.message ?? log.reasons.first ?? "could not be done in time"
    let results = zip(job.tasks, event.messages).map { task, message -> JSONValue in
      let isDone = !open.contains(message.receiptHandle)
      return [
        "taskId": .string(task), "resultCode": isDone ? "Succeeded" : "TemporaryFailure",
        "resultString": .string(isDone ? "" : String(reason.prefix(1024))),
      ]
    }
    let answer: JSONValue = [
      "invocationSchemaVersion": .string(job.schemaVersion), "treatMissingKeysAs": "TemporaryFailure",
      "invocationId": .string(job.invocationID), "results": .array(results),
    ]
    return answer.bytes
  }

  private func summary(_ outcome: LambdaFunction.Outcome) -> [UInt8] {
    var answer = JSONObject([("pipeline", .string(pipeline)), ("messages", .number(event.messages.count))])
    if case .success(let summary) = outcome.result {
      answer.append("ending", .string(outcome.cause == nil ? "done" : "stopped"))
      answer.append("files", .number(summary.progress.filesCompleted))
      answer.append("failed", .number(summary.progress.filesFailed))
      answer.append("rows", .number(summary.progress.rows))
      answer.append("bytesRead", .number(summary.progress.bytesRead))
      answer.append("bytesWritten", .number(summary.progress.bytesWritten))
    } else {
      answer.append("ending", "stopped")
    }
    return JSONValue.object(answer).bytes
  }

  /// Why the run has ended without being done. Being cancelled at the deadline is no failure of the run's own.
  private func failure(of error: any Error, _ cause: LambdaFailure.Kind?) -> LambdaFailure? {
    if error is CancellationError { return nil }
    return LambdaFailure(cause ?? .run, LambdaFunction.message(of: error), details: log.reasons)
  }

  private func incomplete(
    _ count: Int, _ failure: LambdaFailure?, _ cause: LambdaFailure.Kind?
  ) -> LambdaFailure {
    let reason =
      failure?.message ?? log.reasons.last
      ?? (cause == .shutdown ? "the sandbox was shut down" : cause == .timeOver ? "time was over" : "see the log")
    let share = "\(count) of \(event.messages.count) messages of the event are not done"
    return LambdaFailure(
      cause ?? (count == 0 || failure != nil ? .run : .incomplete), count == 0 ? reason : "\(share): \(reason)",
      details: log.reasons)
  }
}
