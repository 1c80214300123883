internal import CMillraceSystem
internal import Foundation

/// The two ends of a pipe. Neither is inherited by programs that are started, but where that is said.
struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard mr_open_pipe(&ends) == 0 else {
      throw ProcessingError(.cannotStart, "no pipe can be opened: \(String(cString: strerror(errno)))")
    }
    (reading, writing) = (ends[0], ends[1])
  }
}
