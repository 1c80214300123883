internal import MillraceConversion
internal import MillraceStorage

/// Finds the schema version that the next manifest is planned with.
struct SchemaChooser: Sendable {
  /// How many waiting files are looked at for the first schema of a data set.
  private static let sampleFiles = 32

  let pipeline: String
  let book: SchemaBook
  let ledger: any Ledger
  let thread: ConversionThread
  let access: InputAccess

  /// The newest version; where there is none yet, the one that the pipeline file spells out or that a sample of the
  /// waiting files suggests.
  ///
  /// Files that cannot be read are left out of the sample: their manifest will say what is wrong with them.
  func current() async throws -> DatasetSchema {
    if let schema = try await book.newest() { return schema }
    if let schema = try book.explicitSchema() { return try await book.adopt(schema) }
    let page = try await ledger.files(in: .pending, of: pipeline, after: nil, limit: Self.sampleFiles)
    var sample = page.files.map(\.file)
    while true {
      do {
        let proposal = try await access.withInputs(sample, .sampling) { try await thread.inferSchema($0) }
        return try await book.adopt(proposal)
      } catch let error as ProcessingError {
        // Types that nothing was known of would be kept for good.
        throw PipelineError(
          .outputUnavailable, "the columns cannot be found, since the transforms cannot be applied: \(error)",
          cause: error)
      } catch let error as InputsRefused where !sample.isEmpty {
        let refused = Set(error.refused.map(\.input))
        let rest = sample.indices.filter { !refused.contains($0) }.map { sample[$0] }
        // An unusable sample must not stop the run: without any file the converter proposes a schema without columns.
        sample = rest.count < sample.count ? rest : []
      }
    }
  }
}
