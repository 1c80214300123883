internal import Foundation
internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers, and answers are read into them.

/// A program of `transforms: run`, which answers each line with a line. It blocks the thread that asks.
///
/// `@unchecked Sendable`: only one has it in hand at a time, who has taken it out of its pool.
final class RecordProgram: @unchecked Sendable {
  /// Bytes that are read at a time.
  private static let chunk = 64 << 10
  /// How long a program may take to end by itself once it reads or writes no more, in seconds.
  private static let endTime = 2.0

  private let options: RecordProgramOptions
  private let pipes: RecordPipes
  private let process: pid_t
  private let errors: StandardErrorLog
  private let abandonment: AbandonSignal

  private var name: String { options.command.first ?? "" }

  /// Starts the program.
  ///
  /// - Throws: `ProcessingError` where it cannot be started.
  init(_ options: RecordProgramOptions, events: any EventSink) throws {
    self.options = options
    let (inputs, outputs, errorPipe) = (try Pipe(), try Pipe(), try Pipe())
    abandonment = try AbandonSignal()
    pipes = RecordPipes(input: inputs.writing, output: outputs.reading)
    errors = StandardErrorLog(program: options.command.first ?? "", events: events)
    errors.start(reading: errorPipe.reading, abandonment: abandonment)
    defer { for end in [inputs.reading, outputs.writing, errorPipe.writing] { close(end) } }
    process = try ProgramStart(options.command, environment: [:])
      .start(input: inputs.reading, output: outputs.writing, errors: errorPipe.writing, key: "transforms.run")
    RunningPrograms.shared.add(process, input: inputs.writing)
  }

  /// Hands over a line, its line feed included, and appends the answer to `answer`, without its own.
  ///
  /// - Parameter shouldStop: asked while the program takes its time.
  /// - Returns: whether the answer is short enough; what is beyond the limit is not kept.
  /// - Throws: `ProcessingError` where there is no answer, or more than one. The program has ended then.
  func answer(
    _ line: UnsafeBufferPointer<UInt8>, into answer: ByteArea, shouldStop: () -> Bool
  ) throws(ProcessingError) -> Bool {
    let deadline = ContinuousClock.now + options.timeout
    let start = answer.count
    var (written, isAnswered, isTooLong) = (0, false, false)
    while !isAnswered || written < line.count {
      if written < line.count {
        guard let count = pipes.write(UnsafeBufferPointer(rebasing: line[written...])) else { throw ended() }
        written += count
      }
      try wait(toWrite: written < line.count, until: deadline, shouldStop)
      answer.reserve(Self.chunk)
      guard let count = pipes.read(into: answer.end, Self.chunk) else { continue }
      if count == 0 || isAnswered { throw count == 0 ? ended() : babbling() }
      if let feed = memchr(answer.end, 0x0A, count) {
        let length = feed - UnsafeMutableRawPointer(answer.end)
        if length + 1 < count { throw babbling() }
        answer.count += length
        isAnswered = true
      } else {
        answer.count += count
      }
      if answer.count - start > options.lineLimit {
        isTooLong = true
        answer.count = start
      }
    }
    return !isTooLong
  }

  private func wait(
    toWrite: Bool, until deadline: ContinuousClock.Instant, _ shouldStop: () -> Bool
  ) throws(ProcessingError) {
    while !pipes.wait(toWrite: toWrite, milliseconds: 100) {
      if shouldStop() {
        end(atOnce: true)
        throw ProcessingError(.programFailed, "“\(name)” was ended, since the run is being stopped")
      }
      if deadline > .now { continue }
      end(atOnce: false)
      throw ProcessingError(
        .timedOut,
        "“\(name)” gave no answer within \(DurationText.render(options.timeout)) and was ended: it must write one line for "
          + "each line that it reads, and flush its output after each")
    }
  }

  /// Whether it waits for a line: nothing is left of what it has said, and it has not ended.
  func isReady() -> Bool { pipes.isOpenAndEmpty }

  /// What to say of a program that has something to say without being asked, or has ended.
  func unasked() -> ProcessingError {
    pipes.hasEnded ? ended() : babbling()
  }

  /// What to say of a program that says more than it was asked.
  private func babbling() -> ProcessingError {
    end(atOnce: false)
    return ProcessingError(
      .unexpectedOutput, "“\(name)” wrote more than one line for a record; it must write exactly one for each")
  }

  /// What to say of a program that reads or writes no more.
  private func ended() -> ProcessingError {
    pipes.close()
    let status = ProgramWait.end(of: process, within: Self.endTime)
    let manner = status.map { "\($0)" } ?? "closed its output and was ended"
    let words = errors.lastWords()
    finish(status == nil)
    return ProcessingError(
      .programFailed, "“\(name)” \(manner) with a record to answer" + (words.isEmpty ? "" : ": \(words)"))
  }

  /// Ends it and everything it has started.
  func end(atOnce: Bool) {
    pipes.close()
    if !atOnce {
      kill(-process, SIGTERM)
      if ProgramWait.end(of: process, within: Self.endTime) != nil { return finish(false) }
    }
    finish(true)
  }

  /// Lets it end by itself, since no more records come. Blocks until it has ended, or was ended after `grace`.
  func retire(grace: Duration = .seconds(5)) {
    pipes.close()
    finish(ProgramWait.end(of: process, within: grace / .seconds(1)) == nil)
  }

  /// - Parameter isAlive: whether the program itself has still to be ended.
  private func finish(_ isAlive: Bool) {
    kill(-process, SIGKILL)
    if isAlive { _ = ProgramWait.end(of: process, within: .infinity) }
    RunningPrograms.shared.remove(process)
    abandonment.send()
  }
}
