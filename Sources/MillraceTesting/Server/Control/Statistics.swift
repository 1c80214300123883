internal import Synchronization

/// What the server was asked, and by how many.
final class Statistics: Sendable {
  private let requests = Mutex<[String: Int]>([:])
  private let lastRequest = Atomic<UInt64>(0)

  func count(_ call: ServiceCall) {
    requests.withLock { $0[call.operation, default: 0] += 1 }
  }

  func nextRequestID() -> String {
    let number = lastRequest.wrappingAdd(1, ordering: .relaxed).newValue
    return withUnsafeBytes(of: number.bigEndian) { Hex.encode($0) }
  }

  /// Notes a request to the control interface: it shows that somebody is still there.
  func touch() { lastRequest.wrappingAdd(1, ordering: .relaxed) }

  var total: Int { Int(lastRequest.load(ordering: .relaxed)) }

  /// Requests by operation.
  var requestCounts: [String: Int] { requests.withLock { $0 } }

  func reset() { requests.withLock { $0 = [:] } }
}
