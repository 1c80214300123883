internal import NIOCore

/// The way back to the connection on which a request came. Used exactly once, from any thread.
struct Reply: Sendable {
  let eventLoop: any EventLoop
  private let handler: NIOLoopBound<ConnectionHandler>

  init(handler: ConnectionHandler, eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
  }

  func send(_ response: ServerResponse) {
    if eventLoop.inEventLoop {
      handler.value.send(response)
    } else {
      eventLoop.execute { handler.value.send(response) }
    }
  }

  /// Sends after a pause, in milliseconds.
  func send(_ response: ServerResponse, after pause: Int64) {
    if pause <= 0 { return send(response) }
    eventLoop.scheduleTask(in: .milliseconds(pause)) { handler.value.send(response) }
  }
}
