/// Takes the events of a run. Called from several threads; must not block for long.
public protocol EventSink: Sendable {
  /// Takes one event.
  func record(_ event: PipelineEvent)
}
