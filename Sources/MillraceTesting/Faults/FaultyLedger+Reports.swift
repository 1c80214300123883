package import MillraceStorage

extension FaultyLedger {
  package func pipelines() async throws -> [String] {
    try await plan.run("pipelines") { try await base.pipelines() }
  }

  package func versions(of address: String, in pipeline: String?) async throws -> [LedgerFile] {
    try await plan.run("versions") { try await base.versions(of: address, in: pipeline) }
  }

  package func files(
    in state: FileState, of pipeline: String, after cursor: String?, limit: Int
  ) async throws -> FilePage {
    try await plan.run("files") { try await base.files(in: state, of: pipeline, after: cursor, limit: limit) }
  }

  package func counts(of pipeline: String) async throws -> StateCounts {
    try await plan.run("counts") { try await base.counts(of: pipeline) }
  }

  package func totals(of pipeline: String) async throws -> PipelineTotals? {
    try await plan.run("totals") { try await base.totals(of: pipeline) }
  }

  package func manifest(_ id: String, of pipeline: String) async throws -> Manifest? {
    try await plan.run("manifest") { try await base.manifest(id, of: pipeline) }
  }

  package func unfinishedManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await plan.run("unfinishedManifests") { try await base.unfinishedManifests(of: pipeline, limit: limit) }
  }

  package func recentManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary] {
    try await plan.run("recentManifests") { try await base.recentManifests(of: pipeline, limit: limit) }
  }

  package func schema(of dataset: String) async throws -> StoredSchema? {
    try await plan.run("schema") { try await base.schema(of: dataset) }
  }

  package func putSchema(_ body: String, version: Int, of dataset: String) async throws -> SchemaOutcome {
    try await plan.run("putSchema") { try await base.putSchema(body, version: version, of: dataset) }
  }

  package func schemaHistory(of dataset: String) async throws -> [StoredSchema] {
    try await plan.run("schemaHistory") { try await base.schemaHistory(of: dataset) }
  }
}
