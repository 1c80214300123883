/// One published object.
package struct ManifestOutput: Codable, Sendable, Equatable {
  /// Its key in the object store.
  package var name: String
  /// In bytes.
  package var size: Int64
  package var rows: Int64

  package init(name: String, size: Int64, rows: Int64) {
    self.name = name
    self.size = size
    self.rows = rows
  }
}
