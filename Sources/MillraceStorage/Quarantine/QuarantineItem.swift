package import Foundation

/// One object in quarantine, as a list shows it.
package struct QuarantineItem: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The bad records of one manifest.
    case badRecords = "bad-records"
    /// A whole file.
    case files
  }

  package var key: ObjectKey
  package var kind: Kind
  package var pipeline: String
  package var partition: String
  /// In bytes.
  package var size: Int64
  package var modifiedAt: Date

  /// Nil if the object is none that ``QuarantineStore`` has written.
  init?(_ info: ObjectInfo) {
    let parts = info.key.text.split(separator: "/")
    guard parts.count == 4, let kind = Kind(rawValue: String(parts[0])) else { return nil }
    key = info.key
    self.kind = kind
    pipeline = KeyPart.decoded(parts[1])
    partition = KeyPart.decoded(parts[2])
    size = info.size
    modifiedAt = info.modifiedAt
  }
}
