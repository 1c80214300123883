internal import Foundation

/// A program that was started, in a process group of its own, with pipes to its standard streams. There is no shell.
final class ChildProgram: Sendable {
  let name: String
  let input: PipeWriter
  let output: PipeReader
  let errors: StandardErrorLog
  private let process: pid_t
  private let abandonment: AbandonSignal
  private let reaper = ProcessReaper()

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - command: the program and its arguments; one without a slash is looked for in `PATH`.
  ///   - environment: is added to this process's own.
  ///   - events: takes what the program writes to its standard error.
  /// - Throws: ``ProcessingError`` where it cannot be started.
  init(_ command: [String], environment: [String: String], events: any EventSink) throws {
    name = command.first ?? ""
    let (inputs, outputs, errorPipe) = (try Pipe(), try Pipe(), try Pipe())
    abandonment = try AbandonSignal()
    input = PipeWriter(inputs.writing, abandonment: abandonment)
    output = PipeReader(outputs.reading, abandonment: abandonment)
    errors = StandardErrorLog(program: name, events: events)
    errors.start(reading: errorPipe.reading, abandonment: abandonment)
    defer { for end in [inputs.reading, outputs.writing, errorPipe.writing] { close(end) } }
    process = try ProgramStart(command, environment: environment)
      .start(input: inputs.reading, output: outputs.writing, errors: errorPipe.writing)
  }

  /// Waits until the program has ended.
  func waitForEnd() async -> ProgramEnd {
    await reaper.wait(for: process)
  }

  /// Ends the program and everything it has started: asks first, and ends it for good after `grace`.
  func end(grace: Duration) async {
    kill(-process, SIGTERM)
    // Not cancelled with the run: a program is never left behind.
    let killing = KillTimer(process: process, after: grace)
    _ = await waitForEnd()
    killing.cancel()
    endGroup()
    abandon()
  }

  /// Ends what the program has started and left behind.
  func endGroup() {
    kill(-process, SIGKILL)
  }

  /// Frees whoever waits for the program's pipes.
  func abandon() {
    abandonment.send()
  }
}
