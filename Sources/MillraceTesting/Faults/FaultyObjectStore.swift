package import MillraceStorage

/// An object store whose calls fail as a ``FaultPlan`` says. `publish` is that of what was staged in it.
package struct FaultyObjectStore: ObjectStore {
  package let base: any ObjectStore
  package let plan: FaultPlan

  package init(_ base: any ObjectStore, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  package var location: String { base.location }

  package func put(_ bytes: [UInt8], as key: ObjectKey, condition: PutCondition) async throws -> PutOutcome {
    try await plan.run("put") { try await base.put(bytes, as: key, condition: condition) }
  }

  package func stage(_ key: ObjectKey) async throws -> any StagedObject {
    try await plan.run("stage") { FaultyStagedObject(try await base.stage(key), plan: plan) }
  }

  package func get(_ key: ObjectKey) async throws -> [UInt8] {
    try await plan.run("get") { try await base.get(key) }
  }

  package func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8] {
    try await plan.run("get") { try await base.get(key, range: range, ifMatch: etag) }
  }

  package func head(_ key: ObjectKey) async throws -> ObjectInfo? {
    try await plan.run("head") { try await base.head(key) }
  }

  package func list(prefix: String) -> ObjectListing {
    ObjectListing { [base, plan] in
      nonisolated(unsafe) var pages = base.list(prefix: prefix).makeAsyncIterator()
      return { try await plan.run("list") { try await pages.next() } }
    }
  }

  package func delete(_ key: ObjectKey) async throws {
    try await plan.run("delete") { try await base.delete(key) }
  }

  package func delete(_ keys: [ObjectKey]) async throws {
    try await plan.run("delete") { try await base.delete(keys) }
  }
}
