internal import Foundation
internal import MillraceStorage

/// Runs a pipeline: finds files, plans manifests, converts and publishes them.
///
/// A runner is run once. It can be killed at any instruction and a new one goes on from there; several may run on one
/// ledger, also in several processes, and share the work.
///
/// Cancelling the task of `run(until:)` is the same as killing the process. Call `stop()` to end it gracefully.
public final class PipelineRunner: Sendable {
  let configuration: PipelineConfiguration
  let parts: PipelineParts
  let events: any EventSink
  let control = RunControl()
  let counters = RunCounters()
  let owner = LeaseOwner()
  let source: DirectorySource
  let planner: Planner
  let worker: ManifestWorker

  init(configuration: PipelineConfiguration, parts: PipelineParts, events: any EventSink) {
    self.configuration = configuration
    self.parts = parts
    self.events = events
    let thread = ConversionThread(converter: parts.converter, sourceFolder: configuration.source.directory)
    let book = SchemaBook(configuration: configuration, registry: parts.ledger)
    source = DirectorySource(configuration: configuration, parts: parts, events: events)
    planner = Planner(
      pipeline: configuration.name, batch: configuration.sink.batch, ledger: parts.ledger,
      schemas: SchemaChooser(pipeline: configuration.name, book: book, ledger: parts.ledger, thread: thread),
      clock: parts.clock)
    worker = ManifestWorker(configuration: configuration, parts: parts, thread: thread, schemas: book, events: events)
  }

  /// How far the run is; readable at any time from any thread.
  public var progress: RunProgress { counters.progress }

  /// Ends the run: no more files are taken, and a conversion that is going on is finished, or abandoned at
  /// `shutdown-deadline`. What waits is in the ledger, for the next run.
  public func stop() {
    control.stop()
  }

  /// Runs until the goal is reached, or `stop()` is called.
  ///
  /// - Throws: `PipelineError` where the run cannot begin or go on. Nothing is lost; the next run goes on from there.
  public func run(until goal: RunGoal) async throws -> RunSummary {
    do {
      _ = try FileStatus.of(configuration.source.directory)
    } catch {
      let folder = configuration.source.directory
      throw PipelineError(
        .sourceUnavailable,
        "the source folder \(folder) cannot be read (\(error)); make it, or correct “source.directory”",
        cause: error)
    }
    defer { parts.close() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.guarded { try await self.takeIn(until: goal) } }
      group.addTask { await self.guarded { try await self.planAhead(until: goal) } }
      group.addTask { await self.guarded { try await self.workThrough(until: goal) } }
    }
    if let failure = control.failure { throw failure is CancellationError ? failure : failure.asPipelineError }
    return RunSummary(ending: control.isIdle ? .idle : .stopped, progress: progress)
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
