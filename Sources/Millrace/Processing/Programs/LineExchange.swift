internal import CMillraceSIMD
internal import Synchronization

/// Hands the lines of one object to a program and takes as many back. Both go on at the same time: neither side of the
/// program's pipes may fill up and stop the other.
final class LineExchange: Sendable {
  /// Lines are handed over in pieces of about this many bytes.
  private static let pieceBytes = 64 << 10

  private let program: ChildProgram
  /// How many lines there are in all; nil until the last is known.
  private let total = Mutex<Int?>(nil)
  /// The first piece is about to be handed over, or there is none.
  private let beginning = WakeSignal()

  init(program: ChildProgram) {
    self.program = program
  }

  func run(_ lines: ObjectLines, into output: ResultWriter) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.send(lines) }
      group.addTask { try await self.receive(into: output) }
      do {
        while try await group.next() != nil {}
      } catch {
        // Nobody is left waiting for a program that is not needed any more.
        program.abandon()
        throw error
      }
    }
  }

  private func send(_ lines: ObjectLines) async throws {
    var piece: [UInt8] = []
    var count = 0
    for try await line in lines where !line.allSatisfy({ $0 == 32 || $0 == 9 }) {
      // Kept until another line is there: the last one must not be on its way before it is known to be the last.
      if piece.count >= Self.pieceBytes {
        try await hand(over: piece)
        piece = []
      }
      count += 1
      piece += line
      piece.append(UInt8(ascii: "\n"))
    }
    total.withLock { $0 = count }
    try await hand(over: piece)
  }

  private func hand(over piece: [UInt8]) async throws {
    beginning.signal()
    guard await program.input.write(piece) else { throw await ended() }
  }

  private func receive(into output: ResultWriter) async throws {
    await beginning.wait()
    try Task.checkCancellation()
    var received = 0
    while true {
      if let total = total.withLock({ $0 }), received >= total {
        guard received == total else { throw tooMany(received, total) }
        return
      }
      let bytes = await program.output.read()
      if bytes.isEmpty { throw await ended() }
      received += bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { mr_count_newlines($0, buffer.count) } ?? 0
      }
      try await output.write(bytes)
    }
  }

  private func ended() async -> any Error {
    if Task.isCancelled { return CancellationError() }
    // It has closed its pipes, or is gone.
    await program.end(grace: .seconds(1))
    return await ProcessingError.failed(program, await program.waitForEnd())
  }

  private func tooMany(_ received: Int, _ total: Int) -> ProcessingError {
    ProcessingError(
      .unexpectedOutput,
      "“\(program.name)” gave \(received) lines for \(total); it has to give one for each line, and nothing else")
  }
}
