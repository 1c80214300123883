internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Takes what the HTTP client reports of one exchange, on the exchange's event loop.
final class Exchange: HTTPClientResponseDelegate {
  typealias Response = TransportResponse

  fileprivate struct State {
    var watchdog: ExchangeWatchdog
    var isOver = false
    var status = 0
    var headers: HTTPHeaders = [:]
    var body = ByteBuffer()
    /// Whether the body goes to the pipe.
    var isPiped = false
  }

  private let host: String
  private let timeouts: AWSTimeouts
  private let maximumBody: Int
  /// What is always taken of an error's document, in bytes.
  private static let errorBody = 64 << 10
  private let pipe: BodyPipe?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - total: what the whole may take; nil: any time.
  ///   - pipe: takes the body of an answer that is a success; that of all others is collected.
  init(_ request: TransportRequest, maximumBody: Int, total: TimeAmount? = nil, pipe: BodyPipe? = nil) {
    host = request.endpoint.host
    timeouts = request.timeouts
    self.maximumBody = maximumBody
    self.pipe = pipe
    state = Mutex(State(watchdog: ExchangeWatchdog(total: total)))
  }

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
    let soonest = state.withLock { state in
      state.watchdog.enter(.sending, limit: timeouts.write)
      return state.watchdog.soonest(min(timeouts.write, timeouts.answer, timeouts.bodyIdle))
    }
    watch(task, until: soonest)
  }

  func didSendRequestPart(task: HTTPClient.Task<Response>, _ part: IOData) {
    state.withLock { state in
      if state.watchdog.phase == .sending { state.watchdog.enter(.sending, limit: timeouts.write) }
    }
  }

  func didSendRequest(task: HTTPClient.Task<Response>) {
    state.withLock { state in
      if state.watchdog.phase == .sending { state.watchdog.enter(.waiting, limit: timeouts.answer) }
    }
  }

  func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    pipe?.headers = head.headers
    state.withLock { state in
      state.watchdog.enter(.receiving, limit: timeouts.bodyIdle)
      state.status = Int(head.status.code)
      state.headers = head.headers
      state.isPiped = pipe != nil && (200..<300).contains(head.status.code)
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let (isPiped, size, limit) = state.withLock { state in
      state.watchdog.enter(.receiving, limit: timeouts.bodyIdle)
      if !state.isPiped { state.append(buffer) }
      // An error has a document of its own, which may be longer than the small part of an object that was asked for.
      let isError = !(200..<300).contains(state.status)
      return (state.isPiped, state.body.readableBytes, isError ? max(maximumBody, Exchange.errorBody) : maximumBody)
    }
    if isPiped, let pipe {
      // While the reader is slow nothing comes, which is not the peer's fault.
      let future = pipe.write(buffer, on: task.eventLoop)
      state.withLock { $0.watchdog.enter(.receiving, limit: .hours(24)) }
      future.whenComplete { _ in
        self.state.withLock { $0.watchdog.enter(.receiving, limit: self.timeouts.bodyIdle) }
      }
      return future
    }
    if size <= limit { return task.eventLoop.makeSucceededVoidFuture() }
    return task.eventLoop.makeFailedFuture(
      TransportError(.answerTooLarge, "\(host) answered with more than the \(limit) bytes that are taken here."))
  }

  func didReceiveError(task: HTTPClient.Task<Response>, _ error: any Error) {
    end()
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response {
    defer { end() }
    return state.withLock { TransportResponse(status: $0.status, headers: $0.headers, body: $0.body) }
  }

  private func end() {
    state.withLock { state in
      state.isOver = true
      state.watchdog.stop()
    }
    pipe?.finish()
  }

  private func watch(_ task: HTTPClient.Task<Response>, until deadline: NIODeadline) {
    let timer = task.eventLoop.scheduleTask(deadline: deadline) { self.look(task) }
    let isOver = state.withLock { state in
      if !state.isOver { state.watchdog.hold(timer) }
      return state.isOver
    }
    if isOver { timer.cancel() }
  }

  private func look(_ task: HTTPClient.Task<Response>) {
    switch state.withLock({ $0.isOver ? nil : $0.watchdog.check(host: host) }) {
    case .success(let deadline): watch(task, until: deadline)
    case .failure(let error): task.fail(reason: error)
    case nil: break
    }
  }
}

extension Exchange.State {
  /// The first piece is kept as it is; when there are more, room for all of them is made at once.
  fileprivate mutating func append(_ piece: ByteBuffer) {
    if body.readableBytes == 0 {
      body = piece
      return
    }
    if body.writableBytes < piece.readableBytes,
      let length = headers.first(name: "content-length").flatMap({ Int($0) }),
      length > body.readableBytes, length <= 1 << 30
    {
      body.reserveCapacity(minimumWritableBytes: length - body.readableBytes)
    }
    body.writeImmutableBuffer(piece)
  }
}
