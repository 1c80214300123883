import MillraceStorage

extension RedisLedger {
  package func checkpoint(_ name: String, of pipeline: String) async throws -> String? {
    try await first(run([.plain(["HGET", key("checkpoints", of: pipeline), name])])).text
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
