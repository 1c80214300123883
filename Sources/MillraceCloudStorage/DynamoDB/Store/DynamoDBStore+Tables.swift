import Foundation
import MillraceAWS
import MillraceStorage

extension DynamoDBStore {
  /// Makes the tables that are missing, or says that they are.
  func prepareTables() async throws {
    _ = try await concurrently(LedgerTable.allCases) { table in try await self.prepare(table) }
  }

  private func prepare(_ table: LedgerTable) async throws {
    if try await describe(table)?.isActive == true { return }
    if try await describe(table) == nil {
      guard options.createsTables else {
        throw LedgerError(
          .unavailable,
          "The ledger dynamodb:\(base) has no table \(name(table)), and create=no forbids making it. Make it, with the keys "
            + "\(keyNames(of: table)), or leave create=no out.")
      }
      try await create(table)
    }
    try await waitUntilActive(table)
  }

  /// Nil if there is none.
  private func describe(_ table: LedgerTable) async throws -> TableDescription? {
    let description: TableDescription
    do throws(DynamoDBError) {
      description = try await client.describeTable(.init(table: name(table)))
    } catch {
      if error.code == .notFound { return nil }
      throw LedgerError.from(error, table: base)
    }
    let key = table.key
    let names = [key.partition.name] + (key.sort.map { [$0.name] } ?? [])
    let indexes = Set(table.indexes.map(\.name)).subtracting(description.indexes.map(\.name))
    guard description.key == names, indexes.isEmpty else {
      throw LedgerError(
        .corrupt,
        "The table \(name(table)) is not one of a ledger: it has the keys \(description.key.joined(separator: ", ")) and the "
          + "indexes \(description.indexes.map(\.name)), but needs \(keyNames(of: table)). Name another table.")
    }
    return description
  }

  private func create(_ table: LedgerTable) async throws {
    do throws(DynamoDBError) {
      try await client.createTable(.init(table: name(table), key: table.key, indexes: table.indexes))
    } catch {
      // Another process is making it.
      if error.code == .inUse { return }
      throw LedgerError.from(error, table: base)
    }
    try await waitUntilActive(table)
    do throws(DynamoDBError) {
      try await client.updateTimeToLive(.init(table: name(table), attribute: "ttl"))
    } catch {
      // Without it nothing is deleted, which costs money and nothing else.
      if error.code != .accessDenied && error.code != .invalidRequest { throw LedgerError.from(error, table: base) }
    }
  }

  private func waitUntilActive(_ table: LedgerTable) async throws {
    for _ in 0..<300 {
      if try await describe(table)?.isActive == true { return }
      try await Task.sleep(for: .milliseconds(400))
    }
    throw LedgerError(
      .unavailable, "The table \(name(table)) has not become usable within two minutes. See its state in the console.")
  }

  private func keyNames(of table: LedgerTable) -> String {
    let keys = [table.key.partition.name] + (table.key.sort.map { [$0.name] } ?? [])
    let indexes = table.indexes.map { index in
      "and the index \(index.name) on \(index.key.partition.name)" + (index.key.sort.map { ", \($0.name)" } ?? "")
    }
    return ([keys.joined(separator: ", ")] + indexes).joined(separator: " ")
  }
}
