import MillraceJSON
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Lambda's runtime API as a small real server: hands out the calls that a test makes and keeps what is answered.
final class RuntimeAPIServer: Sendable {
  /// What was posted.
  struct Post: Sendable, Equatable {
    /// Behind `/2018-06-01/runtime/`.
    var path: String
    var body: JSONValue
    var errorType: String?
    var contentType: String?
  }

  private struct Call {
    var id: String
    var event: [UInt8]
    var milliseconds: Int64
  }

  private struct State {
    var calls: [Call] = []
    var posts: [Post] = []
    var waiting: [EventLoopPromise<Call>] = []
    var nexts = 0
  }

  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let state = Mutex(State())
  private let channel: Mutex<(any Channel)?> = Mutex(nil)

  /// Host and port.
  var address: String { "127.0.0.1:\(channel.withLock { $0?.localAddress?.port } ?? 0)" }

  static func start() async throws -> RuntimeAPIServer {
    let server = RuntimeAPIServer()
    let channel = try await ServerBootstrap(group: server.group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(server: server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.channel.withLock { $0 = channel }
    return server
  }

  func stop() async throws {
    for promise in state.withLock({ state in
      defer { state.waiting = [] }; return state.waiting
    }) {
      promise.fail(ChannelError.ioOnClosedChannel)
    }
    try await group.shutdownGracefully()
  }

  /// Makes a call.
  func call(_ event: JSONValue, id: String, within milliseconds: Int64 = 30_000) {
    let call = Call(id: id, event: event.bytes, milliseconds: milliseconds)
    let waiting = state.withLock { state -> EventLoopPromise<Call>? in
      if state.waiting.isEmpty {
        state.calls.append(call)
        return nil
      }
      return state.waiting.removeFirst()
    }
    waiting?.succeed(call)
  }

  /// What was posted so far.
  var posts: [Post] { state.withLock { $0.posts } }
  /// How often a call was asked for.
  var nexts: Int { state.withLock { $0.nexts } }

  /// Waits for a post whose path begins with a text.
  func post(_ path: String) async throws -> Post {
    while true {
      if let post = posts.first(where: { $0.path.hasPrefix(path) }) { return post }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func next(on loop: any EventLoop) -> EventLoopFuture<Call> {
    let promise = loop.makePromise(of: Call.self)
    let call = state.withLock { state -> Call? in
      state.nexts += 1
      if state.calls.isEmpty {
        state.waiting.append(promise)
        return nil
      }
      return state.calls.removeFirst()
    }
    if let call { promise.succeed(call) }
    return promise.futureResult
  }

  /// Serves one connection.
  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let prefix = "/2018-06-01/runtime/"

    private let server: RuntimeAPIServer
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(server: RuntimeAPIServer) {
      self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = ByteBuffer()
      case .body(let part): body.writeImmutableBuffer(part)
      case .end: serve(context)
      }
    }

    private func serve(_ context: ChannelHandlerContext) {
      guard let head, head.uri.hasPrefix(Self.prefix) else { return answer(context, .notFound) }
      let path = String(head.uri.dropFirst(Self.prefix.count))
      if head.method == .GET, path == "invocation/next" {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        server.next(on: context.eventLoop).whenSuccess { call in
          let (handler, context) = bound.value
          handler.answer(
            context, .ok, call.event,
            [
              ("Lambda-Runtime-Aws-Request-Id", call.id),
              ("Lambda-Runtime-Deadline-Ms", "\(Self.now + call.milliseconds)"),
            ])
        }
        return
      }
      let post = Post(
        path: path, body: (try? JSONValue(parsing: Array(body.readableBytesView))) ?? .null,
        errorType: head.headers.first(name: "Lambda-Runtime-Function-Error-Type"),
        contentType: head.headers.first(name: "Content-Type"))
      server.state.withLock { $0.posts.append(post) }
      answer(context, .accepted, Array(#"{"status":"OK"}"#.utf8))
    }

    private static var now: Int64 {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private func answer(
      _ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ body: [UInt8] = [],
      _ headers: [(String, String)] = []
    ) {
      let headers = HTTPHeaders(headers + [("Content-Length", "\(body.count)")])
      context.write(
        wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
