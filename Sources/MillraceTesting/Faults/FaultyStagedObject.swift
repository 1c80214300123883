import MillraceStorage

/// What was staged in a ``FaultyObjectStore``.
final class FaultyStagedObject: StagedObject {
  private let base: any StagedObject
  private let plan: FaultPlan

  init(_ base: any StagedObject, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  var key: ObjectKey { base.key }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try base.write(bytes)
  }

  func publish(_ condition: PutCondition) async throws -> PutOutcome {
    do {
      return try await plan.run("publish") { try await base.publish(condition) }
    } catch {
      await base.abandon()
      throw error
    }
  }

  func abandon() async {
    await base.abandon()
  }
}
