internal import Foundation
internal import Synchronization

/// Passes what a program writes to its standard error on as events, line by line, on a thread of its own, for as long as the
/// program lives.
final class StandardErrorLog: Sendable {
  /// Longer lines are cut.
  private static let longestLine = 4096
  /// How long an asker waits for the end of what a program has said.
  private static let patience = Duration.milliseconds(500)

  /// How many of the last lines are kept.
  private static let lines = 5

  private struct State {
    var lastLines: [String] = []
    var isFinished = false
  }

  private let program: String
  private let events: any EventSink
  private let state = Mutex(State())

  init(program: String, events: any EventSink) {
    self.program = program
    self.events = events
  }

  /// Begins to read.
  ///
  /// - Parameter descriptor: closed at the end.
  func start(reading descriptor: Int32, abandonment: AbandonSignal) {
    let thread = Thread { [self] in
      let source = PipeSource(descriptor, abandonment: abandonment)
      log(source)
      state.withLock { $0.isFinished = true }
    }
    thread.name = "millrace.program-errors"
    thread.start()
  }

  /// The last thing that the program has said, which often tells what was wrong.
  func lastLine() async -> String? {
    let end = ContinuousClock.now + Self.patience
    while !state.withLock({ $0.isFinished }), ContinuousClock.now < end {
      try? await Task.sleep(for: .milliseconds(5))
    }
    return state.withLock { $0.lastLines.last }
  }

  /// The last things that the program has said. Waits for the end as ``lastLine()`` does, but blocks.
  func lastWords() -> String {
    let end = ContinuousClock.now + Self.patience
    while !state.withLock({ $0.isFinished }), ContinuousClock.now < end { usleep(1000) }
    return state.withLock { $0.lastLines.joined(separator: " / ") }
  }

  private func log(_ source: PipeSource) {
    var rest: [UInt8] = []
    while true {
      let bytes = source.read()
      if bytes.isEmpty { break }
      rest += bytes
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        record(rest[..<end])
        rest.removeSubrange(...end)
      }
      if rest.count > Self.longestLine {
        record(rest[...])
        rest = []
      }
    }
    record(rest[...])
  }

  private func record(_ line: ArraySlice<UInt8>) {
    if line.isEmpty { return }
    let text = String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
    state.withLock { state in
      state.lastLines.append(text)
      if state.lastLines.count > Self.lines { state.lastLines.removeFirst() }
    }
    events.record(
      PipelineEvent(
        .info, "program-said", "\(program): \(text)", [("program", .text(program)), ("line", .text(text))]))
  }
}
