internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// S3, SQS, SNS and STS over HTTP on the loopback interface, for tests and benchmarks: strict where mocks are lenient, quick,
/// and with faults on request.
///
/// ```swift
/// let server = try await TestServer.start()
/// // server.endpoint, server.accessKey, server.secretKey, server.region
/// server.inject(Fault(.slowDown(retryAfter: nil), service: "s3", share: 0.1))
/// await server.stop()
/// ```
package final class TestServer: Sendable {
  package let options: TestServerOptions
  package let port: Int

  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let services: Services

  private init(options: TestServerOptions, channel: any Channel, group: MultiThreadedEventLoopGroup, services: Services)
  {
    self.options = options
    self.channel = channel
    self.group = group
    self.services = services
    port = channel.localAddress?.port ?? 0
  }

  /// Starts to listen on 127.0.0.1.
  ///
  /// - Throws: where the port is taken or the spool's directory cannot be written.
  package static func start(_ options: TestServerOptions = TestServerOptions()) async throws -> TestServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
    do {
      let services = try Services(options, timers: group.next())
      let router = RequestRouter(services: services, control: ControlInterface(services: services))
      let channel = try await bootstrap(group, router).bind(host: "127.0.0.1", port: options.port).get()
      return TestServer(options: options, channel: channel, group: group, services: services)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private static func bootstrap(_ group: MultiThreadedEventLoopGroup, _ router: RequestRouter) -> ServerBootstrap {
    let allocator = AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 16_384, maximum: 262_144)
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socket(.init(6), .init(1)), value: 1)  // TCP_NODELAY
      .childChannelOption(.recvAllocator, value: allocator)
      .childChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // The headers of answers are the server's own: looking for line ends in them finds nothing.
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: true, withOutboundHeaderValidation: false)
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(router: router))
        }
      }
  }

  /// Ends all connections and frees the port. Requests that wait are dropped.
  package func stop() async {
    try? await channel.close()
    services.reset()
    try? await group.shutdownGracefully()
  }

  /// `http://127.0.0.1:PORT`
  package var endpoint: String { "http://127.0.0.1:\(port)" }
  package var accessKey: String { options.accessKey }
  package var secretKey: String { options.secretKey }
  package var region: String { options.region }

  // MARK: What tests ask of it

  /// Switches a fault on.
  package func inject(_ fault: Fault) { services.faults.add(fault) }

  /// Switches all faults off.
  package func clearFaults() { services.faults.clear() }

  /// Puts the server's clock ahead of the machine's, or back.
  package func setClock(aheadBy seconds: Double) { services.clock.ahead = Int64(seconds * 1000) }

  /// Forgets buckets, queues, topics, faults and counts.
  package func reset() { services.reset() }

  package var statistics: TestServerStatistics { services.currentStatistics }

  /// Requests so far, those to the control interface included.
  package var requestCount: Int { services.statistics.total }

  /// Adds many messages to a queue without a request; `{n}` in the body becomes the message's number.
  package func seedMessages(queue: String, count: Int, body: String) throws {
    try services.sqs.seed(queue, count: count, body: body)
  }
}
