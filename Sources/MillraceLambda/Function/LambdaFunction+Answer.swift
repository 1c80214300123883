internal import Millrace
internal import MillraceStorage

extension LambdaFunction {
  /// What has come of a run.
  struct Outcome: Sendable {
    var result: Result<RunSummary, any Error>
    /// Whether its time was over, or the sandbox shut down, before it had ended by itself.
    var cause: LambdaFailure.Kind?
  }

  /// Works on a call until it is done, its time is over, or the sandbox is shut down.
  ///
  /// - Parameter force: takes the answer where the work cannot be ended in time; the process is to end then.
  package func answer(
    _ invocation: Invocation, shutdown: Latch, force: @escaping @Sendable (InvocationAnswer) async -> Void
  ) async -> InvocationAnswer {
    do {
      let event = try LambdaEventReader.read(invocation.event, invocation: invocation.id)
      try refuse(event)
      let queue = InvocationQueue(event.messages, location: self.queue?.description ?? configuration.name)
      let log = InvocationLog(events, id: invocation.id)
      let answering = LambdaAnswering(event: event, queue: queue, log: log, pipeline: configuration.name)
      let outcome = try await run(queue, log, invocation, shutdown) { cause in
        let cancelled = Outcome(result: .failure(CancellationError()), cause: cause)
        await force(answering.answer(cancelled))
      }
      return answering.answer(outcome)
    } catch let failure as LambdaFailure {
      events.record(PipelineEvent(.error, "call-refused", failure.message, [("request_id", .text(invocation.id))]))
      return .failure(failure)
    } catch {
      return .failure(LambdaFailure(.run, Self.message(of: error)))
    }
  }

  private func refuse(_ event: LambdaEvent) throws(LambdaFailure) {
    guard queue == nil, event.kind != .schedule else { return }
    throw LambdaFailure(
      .event,
      "The function was called with \(event.kind.name), but the source of \(configuration.name) is one that is looked "
        + "through: call it by a schedule, or give it “source: {s3-events: …}” or “source: {sqs: …}”.")
  }

  private func run(
    _ queue: InvocationQueue, _ log: InvocationLog, _ invocation: Invocation, _ shutdown: Latch,
    force: @escaping @Sendable (LambdaFailure.Kind) async -> Void
  ) async throws -> Outcome {
    let time = InvocationTime(
      start: .now, deadline: invocation.deadline, shutdownDeadline: configuration.shutdownDeadline)
    var configuration = configuration
    configuration.shutdownDeadline = time.grace
    let runner: PipelineRunner
    do {
      runner = try await open(configuration, queue, log)
    } catch {
      return Outcome(result: .failure(error))
    }
    // What is listed is tried until it is done, or given up after its attempts; manifests wait for their batch.
    let goal: RunGoal = self.queue == nil && configuration.parquet == nil ? .idle : .due
    let watch = InvocationWatch(time: time, shutdown: shutdown)
    return await watch.run(stop: runner.stop, force: force) { try await runner.run(until: goal) }
  }
}
