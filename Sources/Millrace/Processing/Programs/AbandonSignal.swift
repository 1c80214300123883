internal import Foundation

/// Frees threads that wait for the pipes of a program, once and for all: its reading end becomes readable.
final class AbandonSignal: Sendable {
  private let pipe: Pipe

  init() throws { pipe = try Pipe() }

  deinit {
    close(pipe.reading)
    close(pipe.writing)
  }

  /// What waiting threads poll beside their pipe.
  var descriptor: Int32 { pipe.reading }

  func send() {
    var byte: UInt8 = 0
    _ = write(pipe.writing, &byte, 1)
  }

  /// Waits until a descriptor is ready, or fails when its turn comes. False where the program is abandoned.
  func wait(for descriptor: Int32, _ event: Int32) -> Bool {
    var polled = [
      pollfd(fd: descriptor, events: Int16(event), revents: 0),
      pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0 {
      if errno != EINTR { return false }
    }
    return polled[1].revents == 0
  }
}
