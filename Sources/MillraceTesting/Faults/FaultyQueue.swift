package import MillraceStorage

/// A queue whose calls fail as a ``FaultPlan`` says, and whose messages come twice as a ``DuplicationPlan`` says.
///
/// A call that fails *after* its effect is one whose answer was lost: what was received stays invisible until its timeout
/// lapses, and what was sent or deleted is.
package struct FaultyQueue: MessageQueue {
  package let base: any MessageQueue
  package let plan: FaultPlan
  package let duplicates: DuplicationPlan

  package init(_ base: any MessageQueue, plan: FaultPlan = FaultPlan(), duplicates: DuplicationPlan = DuplicationPlan())
  {
    self.base = base
    self.plan = plan
    self.duplicates = duplicates
  }

  package var location: String { base.location }

  package func attributes() async throws -> QueueAttributes {
    try await plan.run("attributes") { try await base.attributes() }
  }

  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try await plan.run("send") { try await base.send(messages) }
  }

  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    try await plan.run("receive") {
      if let again = duplicates.due(maximum) { return again }
      let messages = try await base.receive(maximum: maximum, wait: wait, visibility: visibility)
      duplicates.note(messages)
      return messages
    }
  }

  package func delete(_ handles: [String]) async throws -> [HandleFailure] {
    try await plan.run("delete") { try await base.delete(handles) }
  }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    try await plan.run("changeVisibility") { try await base.changeVisibility(changes) }
  }
}
