internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Carries an answer's body from the event loop to the task that reads it, and holds the peer back while too much waits.
final class BodyPipe: Sendable {
  /// What may wait in the pipe until the peer is held back, in bytes.
  static let highWatermark = 1 << 20

  private struct State {
    var headers: HTTPHeaders = [:]
    var pieces: [ByteBuffer] = []
    var bytes = 0
    var isFinished = false
    var reader: CheckedContinuation<Void, Never>?
    var backpressure: EventLoopPromise<Void>?
  }

  private let state = Mutex(State())

  /// Of the answer; known before its first piece is.
  var headers: HTTPHeaders {
    get { state.withLock { $0.headers } }
    set { state.withLock { $0.headers = newValue } }
  }

  /// Called on the event loop. The next piece comes when the future is done.
  func write(_ piece: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
    let (reader, future) = state.withLock { state in
      state.pieces.append(piece)
      state.bytes += piece.readableBytes
      if state.bytes >= BodyPipe.highWatermark, !state.isFinished {
        state.backpressure = eventLoop.makePromise()
      }
      let reader = state.reader.take()
      return (reader, state.backpressure?.futureResult)
    }
    reader?.resume()
    return future ?? eventLoop.makeSucceededVoidFuture()
  }

  /// No more pieces come, for whatever reason.
  func finish() {
    let (reader, backpressure) = state.withLock { state in
      state.isFinished = true
      return (state.reader.take(), state.backpressure.take())
    }
    backpressure?.succeed()
    reader?.resume()
  }

  /// All pieces that have come; nil at the end.
  func read() async -> [ByteBuffer]? {
    while true {
      let (pieces, isFinished, backpressure) = state.withLock { state in
        let pieces = state.pieces
        state.pieces = []
        state.bytes = 0
        return (pieces, state.isFinished, pieces.isEmpty ? nil : state.backpressure.take())
      }
      backpressure?.succeed()
      if !pieces.isEmpty { return pieces }
      if isFinished { return nil }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isFinished || !state.pieces.isEmpty { return true }
          state.reader = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }
}
