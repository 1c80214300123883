/// A part of an upload that S3 has.
package struct S3UploadedPart: Sendable, Equatable {
  /// 1 to 10,000. The parts of an object are in the order of their numbers, which may leave some out.
  package var number: Int
  /// With its quotes.
  package var etag: String
  /// What was sent with the part.
  package var checksum: S3Checksum?

  package init(number: Int, etag: String, checksum: S3Checksum? = nil) {
    self.number = number
    self.etag = etag
    self.checksum = checksum
  }
}
