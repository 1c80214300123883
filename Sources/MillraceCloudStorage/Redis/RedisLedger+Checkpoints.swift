import MillraceStorage

extension RedisLedger {
  package func checkpoints(_ names: [String], of pipeline: String) async throws -> [String?] {
    var texts: [String?] = []
    for chunk in RedisLedger.chunks(of: names) {
      let reply = try await first(run([.plain(["HMGET", key("checkpoints", of: pipeline)] + chunk)]))
      guard let found = reply.list, found.count == chunk.count else { throw unexpected(reply) }
      texts += found.map(\.text)
    }
    return texts
  }

  package func setCheckpoints(_ checkpoints: [(name: String, text: String)], of pipeline: String) async throws {
    for chunk in RedisLedger.chunks(of: checkpoints) {
      _ = try await ask(.setCheckpoints, of: pipeline, chunk.flatMap { [$0.name, $0.text] })
    }
  }

  package func removeCheckpoints(_ names: [String], of pipeline: String) async throws {
    for chunk in RedisLedger.chunks(of: names) { _ = try await ask(.removeCheckpoints, of: pipeline, chunk) }
  }
}
