package import Foundation

/// A batch of files that are converted together into one output. It is durable before work starts.
///
/// Its identity depends on nothing but its inputs and the version of the data set's schema, and so does its output: doing
/// it twice writes the same object again.
package struct Manifest: Codable, Sendable, Equatable {
  /// Lower-case hexadecimal SHA-256, see ``identity(schemaVersion:inputs:)``.
  package let id: String
  package let pipeline: String
  package let partition: String
  package let schemaVersion: Int
  /// Sorted by ``FileVersion``'s order.
  package let inputs: [FileVersion]
  package let trigger: ManifestTrigger
  package let createdAt: Date

  /// Sorts the inputs and derives the identity.
  package init(
    pipeline: String, partition: String, schemaVersion: Int, inputs: [FileVersion], trigger: ManifestTrigger,
    createdAt: Date
  ) {
    let sorted = inputs.sorted()
    self.id = Manifest.identity(schemaVersion: schemaVersion, sortedInputs: sorted)
    self.pipeline = pipeline
    self.partition = partition
    self.schemaVersion = schemaVersion
    self.inputs = sorted
    self.trigger = trigger
    self.createdAt = createdAt
  }

  /// The sum of the inputs' sizes.
  package var inputBytes: Int64 { inputs.reduce(0) { $0 + $1.size } }
}
