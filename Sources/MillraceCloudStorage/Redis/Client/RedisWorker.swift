import Foundation
import MillraceStorage

/// What a thread of a pool does: keeps one connection, and has every job answered on it or on the next.
struct RedisWorker {
  private let place: RedisPlace
  private let options: RedisOptions
  private var connection: RedisConnection?

  init(place: RedisPlace, options: RedisOptions) {
    self.place = place
    self.options = options
  }

  mutating func perform(_ job: RedisJob) {
    let deadline = Date(timeIntervalSinceNow: options.patience)
    var pause = 0.01
    while true {
      let failure: RedisFailure
      do {
        let replies = try attempt(job.commands)
        guard let obstacle = RedisWorker.passingObstacle(in: replies) else {
          job.continuation.resume(returning: replies)
          return
        }
        failure = .broken(obstacle)
        if place.follow(obstacle) { connection = nil }
      } catch {
        connection = nil
        place.forgetRedirection()
        failure = error
      }
      if case .refused(let message) = failure {
        job.continuation.resume(throwing: LedgerError.refused(message, by: place.current))
        return
      }
      if Date() >= deadline {
        job.continuation.resume(throwing: LedgerError.unreachable(failure, at: place.current))
        return
      }
      Thread.sleep(forTimeInterval: pause * Double.random(in: 0.5...1))
      pause = min(pause * 2, 1)
    }
  }

  private mutating func attempt(_ commands: [RedisCommand]) throws(RedisFailure) -> [RedisReply] {
    let connection = try connected()
    let replies = try connection.run(commands.map(\.words))
    guard replies.contains(where: { $0.errorCode == "NOSCRIPT" }) else { return replies }
    // The server has started anew, or has never seen them. What was run already is not done again: see RedisLedger.
    let scripts = commands.compactMap { if case .script(let script, _, _) = $0 { script } else { nil } }
    let texts = Dictionary(scripts.map { ($0.digest, $0.text) }, uniquingKeysWith: { first, _ in first })
    _ = try connection.run(texts.values.map { ["SCRIPT", "LOAD", $0] })
    return try connection.run(commands.map(\.words))
  }

  private mutating func connected() throws(RedisFailure) -> RedisConnection {
    if let connection { return connection }
    let new = try RedisConnection(to: place.current, options: options)
    connection = new
    return new
  }

  /// What a server says while it starts, fails over, or moves data, and what is worth waiting for.
  private static func passingObstacle(in replies: [RedisReply]) -> String? {
    let passing: Set<Substring> = [
      "LOADING", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "BUSY", "READONLY", "MOVED",
    ]
    for reply in replies {
      guard case .error(let message) = reply, let code = reply.errorCode else { continue }
      if passing.contains(code) || message.hasPrefix("ERR max number of clients") { return message }
    }
    return nil
  }
}
