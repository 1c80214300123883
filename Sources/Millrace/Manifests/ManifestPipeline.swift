internal import Foundation
internal import MillraceStorage

/// A pipeline that groups files into manifests: finds files, plans manifests, converts and publishes them.
final class ManifestPipeline: PipelineBody {
  let configuration: PipelineConfiguration
  let parts: PipelineParts
  let role: PipelineRole
  let events: any EventSink
  let control = RunControl()
  let counters = RunCounters()
  let owner = LeaseOwner()
  let intake: any ManifestIntake
  let planner: Planner
  let worker: ManifestWorker
  /// Tells converters of manifests, where there is a queue for that.
  let notifier: ManifestNotifier?

  init(
    configuration: PipelineConfiguration, parts: PipelineParts, role: PipelineRole = .all, events: any EventSink
  ) throws {
    self.configuration = configuration
    self.parts = parts
    self.role = role
    self.events = events
    let sink = configuration.manifestSink
    let (control, deadline) = (control, configuration.shutdownDeadline)
    let thread = ConversionThread(converter: parts.converter, sourceFolder: configuration.directory?.path) {
      control.stopTime.map { $0 + deadline <= .now } ?? false
    }
    let access = InputAccess(buckets: parts.buckets)
    let book = SchemaBook(pipeline: configuration.name, columns: sink.columns, registry: parts.ledger)
    intake = role == .convert ? AbsentIntake() : try ManifestIntakes.make(configuration, parts, events)
    notifier = parts.manifestQueue.map {
      ManifestNotifier(pipeline: configuration.name, queue: $0, ledger: parts.ledger, clock: parts.clock)
    }
    planner = Planner(
      pipeline: configuration.name, batch: sink.batch, ledger: parts.ledger,
      schemas: SchemaChooser(
        pipeline: configuration.name, book: book, ledger: parts.ledger, thread: thread, access: access),
      clock: parts.clock)
    worker = ManifestWorker(
      configuration: configuration, parts: parts, thread: thread, access: access, schemas: book, events: events)
  }

  var progress: RunProgress { counters.progress }

  var status: RunStatus {
    var status = counters.sourceStatus
    let progress = counters.progress
    status.isStopping = control.isStopping
    status.bytesRead += progress.bytesRead
    status.bytesWritten += progress.bytesWritten
    return status
  }

  func stop() {
    control.stop()
  }

  func run(until goal: RunGoal) async throws -> RunSummary {
    try await intake.prepare()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.guarded { try await self.intake.takeIn(self.intakeRun(goal)) } }
      if role != .convert { group.addTask { await self.guarded { try await self.planAhead(until: goal) } } }
      if role != .plan { group.addTask { await self.guarded { try await self.workThrough(until: goal) } } }
    }
    if let failure = control.failure { throw failure is CancellationError ? failure : failure.asPipelineError }
    return RunSummary(ending: control.isIdle ? .idle : .stopped, progress: progress)
  }

  private func intakeRun(_ goal: RunGoal) -> IntakeRun {
    IntakeRun(goal: goal, control: control, counters: counters, events: events, retry: parts.retry)
  }

  /// An error in one loop ends all of them, gracefully.
  private func guarded(_ loop: () async throws -> Void) async {
    do {
      try await loop()
    } catch {
      control.fail(error)
    }
  }
}

extension PipelineConfiguration {
  /// `sink.parquet`, with its defaults where the sink is another: what makes manifests asks for nothing else.
  var manifestSink: Sink.Parquet { parquet ?? Sink.Parquet(to: output) }
}
