internal import Crypto
package import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Sends requests to one service: signs them, retries what may succeed later, corrects the clock, follows to other regions.
package final class AWSServiceClient: Sendable {
  package let service: AWSService
  package let runtime: AWSRuntime
  let quota = RetryQuota()
  let credentials: CachedCredentials
  private let resolver = Mutex<EndpointResolver?>(nil)
  /// Where buckets turned out to be.
  let bucketRegions = Mutex<[String: String]>([:])

  /// - Parameter credentials: nil: the runtime's.
  package init(service: AWSService, runtime: AWSRuntime, credentials: CachedCredentials? = nil) {
    self.service = service
    self.runtime = runtime
    self.credentials = credentials ?? runtime.credentials
  }

  /// The answer with its whole body in memory.
  ///
  /// - Parameters:
  ///   - operation: for messages: `PutObject`.
  ///   - maximumBody: what the answer may hold, in bytes; more is an error.
  package func send(
    _ request: AWSRequest, operation: String, maximumBody: Int = 16 << 20
  ) async throws(AWSError) -> AWSResponse {
    var call = AWSCall(self, request, operation: operation)
    while true {
      do throws(AWSError) {
        let signed = try await call.sign()
        let response = try await call.exchange(signed, maximumBody: maximumBody)
        return try call.accept(response)
      } catch {
        try await call.recover(from: error)
      }
    }
  }

  /// The answer piece by piece, as it comes; its head is returned at the end.
  ///
  /// Retries happen until the first piece is handed over; what fails behind it is thrown: ``AWSError``, or what `consume` threw.
  /// - Parameter consume: takes a piece. The next one waits for it, and the peer is held back meanwhile.
  package func stream(
    _ request: AWSRequest, operation: String, consume: (ByteBuffer) async throws -> Void
  ) async throws -> AWSResponse {
    var call = AWSCall(self, request, operation: operation)
    while true {
      var isConsuming = false
      var checksum: ResponseChecksum?
      do {
        let signed = try await call.sign()
        let response = try await call.stream(signed) { headers, piece in
          if !isConsuming, request.validatesChecksum { checksum = ResponseChecksum(headers: headers) }
          isConsuming = true
          checksum?.update(piece)
          try await consume(piece)
        }
        return try call.accept(response, checksum: checksum)
      } catch let error as AWSError where !isConsuming {
        try await call.recover(from: error)
      }
    }
  }

  /// The endpoint for requests; made when the first one needs it, since the shared files may have a say.
  func place(region: String, bucket: String?) throws(AWSError) -> EndpointResolver.Place {
    if let resolver = resolver.withLock({ $0 }) { return try resolver.place(region: region, bucket: bucket) }
    let own = try ConfiguredEndpoint.find(service, configuration: runtime.configuration, files: runtime.sharedFiles)
    let made = EndpointResolver(service: service, own: own, addressing: runtime.configuration.s3Addressing)
    resolver.withLock { $0 = made }
    return try made.place(region: region, bucket: bucket)
  }
}
