package import NIOCore
internal import NIOHTTP1

extension S3Client {
  /// Reads an object, or part of it, into memory.
  ///
  /// - Parameter maximumBytes: what is accepted; more is an error.
  /// - Throws: code `RangeIgnored` where the store sent another part than that which was asked for.
  package func getObject(
    _ input: GetObject, maximumBytes: Int = 64 << 20
  ) async throws(AWSError) -> (head: S3ObjectHead, body: ByteBuffer) {
    var request = AWSRequest(input.request())
    request.validatesChecksum = input.range == nil
    let answer = try await service.send(request, operation: GetObject.name, maximumBody: maximumBytes)
    try checkRange(input, answer)
    return (S3ObjectHead(headers: answer.headers), answer.body)
  }

  /// Reads an object, or part of it, piece by piece.
  ///
  /// - Parameter consume: takes a piece; the next one waits for it. What it throws ends the call.
  /// - Returns: what the object is, once all of it was handed over.
  /// - Throws: ``AWSError``, or what `consume` throws. Pieces that were handed over before are void then.
  package func streamObject(
    _ input: GetObject, consume: (ByteBuffer) async throws -> Void
  ) async throws -> S3ObjectHead {
    var request = AWSRequest(input.request())
    request.validatesChecksum = input.range == nil
    let answer = try await service.stream(request, operation: GetObject.name, consume: consume)
    try checkRange(input, answer)
    return S3ObjectHead(headers: answer.headers)
  }

  private func checkRange(_ input: GetObject, _ answer: AWSResponse) throws(AWSError) {
    guard let range = input.range else { return }
    let sent = answer.headers.first(name: "Content-Range") ?? ""
    if answer.status == 206, sent.hasPrefix("bytes \(range.lowerBound)-") { return }
    var error = AWSError(
      .invalidAnswer, code: "RangeIgnored",
      "Bytes \(range.lowerBound) to \(range.upperBound - 1) of \(input.key) were asked for, and the answer holds "
        + "\(sent.isEmpty ? "the whole object" : sent). The store does not support ranges.",
      service: AWSService.s3.displayName, operation: GetObject.name, status: answer.status)
    error.requestID = answer.requestID
    throw error
  }

  /// Asks for what an object is.
  package func headObject(_ input: HeadObject) async throws(AWSError) -> S3ObjectHead { try await call(input) }

  /// Writes an object in one request.
  @discardableResult
  package func putObject(_ input: PutObject) async throws(AWSError) -> S3StoredObject { try await call(input) }

  /// Copies an object within S3.
  @discardableResult
  package func copyObject(_ input: CopyObject) async throws(AWSError) -> S3StoredObject { try await call(input) }

  /// Deletes an object.
  package func deleteObject(_ input: DeleteObject) async throws(AWSError) { try await call(input) }

  /// Deletes up to 1,000 objects.
  ///
  /// - Returns: what was not deleted.
  package func deleteObjects(_ input: DeleteObjects) async throws(AWSError) -> [DeleteObjects.Failure] {
    try await call(input)
  }

  /// Lists a page of objects.
  package func listObjects(_ input: ListObjectsV2) async throws(AWSError) -> S3ObjectPage { try await call(input) }
}
