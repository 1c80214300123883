/// A checksum that is kept with an object or part.
struct S3Checksum: Sendable, Equatable {
  enum Kind: String, Sendable {
    case fullObject = "FULL_OBJECT"
    case composite = "COMPOSITE"
  }

  var algorithm: ChecksumAlgorithm
  /// Base64; composite ones end with `-` and the number of parts.
  var value: String
  var kind = Kind.fullObject
}
