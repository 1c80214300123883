internal import Synchronization

/// Stops a conversion that runs on another thread, and tells how far it is.
final class ConversionMonitor: Sendable {
  struct Reading: Sendable {
    /// Stored bytes of the inputs that have been read.
    var bytes: Int64 = 0
    var rows: Int64 = 0
  }

  private struct State {
    var isCancelled = false
    var read: (@Sendable () -> Reading)?
  }

  private let state = Mutex(State())

  /// Asks the conversion to stop at its next opportunity.
  func cancel() { state.withLock { $0.isCancelled = true } }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// - Throws: `ConversionAbandoned` once `cancel()` was called.
  func check() throws(ConversionAbandoned) {
    if isCancelled { throw ConversionAbandoned() }
  }

  /// Says how the conversion's progress is read.
  func observe(_ read: @escaping @Sendable () -> Reading) { state.withLock { $0.read = read } }

  var reading: Reading { state.withLock { $0.read }?() ?? Reading() }
}

/// The conversion was stopped before its end, and nothing came of it.
struct ConversionAbandoned: Error {}
