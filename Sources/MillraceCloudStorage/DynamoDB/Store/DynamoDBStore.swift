import Foundation
import MillraceAWS
import MillraceStorage

/// Reads and writes the items of one ledger. All reads of tables are consistent. Errors are ``LedgerError``.
///
/// The client sends a write again when its answer was lost, and the condition of the second one may then fail by the
/// first one's effect: every condition here counts the writer's own mark as a success, or its caller looks again.
final class DynamoDBStore: Sendable {
  let client: DynamoDBClient
  let base: String
  let options: DynamoDBOptions

  init(client: DynamoDBClient, base: String, options: DynamoDBOptions) {
    self.client = client
    self.base = base
    self.options = options
  }

  func name(_ table: LedgerTable) -> String { table.name(base) }

  // MARK: Reads

  func get(_ key: DynamoDBItem, from table: LedgerTable) async throws -> DynamoDBItem? {
    try await call { try await client.getItem(.init(table: name(table), key: key, isConsistent: true)) }
  }

  /// Items by their keys, in no order; those that there are.
  func get(_ keys: [DynamoDBItem], from table: LedgerTable) async throws -> [DynamoDBItem] {
    let chunks = stride(from: 0, to: keys.count, by: 100).map { Array(keys[$0..<min($0 + 100, keys.count)]) }
    return try await concurrently(chunks) { chunk in
      let request = DynamoDBClient.BatchGetItem([self.name(table): .init(chunk, isConsistent: true)])
      return try await self.call { try await self.client.batchGetItem(request) }[self.name(table)] ?? []
    }
    .flatMap(\.self)
  }

  /// Items by their keys, in the keys' order; nil where there is none. A key may be there twice.
  func each(_ keys: [DynamoDBItem], from table: LedgerTable) async throws -> [DynamoDBItem?] {
    // By their bytes: equal strings may be different keys.
    func bytes(of key: DynamoDBItem) -> [[UInt8]] { ["pk", "sk"].map { Array((key.text($0) ?? "").utf8) } }
    if keys.count == 1 { return [try await get(keys[0], from: table)] }
    let unique = Dictionary(keys.map { (bytes(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    let found = try await get(Array(unique.values), from: table)
    let byKey = Dictionary(found.map { (bytes(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    return keys.map { byKey[bytes(of: $0)] }
  }

  /// The items of a partition in the order of their sort keys.
  ///
  /// - Parameters:
  ///   - prefix: with which the sort keys begin; empty: all.
  ///   - limit: nil: all of them.
  func query(
    _ partition: String, prefix: String = "", in table: LedgerTable, limit: Int? = nil, isAscending: Bool = true
  ) async throws -> [DynamoDBItem] {
    var query = DynamoDBClient.Query(
      table: name(table), keyCondition: "pk = :pk" + (prefix.isEmpty ? "" : " AND begins_with(sk, :sk)"),
      arguments: .init(values: [":pk": .string(partition)]), limit: limit, isAscending: isAscending,
      isConsistent: true)
    if !prefix.isEmpty { query.arguments.values[":sk"] = .string(prefix) }
    return try await all(query, limit: limit)
  }

  /// One page of a query.
  func page(_ query: DynamoDBClient.Query) async throws -> ItemPage {
    try await call { try await client.query(query) }
  }

  /// The pages of a query, one behind the other.
  func all(_ query: DynamoDBClient.Query, limit: Int? = nil) async throws -> [DynamoDBItem] {
    var query = query
    var items: [DynamoDBItem] = []
    repeat {
      let page = try await page(query)
      items += page.items
      query.start = page.next
    } while query.start != nil && items.count < limit ?? .max
    return limit.map { Array(items.prefix($0)) } ?? items
  }

  // MARK: Writes

  func put(
    _ item: DynamoDBItem, in table: LedgerTable, if condition: String? = nil, _ values: DynamoDBItem = [:]
  ) async throws -> WriteOutcome {
    let put = DynamoDBClient.PutItem(
      table: name(table), item: item, condition: .init(condition, returnsItemOnFailure: condition != nil),
      arguments: .init(condition, values: values))
    return try await write { try await client.putItem(put) }
  }

  func update(
    _ key: DynamoDBItem, in table: LedgerTable, _ expression: String, if condition: String? = nil,
    _ values: DynamoDBItem, returns: ReturnValues = .none
  ) async throws -> WriteOutcome {
    let update = DynamoDBClient.UpdateItem(
      table: name(table), key: key, update: expression,
      condition: .init(condition, returnsItemOnFailure: condition != nil),
      arguments: .init(expression, condition, values: values), returns: returns)
    return try await write { try await client.updateItem(update) }
  }

  func delete(
    _ key: DynamoDBItem, from table: LedgerTable, if condition: String? = nil,
    _ values: DynamoDBItem = [:]
  ) async throws -> WriteOutcome {
    let delete = DynamoDBClient.DeleteItem(
      table: name(table), key: key, condition: .init(condition, returnsItemOnFailure: condition != nil),
      arguments: .init(condition, values: values))
    return try await write { try await client.deleteItem(delete) }
  }

  /// Puts and deletes without conditions.
  func write(_ writes: [DynamoDBClient.BatchWriteItem.Write], to table: LedgerTable) async throws {
    let size = DynamoDBClient.BatchWriteItem.maximumCount
    for start in stride(from: 0, to: writes.count, by: size) {
      let request = DynamoDBClient.BatchWriteItem([
        name(table): Array(writes[start..<min(start + size, writes.count)])
      ])
      _ = try await write {
        try await client.batchWriteItem(request)
        return nil
      }
    }
  }

  private func write(_ body: () async throws -> DynamoDBItem?) async throws -> WriteOutcome {
    try options.beforeWrite?()
    let item: DynamoDBItem?
    do {
      item = try await body()
    } catch let error as DynamoDBError {
      if error.code == .conditionFailed { return .refused(error.item) }
      throw LedgerError.from(error, table: base)
    }
    return .written(item ?? [:])
  }

  private func call<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as DynamoDBError {
      throw LedgerError.from(error, table: base)
    }
  }
}
