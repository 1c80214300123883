/// Which part of the work a run does. Any number of processes with any roles may share a ledger.
public enum PipelineRole: String, Sendable, CaseIterable {
  /// Takes in and plans, for others to convert; only pipelines of manifests.
  case plan
  /// Converts what others have planned; only pipelines of manifests.
  case convert
  /// Everything.
  case all
}
