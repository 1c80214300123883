package import Foundation

/// One version of a data set's schema.
package struct StoredSchema: Sendable, Equatable {
  package var dataset: String
  /// From 1.
  package var version: Int
  /// JSON; the registry does not look into it.
  package var body: String
  package var createdAt: Date

  package init(dataset: String, version: Int, body: String, createdAt: Date) {
    self.dataset = dataset
    self.version = version
    self.body = body
    self.createdAt = createdAt
  }
}
