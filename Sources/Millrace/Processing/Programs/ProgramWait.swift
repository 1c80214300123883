internal import Foundation

/// Waits for the end of a program, on a thread that may block.
enum ProgramWait {
  /// How a program has ended; nil where it goes on after `seconds`.
  static func end(of process: pid_t, within seconds: Double) -> ProgramEnd? {
    let deadline = Date() + min(seconds, 3_600 * 24 * 365)
    var pause: useconds_t = 500
    while true {
      var status: Int32 = 0
      let result = waitpid(process, &status, WNOHANG)
      if result == process { return ProgramEnd(status: status) }
      if result < 0, errno != EINTR { return ProgramEnd(status: 0) }
      if Date() >= deadline { return nil }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }
}
