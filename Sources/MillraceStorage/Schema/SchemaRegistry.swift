/// Keeps the schemas of data sets, every version of them.
package protocol SchemaRegistry: Sendable {
  /// The newest version; nil if there is none.
  func schema(of dataset: String) async throws -> StoredSchema?

  /// Stores a version if the one before it is the newest: the first is 1, and each further one is one more.
  func putSchema(_ body: String, version: Int, of dataset: String) async throws -> SchemaOutcome

  /// All versions, oldest first.
  func schemaHistory(of dataset: String) async throws -> [StoredSchema]
}
