internal import Foundation
internal import Synchronization

/// A thread of an actor's own, on which it may block for as long as it likes: on the pipes of a program.
///
/// Signals for broken pipes are held off on it: writing to a program that is gone is an error, not the end of the process.
/// The thread ends when the executor goes away.
final class DedicatedThread: SerialExecutor {
  private let inbox: Inbox

  init(_ name: String) {
    let inbox = Inbox()
    self.inbox = inbox
    let thread = Thread { inbox.work() }
    thread.name = "millrace.\(name)"
    thread.start()
  }

  deinit { inbox.close() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  private final class Inbox: Sendable {
    private struct State {
      var jobs = FIFOBuffer<@Sendable () -> Void>()
      var isClosed = false
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    func add(_ job: @escaping @Sendable () -> Void) {
      state.withLock { $0.jobs.append(job) }
      available.signal()
    }

    func close() {
      state.withLock { $0.isClosed = true }
      available.signal()
    }

    func work() {
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
}
