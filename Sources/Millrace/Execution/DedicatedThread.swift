/// A thread of an actor's own, on which it may block for as long as it likes: on the pipes of a program, on a store.
/// The thread ends when the executor goes away.
final class DedicatedThread: SerialExecutor {
  private let inbox: ThreadInbox

  init(_ name: String) { inbox = .start(name) }

  deinit { inbox.close() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
  }
}
