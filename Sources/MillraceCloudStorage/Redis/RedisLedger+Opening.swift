import MillraceStorage

extension RedisLedger {
  /// Marks a new ledger, and refuses one whose layout this version does not know.
  func checkFormat() async throws {
    let key = "\(root)/format"
    let replies = try await run([.plain(["SET", key, String(RedisLedger.format), "NX"]), .plain(["GET", key])])
    guard let found = replies.last?.number else { throw unexpected(replies.last ?? .none) }
    if found > Int64(RedisLedger.format) {
      throw LedgerError(
        .newerVersion,
        "The ledger \(pool.address.description) was made by a newer version of millrace. Use that version, or another ledger."
      )
    }
  }

  /// What the server's settings put at risk, in a sentence each. Empty where it does not let them be seen.
  package func durabilityWarnings() async -> [String] {
    let names = ["appendonly", "appendfsync", "maxmemory-policy", "maxmemory"]
    // Services that are managed often refuse CONFIG. Then there is nothing to go by, and nothing to say.
    guard let replies = try? await pool.run(names.map { .plain(["CONFIG", "GET", $0]) }) else { return [] }
    let values = replies.map { $0.list?.last?.text }
    let place = "the ledger \(pool.address.description)"
    var warnings: [String] = []
    if values[0] == "no" {
      warnings.append(
        "\(place) is only in memory: a restart of Redis loses it. Set “appendonly yes” and “appendfsync always”.")
    } else if let sync = values[1], sync != "always", values[0] == "yes" {
      warnings.append(
        "\(place) may lose what it has confirmed in the last second (“appendfsync \(sync)”) when Redis's machine fails. Set "
          + "“appendfsync always”.")
    }
    if let policy = values[2], policy != "noeviction", values[3] != "0" {
      warnings.append(
        "\(place) may be evicted by Redis when memory is short (“maxmemory-policy \(policy)”). Set “noeviction”.")
    }
    return warnings
  }
}
