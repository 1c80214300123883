import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  /// From an index, which lags behind by a moment.
  package func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem] {
    if limit < 1 { return [] }
    let pages = try await store.concurrently(ClaimItem.shardNames(of: pipeline)) { shard in
      try await self.store.all(self.heldQuery(shard, limit: min(limit, 1_000)), limit: limit)
    }
    let items = pages.flatMap(\.self).compactMap { item -> HeldItem? in
      guard let name = item.text("item"), let owner = item.text("owner"), let since = item.date("claimed_at"),
        let until = item.date("lease_until"), let token = item.integer("token")
      else { return nil }
      return HeldItem(item: name, owner: owner, token: token, claimedAt: since, expiresAt: until)
    }
    return Array(
      items.sorted {
        ($0.claimedAt, $0.item) < ($1.claimedAt, $1.item)
      }.prefix(limit))
  }

  package func claimCounts(of pipeline: String) async throws -> ClaimCounts {
    let now = now
    let pages = try await store.concurrently(ClaimItem.shardNames(of: pipeline)) { shard in
      try await self.store.all(self.heldQuery(shard, limit: nil)).compactMap { $0.date("lease_until") }
    }
    let times = pages.flatMap(\.self)
    let totals = try await store.query(ControlKey.totals(pipeline), in: .control)
    return ClaimCounts(
      held: times.count { $0 > now }, lapsed: times.count { $0 <= now },
      done: Int(totals.reduce(0) { $0 + ($1.integer("claims_done") ?? 0) }))
  }

  private func heldQuery(_ shard: String, limit: Int?) -> DynamoDBClient.Query {
    DynamoDBClient.Query(
      table: store.name(.items), index: LedgerTable.heldIndex, keyCondition: "#held = :held",
      arguments: .init(names: ["#held": "held"], values: [":held": .string(shard)]), limit: limit)
  }

  package func states(of items: [String], in pipeline: String) async throws -> [ItemState] {
    let found = try await store.each(items.map { ControlKey.claim($0, of: pipeline) }, from: .items)
    return zip(items, found).map { item, stored in stored.map { ClaimItem.state(of: item, $0) } ?? .unknown }
  }
}
