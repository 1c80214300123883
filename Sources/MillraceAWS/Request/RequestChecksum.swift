/// Whether an operation of S3 takes a checksum of the request's body.
package enum RequestChecksum: Sendable, Equatable {
  case none
  /// The operation takes one (PutObject, UploadPart).
  case supported
  /// The operation refuses requests without one (DeleteObjects).
  case required
}
