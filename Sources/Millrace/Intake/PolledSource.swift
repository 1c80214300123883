/// A source that is looked through from beginning to end, again and again.
protocol PolledSource: Sendable {
  /// For messages, as in “the source folder /inbox”.
  var place: String { get }
  /// How long to wait between two passes.
  var poll: Duration { get }

  /// - Throws: `PipelineError` where the source is not there.
  func prepare() async throws

  /// One pass.
  ///
  /// - Parameters:
  ///   - control: the pass ends early once the run is stopping.
  ///   - registered: called after each batch that the ledger has taken.
  /// - Throws: `PipelineError` where the source itself cannot be read; what cannot be read in it is reported once and
  ///   tried again on the next pass.
  func pass(_ control: RunControl, registered: @Sendable (IntakeReport) -> Void) async throws -> IntakeReport

  /// Makes the next pass ask the ledger for every file.
  func forget() async
}
