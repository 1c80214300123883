internal import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// Sends requests over kept-alive HTTP/1.1 connections, as many to one host as the configuration says.
package final class HTTPTransport: Sendable {
  /// Bodies up to this size are handed over whole; larger ones in slices of it, so that a slow peer is told from a dead one.
  static let sliceSize = 256 << 10

  /// One thread takes more than 10,000 small requests a second, and requests that cross threads cost a quarter more: so there
  /// are fewer than cores, which have other work besides.
  static let defaultThreads = max(1, min(System.coreCount / 2, 8))

  private let group: MultiThreadedEventLoopGroup
  private let client: HTTPClient
  private let maximumConnections: Int
  private let hosts = Mutex<[String: TransportHost]>([:])

  package init(configuration: AWSConfiguration) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoopThreads ?? HTTPTransport.defaultThreads)
    maximumConnections = configuration.maximumConnections
    var settings = HTTPClient.Configuration()
    settings.timeout = HTTPClient.Configuration.Timeout(connect: configuration.timeouts.connect, read: nil)
    settings.httpVersion = .http1Only
    settings.tlsConfiguration = TrustedAuthorities.settings(configuration.authorities)
    settings.redirectConfiguration = .disallow
    settings.decompression = .disabled
    settings.connectionPool.idleTimeout = .seconds(20)
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.maximumConnections
    settings.connectionPool.retryConnectionEstablishment = false
    // Spans nobody looks at cost a twentieth of a request.
    settings.tracing.tracer = nil
    client = HTTPClient(eventLoopGroup: group, configuration: settings)
  }

  /// The answer, with any status. At most `maximumBody` bytes of its body are taken; more is an error.
  package func exchange(
    _ request: TransportRequest, maximumBody: Int
  ) async throws(TransportError) -> TransportResponse {
    let host = host(request.endpoint.origin)
    try await enter(host.gate)
    defer { host.gate.leave() }
    let exchange = Exchange(request, maximumBody: maximumBody, total: request.timeouts.total)
    let task = try start(request, exchange, host)
    return try await result(of: task, request)
  }

  /// The answer, whose body goes to `consume` where the status is a success.
  package func stream(
    _ request: TransportRequest, maximumErrorBody: Int, consume: (HTTPHeaders, ByteBuffer) async throws -> Void
  ) async throws -> TransportResponse {
    let host = host(request.endpoint.origin)
    try await enter(host.gate)
    defer { host.gate.leave() }
    let pipe = BodyPipe()
    let task = try start(request, Exchange(request, maximumBody: maximumErrorBody, pipe: pipe), host)
    do {
      try await withTaskCancellationHandler {
        while let pieces = await pipe.read() {
          let headers = pipe.headers
          for piece in pieces { try await consume(headers, piece) }
        }
      } onCancel: {
        task.cancel()
      }
    } catch {
      task.cancel()
      _ = try? await task.get()
      throw error
    }
    return try await result(of: task, request)
  }

  package func shutdown() async {
    try? await client.shutdown()
    try? await group.shutdownGracefully()
  }

  private func host(_ origin: String) -> TransportHost {
    hosts.withLock { hosts in
      if let host = hosts[origin] { return host }
      let host = TransportHost(origin: origin, connections: maximumConnections)
      hosts[origin] = host
      return host
    }
  }

  private func enter(_ gate: ConnectionGate) async throws(TransportError) {
    do {
      try await gate.enter()
    } catch {
      throw TransportError(.cancelled, "The call was cancelled.")
    }
  }

  private func start(
    _ request: TransportRequest, _ exchange: Exchange, _ host: TransportHost
  ) throws(TransportError) -> HTTPClient.Task<TransportResponse> {
    do {
      var head = try host.request(request.method, request.target)
      head.headers = request.headers
      head.body = request.body.map(HTTPTransport.body)
      return client.execute(request: head, delegate: exchange)
    } catch {
      throw TransportError(error, host: request.endpoint.host, timeouts: request.timeouts)
    }
  }

  private func result(
    of task: HTTPClient.Task<TransportResponse>, _ request: TransportRequest
  ) async throws(TransportError) -> TransportResponse {
    do {
      return try await withTaskCancellationHandler {
        try await task.get()
      } onCancel: {
        task.cancel()
      }
    } catch {
      throw TransportError(error, host: request.endpoint.host, timeouts: request.timeouts)
    }
  }

  private static func body(_ bytes: ByteBuffer) -> HTTPClient.Body {
    if bytes.readableBytes <= sliceSize { return .byteBuffer(bytes) }
    return .stream(contentLength: Int64(bytes.readableBytes)) { writer in write(bytes, to: writer) }
  }

  private static func write(_ rest: ByteBuffer, to writer: HTTPClient.Body.StreamWriter) -> EventLoopFuture<Void> {
    var rest = rest
    guard let slice = rest.readSlice(length: min(sliceSize, rest.readableBytes)) else {
      return writer.write(.byteBuffer(ByteBuffer()))
    }
    let written = writer.write(.byteBuffer(slice))
    if rest.readableBytes == 0 { return written }
    let remaining = rest
    return written.flatMap { write(remaining, to: writer) }
  }
}
