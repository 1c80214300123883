package import Foundation

/// What is known of an object without reading it.
package struct ObjectInfo: Sendable, Equatable {
  package var key: ObjectKey
  /// In bytes.
  package var size: Int64
  /// Changes whenever the content does.
  package var etag: String
  package var modifiedAt: Date

  package init(key: ObjectKey, size: Int64, etag: String, modifiedAt: Date) {
    self.key = key
    self.size = size
    self.etag = etag
    self.modifiedAt = modifiedAt
  }
}
