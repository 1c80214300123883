import Synchronization

/// A line on standard error that is drawn anew while work goes on; only where a person watches.
final class ProgressLine: Sendable {
  private struct State {
    var drawnAt: ContinuousClock.Instant?
    var width = 0
  }

  let isShown: Bool
  private let state = Mutex(State())
  private static let interval = Duration.milliseconds(100)

  init(isShown: Bool = StandardError.isTerminal) {
    self.isShown = isShown
  }

  /// Draws the line, unless it was drawn less than a tenth of a second ago.
  func draw(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.drawnAt, now - last < Self.interval { return }
      state.drawnAt = now
      let line = text()
      let padding = String(repeating: " ", count: max(0, state.width - line.count))
      StandardError.write("\r\(line)\(padding)")
      state.width = line.count
    }
  }

  /// Removes the line, so that other text can be printed in its place.
  func clear() {
    state.withLock { state in
      guard state.width > 0 else { return }
      StandardError.write("\r\(String(repeating: " ", count: state.width))\r")
      state.width = 0
    }
  }
}
