package import MillraceStorage

/// A topic whose calls fail as a ``FaultPlan`` says; one that fails *after* its effect has published what it was given.
package struct FaultyTopic: Topic {
  package let base: any Topic
  package let plan: FaultPlan
  /// What the plan calls publishing; that of staged objects is `publish`, too.
  package let operation: String

  package init(_ base: any Topic, plan: FaultPlan = FaultPlan(), operation: String = "publish") {
    self.base = base
    self.plan = plan
    self.operation = operation
  }

  package var location: String { base.location }

  package func publish(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try await plan.run(operation) { try await base.publish(messages) }
  }
}
