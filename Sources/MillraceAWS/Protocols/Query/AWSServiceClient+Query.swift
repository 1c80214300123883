internal import NIOCore
internal import NIOHTTP1

extension AWSServiceClient {
  /// Calls an operation of a service that speaks the query protocol.
  ///
  /// - Parameter version: the service's, a date.
  func call<Operation: QueryOperation>(
    _ operation: Operation, version: String, region: String? = nil
  ) async throws(AWSError) -> Operation.Output {
    var request = AWSRequest(.POST, body: .bytes(ByteBuffer(bytes: operation.body(version: version))))
    request.headers = ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"]
    request.region = region
    let answer = try await send(request, operation: Operation.name)
    do throws(XMLError) {
      return try Operation.output(fromAnswer: Array(answer.body.readableBytesView))
    } catch {
      throw AWSError(unreadable: answer, of: service, operation: Operation.name, error)
    }
  }
}
