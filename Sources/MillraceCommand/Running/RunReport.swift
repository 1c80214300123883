import Millrace

/// What a run came to, as it is printed at the end.
protocol RunReport: Encodable {
  /// For a person.
  var text: String { get }
  /// Whether something that was found is not where it should be.
  var isIncomplete: Bool { get }
}

extension RunFacts: RunReport {}
extension MessageRunFacts: RunReport {}
extension LoadRunFacts: RunReport {}

extension RunSummary {
  /// What is told of a run, by what its pipeline does.
  func report(_ status: RunStatus, of configuration: PipelineConfiguration) -> any RunReport {
    if configuration.parquet != nil { return RunFacts(self, configuration: configuration) }
    if configuration.queueSink != nil { return LoadRunFacts(self, status, configuration: configuration) }
    return MessageRunFacts(self, status, configuration: configuration)
  }
}
