internal import NIOCore

/// S3, by the operations that object stores need. Calls are retried by the transport as AWS's own clients retry them.
///
/// Keys are any UTF-8 of 1 to 1,024 bytes and are given as they are. An error that S3 reports behind a status of 200 is
/// thrown like any other. Errors are ``AWSError``; conditions that do not hold are 412, `PreconditionFailed`.
package struct S3Client: Sendable {
  let service: AWSServiceClient

  package init(runtime: AWSRuntime) {
    service = AWSServiceClient(service: .s3, runtime: runtime)
  }

  func call<Operation: S3Operation>(_ operation: Operation) async throws(AWSError) -> Operation.Output {
    var request = AWSRequest(operation.request())
    request.checksum = Operation.checksum
    request.mayFailWithStatus200 = Operation.mayFailWithStatus200
    let answer = try await service.send(request, operation: Operation.name)
    do throws(XMLError) {
      return try operation.output(status: answer.status, headers: answer.headers, body: answer.body)
    } catch {
      throw AWSError(unreadable: answer, of: .s3, operation: Operation.name, error)
    }
  }
}

extension AWSRequest {
  init(_ request: S3Request) {
    self.init(
      request.method, bucket: request.bucket, path: "/" + request.encodedKey, query: request.query,
      headers: request.headers, body: request.body.map { .bytes($0) } ?? .empty)
  }
}
