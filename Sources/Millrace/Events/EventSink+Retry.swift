extension EventSink {
  /// Says that something did not work because of the surroundings, and when it is tried again.
  func record(retryOf error: any Error, in delay: Duration) {
    let pause = DurationText.render(.milliseconds(max(1, delay / .milliseconds(1))))
    record(PipelineEvent(.warning, "retry", "\(error.asPipelineError.message) (trying again in \(pause))", []))
  }
}
