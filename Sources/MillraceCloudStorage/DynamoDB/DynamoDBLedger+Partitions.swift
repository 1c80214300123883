import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func pendingPartitions(of pipeline: String) async throws -> [PendingPartition] {
    try await repairIfDue(pipeline)
    let items = try await store.query(ControlKey.waiting(pipeline), in: .control)
    let groups = Dictionary(grouping: items) { $0.text("name") ?? "" }
    var partitions: [PendingPartition] = []
    for (name, items) in groups {
      let count = items.reduce(0) { $0 + ($1.integer("files") ?? 0) }
      let touched = items.compactMap { $0.date("touched_at") }.max() ?? now
      if count <= 0 {
        if count == 0, touched < now - 2 * 86_400 { await forget(items) }
        continue
      }
      partitions.append(
        PendingPartition(
          partition: name, count: Int(count), bytes: items.reduce(0) { $0 + ($1.integer("bytes") ?? 0) },
          oldest: try await oldest(in: name, of: pipeline) ?? touched))
    }
    return partitions.sorted { $0.partition.utf8.lexicographicallyPrecedes($1.partition.utf8) }
  }

  /// Nil if the index has none yet.
  private func oldest(in partition: String, of pipeline: String) async throws -> Date? {
    var index = StatusIndex(
      .pending, prefix: FileItem.entry(pipeline: pipeline, partition: partition), after: nil, page: 10,
      shards: shards, in: store)
    let files = try await store.get(index.next(10).map(FileItem.place), from: .files).compactMap(FileItem.init)
    return files.filter { $0.state == .pending }.min { $0.number < $1.number }?.createdAt
  }

  /// Removes tallies that have come to nothing, or every date there ever was would be read for ever.
  private func forget(_ items: [DynamoDBItem]) async {
    let actions = items.map { item in
      store.deleteAction(
        .key(item.text("pk") ?? "", item.text("sk") ?? ""), from: .control,
        if: "#files = :files AND #bytes = :bytes",
        [":files": item["files"] ?? .number(0), ":bytes": item["bytes"] ?? .number(0)])
    }
    // If this fails, it is done some other time.
    _ = try? await store.transact(actions)
  }
}
