internal import Foundation

// Unsafe pointers here: lines are written from, and answers read into, buffers of the transform.

/// The ends of a program's standard input and output, for one thread that writes and reads in turn. Neither call blocks, so
/// that a program may answer before it has read everything, and the other way round.
final class RecordPipes {
  private let input: Int32
  private let output: Int32
  private var isOpen = true

  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    for end in [input, output] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  deinit { close() }

  func close() {
    if !isOpen { return }
    isOpen = false
    _ = Foundation.close(input)
    _ = Foundation.close(output)
  }

  /// Writes as much as the program's pipe takes. Nil where the program reads no more.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    // Writing to a program that is gone is an error, not the end of this process.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let count = Foundation.write(input, bytes.baseAddress, bytes.count)
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Reads what is there: nil if nothing is, 0 at the end.
  func read(into buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int? {
    let count = Foundation.read(output, buffer, count)
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? nil : 0
  }

  /// Waits until there is something to read, or room to write. False where there is neither in time.
  func wait(toWrite: Bool, milliseconds: Int32) -> Bool {
    var polled = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
    if toWrite { polled.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    return poll(&polled, nfds_t(polled.count), milliseconds) > 0
  }

  /// Whether the program has ended its output. What it has said before is lost.
  var hasEnded: Bool {
    var byte: UInt8 = 0
    return read(into: &byte, 1) == 0
  }

  /// Whether the program has its output open, and nothing in it.
  var isOpenAndEmpty: Bool { isOpen && !wait(toWrite: false, milliseconds: 0) }
}
