import Foundation
package import MillraceStorage

extension RedisLedger {
  package func schema(of dataset: String) async throws -> StoredSchema? {
    try await schemas(of: dataset, limit: 1).first
  }

  package func schemaHistory(of dataset: String) async throws -> [StoredSchema] {
    try await schemas(of: dataset, limit: Int(Int32.max)).reversed()
  }

  package func putSchema(_ body: String, version: Int, of dataset: String) async throws -> SchemaOutcome {
    let reply = try await change(.putSchema, of: "", [dataset, String(version), body])
    return reply == .integer(1) ? .stored : .conflict(try await schema(of: dataset))
  }

  private func schemas(of dataset: String, limit: Int) async throws -> [StoredSchema] {
    let reply = try await ask(.schemas, of: "", [dataset, String(limit)])
    return try (reply.list ?? []).map { entry in
      guard let values = entry.list, values.count == 3, let version = values[0].number, let body = values[1].text,
        let createdAt = values[2].number
      else { throw unexpected(entry) }
      return StoredSchema(
        dataset: dataset, version: Int(version), body: body, createdAt: Date(milliseconds: createdAt))
    }
  }
}
