extension S3Client {
  /// Begins an upload in parts; the answer is its id.
  package func createMultipartUpload(_ input: CreateMultipartUpload) async throws(AWSError) -> String {
    var input = input
    // What the transport adds to the parts must be announced here.
    if input.checksumAlgorithm == nil, service.runtime.configuration.checksums == .supported {
      input.checksumAlgorithm = .crc32
    }
    return try await call(input)
  }

  /// Uploads one part. What is returned is what ``completeMultipartUpload(_:)`` needs.
  package func uploadPart(_ input: UploadPart) async throws(AWSError) -> S3UploadedPart { try await call(input) }

  /// Makes an object of the parts.
  @discardableResult
  package func completeMultipartUpload(
    _ input: CompleteMultipartUpload
  ) async throws(AWSError) -> S3StoredObject {
    try await call(input)
  }

  /// Gives an upload up.
  package func abortMultipartUpload(_ input: AbortMultipartUpload) async throws(AWSError) { try await call(input) }

  /// Lists a page of uploads that are under way, or were left behind.
  package func listMultipartUploads(_ input: ListMultipartUploads) async throws(AWSError) -> S3UploadPage {
    try await call(input)
  }
}
