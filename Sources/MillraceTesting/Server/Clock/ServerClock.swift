internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The server's time: the machine's, moved by an offset that a test can set.
final class ServerClock: Sendable {
  private let offset = Atomic<Int64>(0)

  /// Milliseconds since 1970 on a clock that nobody moves: what timeouts and delays are counted on.
  static var machineTime: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Milliseconds since 1970 as the server believes: what it says in `Date` and compares signatures with.
  var now: Int64 { Self.machineTime + offset.load(ordering: .relaxed) }

  /// How far the server's clock is ahead, in milliseconds.
  var ahead: Int64 {
    get { offset.load(ordering: .relaxed) }
    set { offset.store(newValue, ordering: .relaxed) }
  }
}
