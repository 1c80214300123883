package import Foundation
package import MillraceStorage

extension FaultyLedger {
  package func claim(
    _ items: [String], in pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> [ClaimOutcome] {
    try await plan.run("claim") { try await base.claim(items, in: pipeline, owner: owner, for: duration) }
  }

  package func renew(_ claims: [Claim], for duration: TimeInterval) async throws -> [Claim] {
    try await plan.run("renew") { try await base.renew(claims, for: duration) }
  }

  package func finish(_ claims: [Claim], output: String) async throws -> [Claim] {
    try await plan.run("finish") { try await base.finish(claims, output: output) }
  }

  package func release(_ claims: [Claim]) async throws {
    try await plan.run("release") { try await base.release(claims) }
  }

  package func forget(_ items: [String], in pipeline: String) async throws {
    try await plan.run("forget") { try await base.forget(items, in: pipeline) }
  }

  package func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem] {
    try await plan.run("heldItems") { try await base.heldItems(of: pipeline, limit: limit) }
  }

  package func claimCounts(of pipeline: String) async throws -> ClaimCounts {
    try await plan.run("claimCounts") { try await base.claimCounts(of: pipeline) }
  }

  package func checkpoints(_ names: [String], of pipeline: String) async throws -> [String?] {
    try await plan.run("checkpoints") { try await base.checkpoints(names, of: pipeline) }
  }

  package func states(of items: [String], in pipeline: String) async throws -> [ItemState] {
    try await plan.run("states") { try await base.states(of: items, in: pipeline) }
  }

  package func setCheckpoints(_ checkpoints: [(name: String, text: String)], of pipeline: String) async throws {
    try await plan.run("setCheckpoints") { try await base.setCheckpoints(checkpoints, of: pipeline) }
  }

  package func removeCheckpoints(_ names: [String], of pipeline: String) async throws {
    try await plan.run("removeCheckpoints") { try await base.removeCheckpoints(names, of: pipeline) }
  }
}
