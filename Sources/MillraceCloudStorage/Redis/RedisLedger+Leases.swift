package import Foundation
package import MillraceStorage

extension RedisLedger {
  package func claimManifest(
    of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    try await claim("", of: pipeline, owner: owner, for: duration)
  }

  package func claimManifest(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    if id.isEmpty { return nil }
    return try await claim(id, of: pipeline, owner: owner, for: duration)
  }

  private func claim(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    let reply = try await change(.claim, of: pipeline, [owner, String(duration.milliseconds), id])
    if reply == .none { return nil }
    guard let found = try RedisManifest(reply, of: pipeline), let lease = found.summary.lease else {
      throw unexpected(reply)
    }
    return ClaimedManifest(
      manifest: try found.manifest(), lease: lease, failures: found.summary.failures, lapses: found.summary.lapses)
  }

  package func renew(_ lease: Lease, for duration: TimeInterval) async throws -> Lease? {
    let reply = try await ask(
      .renew, of: lease.pipeline, [lease.manifestID, String(lease.token), String(duration.milliseconds)])
    var renewed = lease
    guard let until = reply.number else { return nil }
    renewed.expiresAt = Date(milliseconds: until)
    return renewed
  }

  package func release(_ lease: Lease) async throws {
    _ = try await ask(.release, of: lease.pipeline, [lease.manifestID, String(lease.token)])
  }
}
