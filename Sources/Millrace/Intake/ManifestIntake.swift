/// A source of a pipeline of manifests: finds files and enters them in the ledger.
protocol ManifestIntake: Sendable {
  /// How long to wait before looking again for a source that is gone.
  var poll: Duration { get }

  /// Looks whether the run can begin at all.
  ///
  /// - Throws: `PipelineError` where the source is not there.
  func prepare() async throws

  /// Takes in until the run is stopping or, where the goal is to become idle, until there is nothing left to take in; then
  /// it says so by `RunControl.setIntakeDone()`.
  func takeIn(_ run: IntakeRun) async throws

  /// Makes the next look at the source ask the ledger for every file, since some have failed that may still be there.
  func forget() async
}
