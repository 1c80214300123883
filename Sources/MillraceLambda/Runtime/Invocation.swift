/// One call of the function, as the runtime API hands it out.
package struct Invocation: Sendable {
  /// Lambda's id of the call; the same when Lambda makes an asynchronous call again.
  package var id: String
  /// When Lambda ends the process, unless it has answered.
  package var deadline: ContinuousClock.Instant
  /// The event, JSON as a rule.
  package var event: [UInt8]

  package init(id: String, deadline: ContinuousClock.Instant, event: [UInt8]) {
    self.id = id
    self.deadline = deadline
    self.event = event
  }
}
