internal import Foundation
internal import Synchronization

/// The programs of transforms that are running, so that none is left behind when this process exits. Of a process that is
/// killed they see the end of their input.
final class RunningPrograms: Sendable {
  static let shared = RunningPrograms()

  /// How long programs may take to end by themselves at exit, in seconds, all together.
  private static let grace = 2.0

  /// The input of each.
  private let inputs = Mutex<[pid_t: Int32]>([:])

  private init() {
    atexit { RunningPrograms.shared.endAll() }
  }

  func add(_ process: pid_t, input: Int32) { inputs.withLock { $0[process] = input } }

  func remove(_ process: pid_t) { _ = inputs.withLock { $0.removeValue(forKey: process) } }

  private func endAll() {
    let running = inputs.withLock { inputs in
      defer { inputs = [:] }
      return inputs
    }
    for input in running.values { close(input) }
    let deadline = Date() + Self.grace
    for process in running.keys {
      _ = ProgramWait.end(of: process, within: max(0, deadline.timeIntervalSinceNow))
      kill(-process, SIGKILL)
    }
  }
}
