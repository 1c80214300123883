/// Asks for a manifest of what waits in one partition.
package struct PlanRequest: Sendable {
  package var pipeline: String
  package var partition: String
  /// The version of the data set's schema that the output will have.
  package var schemaVersion: Int
  /// `size` makes no manifest that would be smaller than the target; `age` and `flush` take what there is.
  package var trigger: ManifestTrigger
  /// In bytes of input, as stored.
  package var targetBytes: Int64
  /// A manifest with this many files is full, however small they are.
  package var maximumFiles: Int

  package init(
    pipeline: String, partition: String, schemaVersion: Int, trigger: ManifestTrigger,
    targetBytes: Int64 = 1_000_000_000, maximumFiles: Int = 10_000
  ) {
    self.pipeline = pipeline
    self.partition = partition
    self.schemaVersion = schemaVersion
    self.trigger = trigger
    self.targetBytes = targetBytes
    self.maximumFiles = maximumFiles
  }
}
