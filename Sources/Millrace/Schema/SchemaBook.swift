internal import Foundation
internal import MillraceConversion
internal import MillraceStorage

/// The versions of a pipeline's data set, which the ledger keeps, so that every output agrees with its neighbours.
actor SchemaBook {
  private let pipeline: String
  private let columns: PipelineConfiguration.Columns
  private let registry: any SchemaRegistry
  private var known: [Int: DatasetSchema] = [:]

  init(pipeline: String, columns: PipelineConfiguration.Columns, registry: any SchemaRegistry) {
    self.pipeline = pipeline
    self.columns = columns
    self.registry = registry
  }

  /// The newest version, if it is of the mode that is configured.
  func newest() async throws -> DatasetSchema? {
    guard let stored = try await registry.schema(of: pipeline) else { return nil }
    let schema = try decode(stored)
    return isConfigured(schema) ? schema : nil
  }

  /// Makes the proposed schema the newest version, unless another process was faster: then that one's is the answer.
  func adopt(_ proposal: DatasetSchema) async throws -> DatasetSchema {
    while true {
      let stored = try await registry.schema(of: pipeline)
      if let stored {
        let schema = try decode(stored)
        if isConfigured(schema) { return schema }
      }
      var next = proposal
      next.version = (stored?.version ?? 0) + 1
      if try await put(next) { return next }
    }
  }

  /// Lets columns that a conversion has seen join the newest version; the next manifests have them. The answer is the
  /// columns that joined.
  func join(_ newColumns: [ColumnDefinition]) async throws -> [ColumnDefinition] {
    while let stored = try await registry.schema(of: pipeline) {
      let schema = try decode(stored)
      let next = schema.adding(newColumns)
      if next.version == schema.version { return [] }
      if try await put(next) { return Array(next.columns.dropFirst(schema.columns.count)) }
    }
    return []
  }

  /// A version that a manifest was planned with.
  func version(_ version: Int) async throws -> DatasetSchema {
    if let schema = known[version] { return schema }
    for stored in try await registry.schemaHistory(of: pipeline) where stored.version == version {
      return try decode(stored)
    }
    throw PipelineError(
      .ledgerUnavailable, "the ledger has a manifest with version \(version) of the schema, but not that version")
  }

  /// The schema that the pipeline file spells out; `nil` where it is to be found in the files.
  nonisolated func explicitSchema() throws -> DatasetSchema? {
    guard case .explicit(let list) = columns else { return nil }
    let definitions = try list.map { ColumnDefinition(name: $0.name, type: try ColumnType(parsing: $0.type)) }
    return DatasetSchema(mode: .explicit, columns: definitions)
  }

  private func isConfigured(_ schema: DatasetSchema) -> Bool {
    switch columns {
    case .strings: schema.mode == .strings
    case .inferred: schema.mode == .inferred
    case .explicit: (try? explicitSchema())?.columns == schema.columns && schema.mode == .explicit
    }
  }

  private func put(_ schema: DatasetSchema) async throws -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let body = String(decoding: try encoder.encode(schema), as: UTF8.self)
    return try await registry.putSchema(body, version: schema.version, of: pipeline) == .stored
  }

  private func decode(_ stored: StoredSchema) throws -> DatasetSchema {
    if let schema = known[stored.version] { return schema }
    let schema = try JSONDecoder().decode(DatasetSchema.self, from: Data(stored.body.utf8))
    // A handful of versions are in use at a time: what is older is read again if it should be asked for.
    if known.count >= 64 { known.removeAll() }
    known[stored.version] = schema
    return schema
  }
}
