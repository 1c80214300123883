import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func schema(of dataset: String) async throws -> StoredSchema? {
    try await store.query(ControlKey.schemas(dataset), in: .control, limit: 1, isAscending: false)
      .compactMap { DynamoDBLedger.schema($0, of: dataset) }.first
  }

  package func schemaHistory(of dataset: String) async throws -> [StoredSchema] {
    try await store.query(ControlKey.schemas(dataset), in: .control)
      .compactMap { DynamoDBLedger.schema($0, of: dataset) }
  }

  package func putSchema(_ body: String, version: Int, of dataset: String) async throws -> SchemaOutcome {
    let newest = try await schema(of: dataset)
    guard version == (newest?.version ?? 0) + 1 else { return .conflict(newest) }
    // Versions are never removed, so the one before stays; of two writers of this one the first wins.
    let mark = PlanIntent.makeToken()
    let item = DynamoDBItem.key(ControlKey.schemas(dataset), ordered(Int64(version))).merging([
      "body": .string(body), "created_at": .number(now.milliseconds), "mark": .string(mark),
    ]) { $1 }
    let outcome = try await store.put(
      item, in: .control, if: "attribute_not_exists(#pk) OR #mark = :mark", [":mark": .string(mark)])
    return outcome.isWritten ? .stored : .conflict(try await schema(of: dataset))
  }

  private static func schema(_ item: DynamoDBItem, of dataset: String) -> StoredSchema? {
    guard let version = item.text("sk").flatMap({ Int($0) }), let body = item.text("body"),
      let createdAt = item.date("created_at")
    else { return nil }
    return StoredSchema(dataset: dataset, version: version, body: body, createdAt: createdAt)
  }
}
