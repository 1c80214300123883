/// The pause before parts of a batch are tried again: random, up to 100 ms for the first, and twice as much each time.
enum BatchPause {
  static func wait(after attempt: Int) async throws {
    let ceiling = Duration.milliseconds(100 * (1 << min(attempt - 1, 6)))
    try await Task.sleep(for: ceiling * Double.random(in: 0.2...1))
  }
}
