/// The source that a pipeline file of manifests asks for.
enum ManifestIntakes {
  /// - Throws: `PipelineError` where the source hands out no files.
  static func make(
    _ configuration: PipelineConfiguration, _ parts: PipelineParts, _ events: any EventSink
  ) throws -> any ManifestIntake {
    switch (configuration.source, parts.buckets) {
    case (.directory, _):
      return PolledIntake(source: DirectorySource(configuration: configuration, parts: parts, events: events))
    case (.s3List(let settings), let buckets?):
      return PolledIntake(
        source: ObjectListSource(
          configuration: configuration, source: ListedSource(settings), buckets: buckets, parts: parts, events: events))
    case (.httpIndex(let settings), let buckets?):
      return PolledIntake(
        source: ObjectListSource(
          configuration: configuration, source: ListedSource(settings), buckets: buckets, parts: parts, events: events))
    case (.s3Events(let settings), let buckets?):
      guard let queue = parts.eventQueue else { return AbsentIntake() }
      return EventIntake(
        queue: queue, configuration: configuration,
        sorter: EventSorter(
          match: ObjectMatch(patterns: settings.match), readings: KeyReadings(buckets: buckets),
          oddities: EventOddities(events: events)),
        register: FileRegister(pipeline: configuration.name, parts: parts, events: events), buckets: buckets)
    case (.s3Events, nil), (.s3List, nil), (.httpIndex, nil), (.sqs, _):
      throw PipelineError(.configuration, "“source.\(configuration.source.key)” hands out no files for manifests")
    }
  }
}

/// Takes nothing in, since others do: the source of a run that only converts.
struct AbsentIntake: ManifestIntake {
  let poll = Duration.seconds(1)

  func prepare() async throws {}

  func takeIn(_ run: IntakeRun) async throws {
    // There is no source that could keep this run from being ready.
    run.counters.notePoll()
    run.control.setIntakeDone()
  }

  func forget() async {}
}
