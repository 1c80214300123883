/// Which checksums are sent with what is written to S3. Some compatible stores refuse the newer ones.
package enum ChecksumMode: String, Sendable, CaseIterable {
  /// CRC-32 wherever an operation takes a checksum. What AWS's own clients do.
  case supported
  /// CRC-32 only where S3 insists.
  case required
  /// `Content-MD5` where S3 insists and where parts and objects are written, for stores that know nothing newer.
  case md5
  /// None, but `Content-MD5` where S3 insists.
  case none
}
