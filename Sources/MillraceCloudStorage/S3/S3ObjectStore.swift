package import MillraceAWS
package import MillraceStorage
internal import NIOCore

/// Objects in a bucket of S3, or of a service that speaks its protocol, below a prefix.
///
/// The ETags of ``ObjectInfo`` are without quotes, as events have them. Conditional writes need a service that honours
/// `If-None-Match`.
package final class S3ObjectStore: ObjectStore {
  /// What ``get(_:)`` reads at most, in bytes.
  static let largestWhole = 1 << 30
  /// How often a write is tried that met another one of the same key (HTTP 409).
  static let conflictAttempts = 6

  package let bucket: String
  package let location: String
  let client: S3Client
  let clock: AWSClock
  let options: S3StoreOptions
  /// In front of every key; empty, or ends with `/`.
  let prefix: String

  /// - Parameter prefix: without slashes around it; empty: none.
  package init(bucket: String, prefix: String = "", runtime: AWSRuntime, options: S3StoreOptions = S3StoreOptions()) {
    self.bucket = bucket
    self.prefix = prefix.isEmpty ? "" : "\(prefix)/"
    self.options = options
    location = prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
    client = S3Client(runtime: runtime)
    clock = runtime.clock
  }

  /// - Parameter address: of the scheme `s3`.
  package convenience init(_ address: Address, runtime: AWSRuntime, options: S3StoreOptions = S3StoreOptions()) {
    let parts = address.path.split(separator: "/", maxSplits: 1)
    self.init(
      bucket: String(parts.first ?? ""), prefix: parts.count == 2 ? String(parts[1]) : "", runtime: runtime,
      options: options)
  }

  /// A key as S3 has it.
  func path(_ key: ObjectKey) throws -> String {
    let path = prefix + key.text
    if path.utf8.count <= 1_024 { return path }
    throw StoreError(.invalidKey, "“\(path)” cannot be the key of an object in S3: it is longer than 1,024 bytes.")
  }

  package func put(
    _ bytes: [UInt8], as key: ObjectKey, condition: PutCondition
  ) async throws -> PutOutcome {
    try await put(ByteBuffer(bytes: bytes), as: try path(key), condition: condition)
  }

  func put(_ bytes: ByteBuffer, as path: String, condition: PutCondition) async throws -> PutOutcome {
    let input = S3Client.PutObject(bucket: bucket, key: path, body: bytes, condition: condition.s3)
    for attempt in 1... {
      do throws(AWSError) {
        try await client.putObject(input)
        return .stored
      } catch {
        if error.status == 412 { return .exists }
        guard error.status == 409, attempt < S3ObjectStore.conflictAttempts else {
          throw StoreError(error, doing: "write", key: path, in: location)
        }
        try await pause(afterAttempt: attempt)
      }
    }
    return .exists
  }

  /// Another write of the same key is under way, and over soon.
  private func pause(afterAttempt attempt: Int) async throws {
    let delay = RetryBackoff.delay(
      afterAttempt: attempt, isThrottling: false, random: clock.random(), retryAfter: nil)
    try await clock.sleep(delay)
  }

  package func stage(_ key: ObjectKey) async throws -> any StagedObject {
    S3StagedObject(key: key, path: try path(key), store: self)
  }
}

extension PutCondition {
  /// As S3 has it.
  var s3: S3WriteCondition {
    switch self {
    case .overwrite: .none
    case .ifAbsent: .ifAbsent
    }
  }
}
