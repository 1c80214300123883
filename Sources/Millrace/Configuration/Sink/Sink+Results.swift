package import MillraceStorage

extension PipelineConfiguration.Sink {
  /// `sink.results`: one JSON object for each object that was processed.
  public struct Results: Sendable, Equatable {
    /// `to`: the folder, or the bucket and prefix.
    package var to: Address

    package init(to: Address) {
      self.to = to
    }
  }
}
