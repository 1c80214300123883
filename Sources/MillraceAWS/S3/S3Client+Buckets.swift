extension S3Client {
  /// Asks whether a bucket exists and may be used; the answer is its region, where the service names it.
  package func headBucket(_ input: HeadBucket) async throws(AWSError) -> String? { try await call(input) }

  /// Asks for a bucket's region.
  package func getBucketLocation(_ input: GetBucketLocation) async throws(AWSError) -> String {
    try await call(input)
  }

  /// Creates a bucket.
  package func createBucket(_ input: CreateBucket) async throws(AWSError) { try await call(input) }

  /// Asks for where a bucket's events go.
  package func getBucketNotificationConfiguration(
    _ input: GetBucketNotificationConfiguration
  ) async throws(AWSError) -> S3NotificationConfiguration {
    try await call(input)
  }

  /// Says where a bucket's events go from now on.
  package func putBucketNotificationConfiguration(
    _ input: PutBucketNotificationConfiguration
  ) async throws(AWSError) {
    try await call(input)
  }
}
