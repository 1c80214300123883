internal import Foundation
internal import MillraceJSON
internal import Synchronization

/// The running copies of one program of `transforms`: as many as there are threads that have a record for it at the same time.
/// They stay until the run has ended.
final class RecordProgramPool: RecordExchangeSource {
  private let options: RecordProgramOptions
  private let events: any EventSink
  private let idle = Mutex<[RecordProgram]>([])

  init(_ options: RecordProgramOptions, events: any EventSink) {
    self.options = options
    self.events = events
  }

  deinit {
    let programs = idle.withLock { $0 }
    if programs.isEmpty { return }
    // Nothing that waits belongs into a deinitializer.
    Thread.detachNewThread { for program in programs { program.retire() } }
  }

  func makeExchange() -> any RecordExchange { PooledProgram(self) }

  var command: String { options.command.first ?? "" }
  var lineLimit: Int { options.lineLimit }

  /// A program that waits for a record.
  ///
  /// - Throws: `ProcessingError` where it cannot be started, or has said something without being asked.
  func take() throws -> RecordProgram {
    guard let program = idle.withLock({ $0.popLast() }) else { return try RecordProgram(options, events: events) }
    guard program.isReady() else { throw program.unasked() }
    return program
  }

  func giveBack(_ program: RecordProgram) { idle.withLock { $0.append(program) } }
}
