#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Runs CPU-bound work on threads of its own, away from Swift's cooperative pool.
enum WorkerThreads {
  /// Stack of each thread, in bytes: enough for records nested as deeply as the scanner allows.
  private static let stackSize = 8 << 20

  /// Runs `work` once for each index below `count`, each on its own thread (with one, on the caller's), and waits for all.
  static func run(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { attributes.deallocate() }
    for index in 0..<count {
      let job = Unmanaged.passRetained(Job(index: index, work: work)).toOpaque()
      pthread_attr_init(attributes)
      pthread_attr_setstacksize(attributes, stackSize)
      #if canImport(Glibc)
        var thread: pthread_t = 0
        let status = pthread_create(&thread, attributes, { Job.run($0) }, job)
        if status == 0 { threads.append(thread) } else { _ = Job.run(job) }
      #else
        var thread: pthread_t?
        let status = pthread_create(&thread, attributes, { Job.run($0) }, job)
        if status == 0, let thread { threads.append(thread) } else { _ = Job.run(job) }
      #endif
      pthread_attr_destroy(attributes)
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Job {
    let index: Int
    let work: @Sendable (Int) -> Void

    init(index: Int, work: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.work = work
    }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let pointer else { return nil }
      let job = Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue()
      job.work(job.index)
      return nil
    }
  }
}
