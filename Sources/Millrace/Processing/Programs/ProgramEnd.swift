internal import Foundation

/// How a program has ended.
struct ProgramEnd: Sendable, CustomStringConvertible {
  /// The exit code; nil where a signal has ended it.
  var code: Int32?
  var signal: Int32?

  /// - Parameter status: as `waitpid` gives it.
  init(status: Int32) {
    let signal = status & 0x7F
    if signal == 0 { code = (status >> 8) & 0xFF } else { self.signal = signal }
  }

  var isSuccess: Bool { code == 0 }

  var description: String {
    signal.map { "was ended by signal \($0)" } ?? "ended with code \(code ?? 0)"
  }
}

/// Waits for a process on a thread of its own, once, for any number of askers.
actor ProcessReaper {
  private let thread = DedicatedThread("program-end")
  private var end: ProgramEnd?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  func wait(for process: pid_t) -> ProgramEnd {
    if let end { return end }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let result = ProgramEnd(status: status)
    end = result
    return result
  }
}
