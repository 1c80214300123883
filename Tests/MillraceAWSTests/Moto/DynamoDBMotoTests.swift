import MillraceAWS
import MillraceTesting
import Testing

/// Each call of DynamoDB that we make, against moto.
@Suite(.enabled(if: MotoServer.isInstalled, "moto is not installed")) struct DynamoDBMotoTests {
  private func withTable(_ body: (DynamoDBClient, String) async throws -> Void) async throws {
    try await withMoto { runtime in
      let client = DynamoDBClient(runtime: runtime)
      let table = uniqueName("table")
      let key = TableKey(partition: .init("day"), sort: .init("name"))
      let index = TableIndex(
        name: "status-index", key: TableKey(partition: .init("status"), sort: .init("at", .number)))
      try await client.createTable(.init(table: table, key: key, indexes: [index]))
      try await body(client, table)
    }
  }

  private func key(_ name: String) -> DynamoDBItem { ["day": "2026-01-01", "name": .string(name)] }

  @Test func itemsAreWrittenReadAndDeleted() async throws {
    try await withTable { client, table in
      let item = key("a").merging([
        "status": "pending", "at": 5, "list": .list(["x", 1, .null, .boolean(true)]), "bytes": .binary([0, 255]),
        "set": .stringSet(["p", "q"]), "map": .map(["k": .map([:])]),
      ]) { $1 }
      try await client.putItem(.init(table: table, item: item))
      #expect(try await client.getItem(.init(table: table, key: key("a"), isConsistent: true)) == item)
      #expect(try await client.getItem(.init(table: table, key: key("none"))) == nil)
      let updated = try await client.updateItem(
        .init(
          table: table, key: key("a"), update: "SET #s = :s ADD tries :one",
          arguments: .init(names: ["#s": "status"], values: [":s": "done", ":one": 1]), returns: .allNew))
      #expect(updated?["status"] == "done" && updated?["tries"] == 1)
      let removed = try await client.deleteItem(.init(table: table, key: key("a"), returns: .allOld))
      #expect(removed?["status"] == "done")
    }
  }

  @Test func failedConditionsSayWhatIsThere() async throws {
    try await withTable { client, table in
      let claim = { (owner: String) in
        DynamoDBClient.PutItem(
          table: table, item: self.key("claim").merging(["owner": .string(owner)]) { $1 },
          condition: .init("attribute_not_exists(#n)", returnsItemOnFailure: true),
          arguments: .init(names: ["#n": "name"]))
      }
      try await client.putItem(claim("first"))
      let error = await #expect(throws: DynamoDBError.self) { try await client.putItem(claim("second")) }
      #expect(error?.code == .conditionFailed && error?.item?["owner"] == "first")
      let missing = await #expect(throws: DynamoDBError.self) {
        try await client.getItem(.init(table: uniqueName("no"), key: key("a")))
      }
      #expect(missing?.code == .notFound)
    }
  }

  @Test func transactionsAreAllOrNothing() async throws {
    try await withTable { client, table in
      try await client.putItem(.init(table: table, item: key("there")))
      let guarded = DynamoDBClient.PutItem(
        table: table, item: key("there"), condition: .init("attribute_not_exists(#n)"),
        arguments: .init(names: ["#n": "name"]))
      let error = await #expect(throws: DynamoDBError.self) {
        try await client.transactWriteItems(.init([.put(.init(table: table, item: key("new"))), .put(guarded)]))
      }
      #expect(error?.code == .transactionCancelled && error?.reasons.map(\.isConditionFailure) == [false, true])
      #expect(try await client.getItem(.init(table: table, key: key("new"))) == nil)
      try await client.transactWriteItems(
        .init([.put(.init(table: table, item: key("new"))), .delete(.init(table: table, key: key("there")))]))
      #expect(try await client.getItem(.init(table: table, key: key("new"))) != nil)
    }
  }

  @Test func pagesFollowOneAnother() async throws {
    try await withTable { client, table in
      let items = (0..<25).map { key("n\(100 + $0)").merging(["status": "pending", "at": .number($0)]) { $1 } }
      try await client.batchWriteItem(.init([table: items.map { .put($0) }]))
      var query = DynamoDBClient.Query(
        table: table, keyCondition: "#d = :d AND begins_with(#n, :n)",
        arguments: .init(names: ["#d": "day", "#n": "name"], values: [":d": "2026-01-01", ":n": "n1"]), limit: 10)
      var found: [DynamoDBItem] = []
      repeat {
        let page = try await client.query(query)
        found += page.items
        query.start = page.next
      } while query.start != nil
      #expect(found == items)
      let latest = try await client.query(
        .init(
          table: table, index: "status-index", keyCondition: "#s = :s",
          arguments: .init(names: ["#s": "status"], values: [":s": "pending"]), limit: 1, isAscending: false))
      #expect(latest.items == [items[24]])
      #expect(try await client.scan(.init(table: table, countsOnly: true)).count == 25)
      let some = try await client.batchGetItem(.init([table: .init([key("n100"), key("n124"), key("none")])]))
      #expect(some[table]?.count == 2)
    }
  }

  @Test func tablesSayWhatTheyAre() async throws {
    try await withTable { client, table in
      let description = try await client.describeTable(.init(table: table))
      #expect(description.name == table && description.isActive && description.key == ["day", "name"])
      #expect(description.indexes.map(\.name) == ["status-index"] && description.indexes[0].key == ["status", "at"])
      try await client.updateTimeToLive(.init(table: table, attribute: "ttl"))
      var tables: [String] = []
      var list = DynamoDBClient.ListTables(limit: 2)
      repeat {
        let page = try await client.listTables(list)
        tables += page.tables
        list.start = page.next
      } while list.start != nil
      #expect(tables.contains(table))
      let error = await #expect(throws: DynamoDBError.self) {
        try await client.createTable(.init(table: table, key: TableKey(partition: .init("day"))))
      }
      #expect(error?.code == .inUse)
    }
  }
}
