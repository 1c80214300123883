import Foundation
package import MillraceStorage

/// A ledger in Redis (5 or later), which any number of processes on any number of machines may share.
///
/// The address is `redis://[user:password@]host[:port][/database][#name]`; the name is `millrace` unless given. Every change
/// is one Lua script, so that of two processes that want the same one gets it. Time comes from the server. A call that
/// the server has not answered is sent again with the same id, by which the script knows it, and gives the answer that was
/// lost: reconnecting neither loses nor repeats anything.
///
/// Claims are kept as two collections for each pipeline: `{name}:<pipeline>:processing`, a sorted set whose scores are the
/// times, in milliseconds, at which claims lapse, and `{name}:<pipeline>:processed`, a hash from the items that are done to token,
/// time and output. Fields of the latter may be removed (``forget(_:in:)``) once nothing can bring the items back.
///
/// Redis keeps all of it in memory: about 400 bytes a file. What a call reports as done survives a crash of the server
/// only under `appendonly yes` and `appendfsync always`, and only where `maxmemory-policy` is `noeviction`; opening a ledger
/// warns where it can see that this is not so. With `appendfsync everysec` a power failure takes the last second.
package final class RedisLedger: Ledger {
  /// The number of the layout of keys and values. See `RedisScript+Prelude.swift`.
  static let format = 1

  let pool: RedisPool
  private let clock: (any WallClock)?

  private init(pool: RedisPool, clock: (any WallClock)?) {
    self.pool = pool
    self.clock = clock
  }

  /// Connects, and makes the ledger if there is none.
  ///
  /// - Parameter clock: nil: the server's, which is the same for all processes. Tests give their own.
  package static func open(
    at address: Address, clock: (any WallClock)? = nil, options: RedisOptions = RedisOptions()
  ) async throws -> RedisLedger {
    let pool = RedisPool(address: try RedisAddress(address), options: options)
    let ledger = RedisLedger(pool: pool, clock: clock)
    try await ledger.checkFormat()
    let warn = options.onWarning ?? RedisLedger.printWarning
    for warning in await ledger.durabilityWarnings() { warn(warning) }
    return ledger
  }

  /// Ends all connections once what was asked for is answered.
  package func close() {
    pool.close()
  }

  private static func printWarning(_ warning: String) {
    FileHandle.standardError.write(Data("millrace: warning: \(warning)\n".utf8))
  }

  // MARK: Calls

  /// Runs a script that only reads, or that may as well be run twice.
  func ask(_ script: RedisScript, of pipeline: String, _ arguments: [String] = []) async throws -> RedisReply {
    try await first(run([command(script, pipeline: pipeline, call: "", arguments)]))
  }

  /// Runs a script that changes something, and that knows its call again.
  func change(_ script: RedisScript, of pipeline: String, _ arguments: [String]) async throws -> RedisReply {
    try await first(change(script, of: pipeline, each: [arguments]))
  }

  /// Runs a script several times, one run behind the other, in one exchange.
  func change(_ script: RedisScript, of pipeline: String, each: [[String]]) async throws -> [RedisReply] {
    try await run(each.map { command(script, pipeline: pipeline, call: RedisLedger.makeCallID(), $0) })
  }

  /// Runs commands. Throws what the server has against any of them.
  func run(_ commands: [RedisCommand]) async throws -> [RedisReply] {
    if commands.isEmpty { return [] }
    let replies = try await pool.run(commands)
    for reply in replies where reply.errorCode != nil { throw LedgerError.answered(reply, by: pool.address) }
    return replies
  }

  /// The key of something that belongs to one pipeline.
  func key(_ name: String, of pipeline: String) -> String { home(of: pipeline) + name }

  func first(_ replies: [RedisReply]) throws -> RedisReply {
    guard let reply = replies.first else { throw unexpected(.none) }
    return reply
  }

  /// What to throw where a reply is not of the form it must have.
  func unexpected(_ reply: RedisReply) -> LedgerError { LedgerError.answered(.none, by: pool.address) }

  private func command(
    _ script: RedisScript, pipeline: String, call: String, _ arguments: [String]
  ) -> RedisCommand {
    let now = clock.map { String($0.now.milliseconds) } ?? ""
    return .script(script, keys: [root, home(of: pipeline)], arguments: [call, now, pipeline] + arguments)
  }

  var root: String { "{\(pool.address.name)}" }

  private func home(of pipeline: String) -> String {
    let escaped = pipeline.replacing("%", with: "%25").replacing(":", with: "%3A")
    return "\(root):\(escaped):"
  }

  private static func makeCallID() -> String {
    String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
  }
}
