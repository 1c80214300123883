/// A thread of a task's own and of its children's.
///
/// Processing steps run on such threads, since they are other people's code that may compute for minutes; heartbeats do, so
/// that nothing that computes on the cooperative pool can hold them up.
final class TaskThread: TaskExecutor {
  private let inbox: ThreadInbox

  init(_ name: String) { inbox = .start(name) }

  deinit { inbox.close() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.add { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
