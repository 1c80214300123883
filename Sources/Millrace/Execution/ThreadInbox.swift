internal import Foundation
internal import Synchronization

/// A thread and the jobs that wait for it. It ends when it is closed and nothing waits.
///
/// Signals for broken pipes are held off on it: writing to a program that is gone is an error, not the end of the process.
final class ThreadInbox: Sendable {
  private struct State {
    var jobs = FIFOBuffer<@Sendable () -> Void>()
    var isClosed = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  static func start(_ name: String) -> ThreadInbox {
    let inbox = ThreadInbox()
    let thread = Thread { inbox.work() }
    thread.name = "millrace.\(name)"
    // What the cooperative pool's threads have.
    thread.stackSize = 8 << 20
    thread.start()
    return inbox
  }

  func add(_ job: @escaping @Sendable () -> Void) {
    state.withLock { $0.jobs.append(job) }
    available.signal()
  }

  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }

  private func work() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    while true {
      available.wait()
      let (job, isClosed) = state.withLock { ($0.jobs.popFirst(), $0.isClosed) }
      guard let job else {
        if isClosed { return }
        continue
      }
      job()
    }
  }
}
