internal import Crypto
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// One call with all its attempts.
struct AWSCall {
  let client: AWSServiceClient
  var request: AWSRequest
  let operation: String
  var attempt = 1
  /// Tokens paid for the latest retry.
  var paid = 0
  /// Corrections that cost no attempt, each made once.
  var hasRefreshed = false
  var hasCorrectedClock = false
  var hasMoved = false
  /// What the latest attempt was signed with.
  var credentials: AWSCredentials?
  var region = ""
  var signedAt = SigningTime(second: 0)
  private var payloadHash: String?

  init(_ client: AWSServiceClient, _ request: AWSRequest, operation: String) {
    self.client = client
    self.request = request
    self.operation = operation
    RequestDigest.add(to: &self.request, mode: client.runtime.configuration.checksums)
  }

  /// Makes the request as it is sent now.
  mutating func sign() async throws(AWSError) -> TransportRequest {
    do throws(AWSError) {
      region = try await chosenRegion()
      let place = try client.place(region: region, bucket: request.bucket)
      credentials = request.isSigned ? try await client.credentials.get(in: client.runtime) : nil
      return build(place)
    } catch {
      throw named(error)
    }
  }

  private func chosenRegion() async throws(AWSError) -> String {
    if let region = request.region { return region }
    if let bucket = request.bucket, let known = client.bucketRegions.withLock({ $0[bucket] }) { return known }
    return try await client.runtime.region()
  }

  private mutating func build(_ place: EndpointResolver.Place) -> TransportRequest {
    let path = place.pathPrefix.isEmpty ? request.path : place.pathPrefix + request.path
    let query = request.query.isEmpty ? CanonicalQuery.empty : CanonicalQuery(request.query)
    var headers = request.headers
    headers.replaceOrAdd(name: "host", value: place.endpoint.authority)
    signedAt = client.runtime.correction.now
    if let credentials {
      let hash = payloadHash ?? hashPayload()
      payloadHash = hash
      if client.service == .s3 { headers.replaceOrAdd(name: "x-amz-content-sha256", value: hash) }
      let signer = SigV4Signer(
        credentials: credentials, region: region, service: client.service.signingName, keys: client.runtime.signingKeys)
      signer.sign(
        method: request.method, path: path, query: query, headers: &headers, payloadHash: hash, at: signedAt)
    }
    headers.add(name: "user-agent", value: AWSCall.userAgent)
    var timeouts = client.runtime.configuration.timeouts
    if let answer = request.answerTimeout {
      timeouts.answer = answer
      timeouts.total = max(timeouts.total, answer + timeouts.bodyIdle)
    }
    return TransportRequest(
      request.method, place.endpoint, target: query.target.isEmpty ? path : "\(path)?\(query.target)",
      headers: headers, body: request.body.buffer, timeouts: timeouts)
  }

  private static let userAgent = "millrace"

  private func hashPayload() -> String {
    switch request.payloadHash {
    case .computed: request.body.buffer.map(SHA256.hexadecimal) ?? SHA256.ofNothing
    case .unsigned: SigV4Signer.unsignedPayload
    case .known(let hash): hash
    }
  }

  func exchange(_ signed: TransportRequest, maximumBody: Int) async throws(AWSError) -> TransportResponse {
    do throws(TransportError) {
      return try await client.runtime.transport.exchange(signed, maximumBody: maximumBody)
    } catch {
      throw failure(error)
    }
  }

  /// Errors of `consume` pass through as they are.
  func stream(
    _ signed: TransportRequest, consume: (HTTPHeaders, ByteBuffer) async throws -> Void
  ) async throws -> TransportResponse {
    do {
      return try await client.runtime.transport.stream(signed, maximumErrorBody: 1 << 20, consume: consume)
    } catch let error as TransportError {
      throw failure(error)
    }
  }

  /// Takes an answer that is a success; throws what one says that is none.
  ///
  /// - Parameter checksum: of a body that was streamed.
  func accept(_ response: TransportResponse, checksum: ResponseChecksum? = nil) throws(AWSError) -> AWSResponse {
    guard (200..<300).contains(response.status) || response.status == 304 else { throw failure(response) }
    if request.mayFailWithStatus200, let answer = ErrorAnswer(inSuccess: Array(response.body.readableBytesView)) {
      throw failure(response, answer)
    }
    if request.validatesChecksum, response.status == 200 { try validate(response, checksum) }
    client.quota.succeeded(paid: paid)
    return AWSResponse(status: response.status, headers: response.headers, body: response.body)
  }

  private func validate(_ response: TransportResponse, _ streamed: ResponseChecksum?) throws(AWSError) {
    var checksum = streamed
    if checksum == nil, response.body.readableBytes > 0 {
      checksum = ResponseChecksum(headers: response.headers)
      checksum?.update(response.body)
    }
    guard let difference = checksum?.difference else { return }
    var error = named(
      AWSError(
        .invalidAnswer, code: "ChecksumMismatch", "What arrived is not what is stored: \(difference)",
        status: response.status, isRetryable: true))
    error.requestID = response.headers.requestID
    throw error
  }
}

extension AWSBody {
  var buffer: ByteBuffer? {
    if case .bytes(let buffer) = self { buffer } else { nil }
  }
}
