package import Foundation
package import MillraceStorage

/// A ledger whose calls fail as a ``FaultPlan`` says.
package struct FaultyLedger: Ledger {
  package let base: any Ledger
  package let plan: FaultPlan

  package init(_ base: any Ledger, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  package func register(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    try await plan.run("register") { try await base.register(files, in: pipeline) }
  }

  package func pendingPartitions(of pipeline: String) async throws -> [PendingPartition] {
    try await plan.run("pendingPartitions") { try await base.pendingPartitions(of: pipeline) }
  }

  package func plan(_ request: PlanRequest) async throws -> Manifest? {
    try await plan.run("plan") { try await base.plan(request) }
  }

  package func claimManifest(
    of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    try await plan.run("claimManifest") { try await base.claimManifest(of: pipeline, owner: owner, for: duration) }
  }

  package func claimManifest(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest? {
    try await plan.run("claimManifest") { try await base.claimManifest(id, of: pipeline, owner: owner, for: duration) }
  }

  package func renew(_ lease: Lease, for duration: TimeInterval) async throws -> Lease? {
    try await plan.run("renew") { try await base.renew(lease, for: duration) }
  }

  package func release(_ lease: Lease) async throws {
    try await plan.run("release") { try await base.release(lease) }
  }

  package func complete(_ lease: Lease, with result: ManifestResult) async throws -> CompletionOutcome {
    try await plan.run("complete") { try await base.complete(lease, with: result) }
  }

  package func fail(_ lease: Lease, reason: String, disposition: FailureDisposition) async throws -> Bool {
    try await plan.run("fail") { try await base.fail(lease, reason: reason, disposition: disposition) }
  }

  package func reject(_ rejections: [FileRejection], from lease: Lease) async throws -> Bool {
    try await plan.run("reject") { try await base.reject(rejections, from: lease) }
  }

  package func redrive(_ selection: RedriveSelection, in pipeline: String) async throws -> Int {
    try await plan.run("redrive") { try await base.redrive(selection, in: pipeline) }
  }
}
