internal import NIOCore
internal import NIOHTTP1

/// One connection: collects a request, hands it on, sends its answer. Requests on a connection come one at a time,
/// which `HTTPServerPipelineHandler` before it sees to.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let router: RequestRouter
  private var context: ChannelHandlerContext?
  private var incoming: IncomingRequest?
  private var keepsAlive = true

  init(router: RequestRouter) {
    self.router = router
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context: context)
    case .body(let bytes): incoming?.receive(bytes)
    case .end: finish(context: context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    keepsAlive = head.isKeepAlive
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }
    incoming = IncomingRequest(head: head, spool: router.spool)
  }

  private func finish(context: ChannelHandlerContext) {
    guard let request = incoming?.finish() else { return }
    incoming = nil
    router.handle(request, reply: Reply(handler: self, eventLoop: context.eventLoop))
  }

  /// Sends an answer; does nothing if the connection is gone.
  func send(_ response: ServerResponse) {
    guard let context else { return }
    switch response.delivery {
    case .silence: return
    case .reset: reset(context)
    case .whole: write(response, limit: nil, context: context)
    case .cut(let limit): write(response, limit: limit, context: context)
    }
  }

  private func write(_ response: ServerResponse, limit: Int?, context: ChannelHandlerContext) {
    let closes = !keepsAlive || response.closesConnection || limit != nil
    context.write(wrapOutboundOut(.head(head(of: response, closes: closes))), promise: nil)
    for piece in response.body.prefix(limit ?? .max).pieces {
      guard let data = piece.data else { return reset(context) }
      context.write(wrapOutboundOut(.body(data)), promise: release(data, of: piece, context))
    }
    if limit != nil {
      context.flush()
      return context.close(promise: nil)
    }
    let done = closes ? context.eventLoop.makePromise(of: Void.self) : nil
    done?.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
  }

  private func head(of response: ServerResponse, closes: Bool) -> HTTPResponseHead {
    var headers = HTTPHeaders(response.headers)
    if let length = response.announcedLength {
      headers.add(name: "Content-Length", value: String(length))
    } else if !response.isBodyless {
      headers.add(name: "Content-Length", value: String(response.body.count))
    }
    headers.add(name: "Connection", value: closes ? "close" : "keep-alive")
    return HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
  }

  /// Ends the connection with RST, as a broken peer or a middlebox does: what is not yet sent is dropped.
  private func reset(_ context: ChannelHandlerContext) {
    guard let options = context.channel as? any SocketOptionProvider else { return context.close(promise: nil) }
    // On, for 0 seconds. The structure's own initialiser belongs to a module of NIO that is not for others.
    let linger = unsafeBitCast((Int32(1), Int32(0)), to: NIOLinger.self)
    options.setSoLinger(linger).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  /// Closes a region's file once it is sent; until then its place in the spool is kept.
  private func release(
    _ data: IOData, of piece: BodyPiece, _ context: ChannelHandlerContext
  ) -> EventLoopPromise<Void>? {
    guard case .fileRegion(let region) = data else { return nil }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      withExtendedLifetime(piece) { try? region.fileHandle.close() }
    }
    return promise
  }
}
