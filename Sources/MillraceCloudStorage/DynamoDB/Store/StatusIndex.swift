import MillraceAWS
import MillraceStorage

/// Reads `status-index` in the order of entry, over all shards of a state.
///
/// The index lags behind the table: what it names has to be looked up there.
struct StatusIndex {
  private struct Shard {
    var query: DynamoDBClient.Query
    var items: ArraySlice<DynamoDBItem> = []
    var isAtEnd = false
  }

  private let store: DynamoDBStore
  private var shards: [Shard]

  /// - Parameters:
  ///   - prefix: with which the entries begin, up to and with a `#`.
  ///   - entry: the one after which to begin; nil: the first.
  init(_ state: FileState, prefix: String, after entry: String?, page: Int, shards: Int, in store: DynamoDBStore) {
    self.store = store
    // “$” comes behind “#”, and nothing that begins with the prefix comes after it.
    let end = String(prefix.dropLast()) + "$"
    let start = entry.map { $0 + "!" } ?? prefix
    self.shards = FileItem.statuses(state, shards: shards).map { status in
      Shard(
        query: DynamoDBClient.Query(
          table: store.name(.files), index: LedgerTable.statusIndex,
          keyCondition: "#status = :status AND #entry BETWEEN :start AND :end",
          arguments: .init(
            names: ["#status": "status", "#entry": "entry"],
            values: [":status": .string(status), ":start": .string(start), ":end": .string(end)]),
          limit: page))
    }
  }

  /// The next keys, with their entries; fewer than asked for only at the end.
  mutating func next(_ count: Int) async throws -> [DynamoDBItem] {
    var items: [DynamoDBItem] = []
    while items.count < count {
      for index in shards.indices { try await fill(index) }
      let heads = shards.indices.compactMap { index in
        shards[index].items.first.map { (index, $0.text("entry") ?? "") }
      }
      guard let least = heads.min(by: { $0.1 < $1.1 }) else { break }
      if let item = shards[least.0].items.popFirst() { items.append(item) }
    }
    return items
  }

  private mutating func fill(_ index: Int) async throws {
    while shards[index].items.isEmpty && !shards[index].isAtEnd {
      let page = try await store.page(shards[index].query)
      shards[index].items = page.items[...]
      shards[index].query.start = page.next
      shards[index].isAtEnd = page.next == nil
    }
  }
}
