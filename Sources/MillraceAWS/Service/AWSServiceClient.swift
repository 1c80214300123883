package import NIOCore

/// Sends requests to one service: signs them, retries what may succeed later, corrects the clock, follows to other regions.
package final class AWSServiceClient: Sendable {
  package let service: AWSService
  package let runtime: AWSRuntime

  package init(service: AWSService, runtime: AWSRuntime) {
    self.service = service
    self.runtime = runtime
  }

  /// The answer with its whole body in memory.
  ///
  /// - Parameters:
  ///   - operation: for messages: `PutObject`.
  ///   - maximumBody: what the answer may hold, in bytes; more is an error.
  package func send(
    _ request: AWSRequest, operation: String, maximumBody: Int = 16 << 20
  ) async throws(AWSError) -> AWSResponse {
    throw AWSError(.transport, code: "NotConnected", "The transport is not there.", operation: operation)
  }

  /// The answer piece by piece, as it comes; its head is returned at the end.
  ///
  /// Retries happen until the first piece is handed over; what fails behind it is thrown.
  /// - Parameter consume: takes a piece. The next one waits for it, and the peer is held back meanwhile.
  package func stream(
    _ request: AWSRequest, operation: String, consume: (ByteBuffer) async throws -> Void
  ) async throws -> AWSResponse {
    throw AWSError(.transport, code: "NotConnected", "The transport is not there.", operation: operation)
  }
}
