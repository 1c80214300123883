internal import MillraceJSON

/// The program that a transformer asks, taken out of its pool with the first record, and given back with the transformer.
final class PooledProgram: RecordExchange {
  private let pool: RecordProgramPool
  private var program: RecordProgram?
  private(set) var failure: (any Error)?
  var shouldStop: () -> Bool = { false }

  init(_ pool: RecordProgramPool) { self.pool = pool }

  deinit {
    if let program { pool.giveBack(program) }
  }

  func startAnew() { failure = nil }

  func exchange(_ record: ByteArea, into answer: ByteArea) -> RecordAnswer {
    if failure != nil { return .none }
    do {
      let program = try self.program ?? pool.take()
      self.program = program
      record.append(0x0A)
      if try program.answer(record.bytes, into: answer, shouldStop: shouldStop) { return .text }
      return .refused(
        reason: "“\(pool.command)” answered with more than the line limit of \(pool.lineLimit) bytes")
    } catch {
      failure = error
      program = nil
      return .none
    }
  }
}
