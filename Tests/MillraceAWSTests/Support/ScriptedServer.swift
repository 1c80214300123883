import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on this machine that records requests and answers as a test tells it.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (_ request: RecordedRequest, _ index: Int) -> ScriptedAnswer

  private let channel: any Channel
  private let log: RequestLog

  private init(channel: any Channel, log: RequestLog) {
    self.channel = channel
    self.log = log
  }

  /// `http://127.0.0.1:PORT`
  var endpoint: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  /// What has come so far.
  var requests: [RecordedRequest] { log.requests }

  /// Serves for the time that `body` takes.
  static func run<Result>(
    _ script: @escaping Script, _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let log = RequestLog()
    let channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
          try channel.pipeline.syncOperations.addHandler(ScriptedHandler(script: script, log: log))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      let result = try await body(ScriptedServer(channel: channel, log: log))
      try await channel.close()
      try await group.shutdownGracefully()
      return result
    } catch {
      try? await channel.close()
      try? await group.shutdownGracefully()
      throw error
    }
  }
}

/// Requests in the order in which they came.
final class RequestLog: Sendable {
  private let state = Mutex<[RecordedRequest]>([])

  var requests: [RecordedRequest] { state.withLock { $0 } }

  /// - Returns: the request's index.
  func append(_ request: RecordedRequest) -> Int {
    state.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
  }
}
