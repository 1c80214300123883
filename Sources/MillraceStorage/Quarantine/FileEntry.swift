package import Foundation

/// A whole file that was refused, as quarantine keeps it.
package struct FileEntry: Codable, Sendable, Equatable {
  package var input: FileVersion
  package var pipeline: String
  package var partition: String
  package var reason: String
  /// The manifest it was taken out of, if it had one.
  package var manifest: String?
  package var quarantinedAt: Date

  package init(
    input: FileVersion, pipeline: String, partition: String, reason: String, manifest: String? = nil,
    quarantinedAt: Date
  ) {
    self.input = input
    self.pipeline = pipeline
    self.partition = partition
    self.reason = reason
    self.manifest = manifest
    self.quarantinedAt = quarantinedAt
  }
}
