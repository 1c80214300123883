internal import AsyncHTTPClient
import Foundation
internal import NIOHTTP1
internal import Synchronization

/// What is kept of a host that requests go to.
final class TransportHost: Sendable {
  let gate: ConnectionGate
  private let origin: String
  /// Those to `/`, by their methods. Services that speak JSON or XML know no other target, and taking a URL apart costs as
  /// much as signing.
  private let roots = Mutex<[(method: HTTPMethod, request: HTTPClient.Request)]>([])

  init(origin: String, connections: Int) {
    self.origin = origin
    gate = ConnectionGate(limit: connections)
  }

  /// A request without headers and body.
  func request(_ method: HTTPMethod, _ target: String) throws -> HTTPClient.Request {
    if target != "/" { return try make(method, target) }
    if let root = roots.withLock({ roots in roots.first { $0.method == method }?.request }) { return root }
    let root = try make(method, target)
    roots.withLock { $0.append((method, root)) }
    return root
  }

  private func make(_ method: HTTPMethod, _ target: String) throws -> HTTPClient.Request {
    guard let url = URL(string: origin + target) else {
      throw TransportError(.unusable, "“\(origin)\(target)” is no URL.")
    }
    return try HTTPClient.Request(url: url, method: method)
  }
}
