import NIOCore
import NIOHTTP1

/// One connection of a ``ScriptedServer``.
final class ScriptedHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let script: ScriptedServer.Script
  private let log: RequestLog
  private var request: RecordedRequest?

  init(script: @escaping ScriptedServer.Script, log: RequestLog) {
    self.script = script
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      request = RecordedRequest(method: head.method, target: head.uri, headers: head.headers, body: [])
    case .body(let bytes): request?.body += bytes.readableBytesView
    case .end:
      guard let request else { return }
      self.request = nil
      answer(script(request, log.append(request)), to: request, context)
    }
  }

  private func answer(_ answer: ScriptedAnswer, to request: RecordedRequest, _ context: ChannelHandlerContext) {
    switch answer.behaviour {
    case .close: return context.close(promise: nil)
    case .silence: return
    case .answer, .cutShort, .stall: break
    }
    var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
    head.headers = answer.headers
    head.headers.replaceOrAdd(name: "content-length", value: String(answer.body.utf8.count))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let isWhole = answer.behaviour == .answer
    let body = isWhole ? answer.body : String(answer.body.prefix(answer.body.count / 2))
    if request.method != .HEAD, !body.isEmpty {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
    }
    if isWhole {
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    } else {
      context.flush()
      if answer.behaviour == .cutShort { context.close(promise: nil) }
    }
  }
}
