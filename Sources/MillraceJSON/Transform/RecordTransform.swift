/// What is done to each record: steps that pick and rearrange values, and steps that drop records.
package struct RecordTransform: Sendable {
  /// One step.
  package enum Step: Sendable {
    /// The record becomes what the expression picks from it; a record from which it picks null is bad.
    case select(JMESPath)
    /// The record stays as it is where the expression holds (JMESPath's truth: all but null, false and what is empty), and is dropped
    /// where it does not.
    case keep(JMESPath)
    /// The record becomes what something outside answers, and is dropped where that is nothing or null.
    case exchange(any RecordExchangeSource)
  }

  /// In the order in which they are applied.
  package let steps: [Step]

  package init(_ steps: [Step]) { self.steps = steps }

  /// Whether records stay as they are.
  package var isEmpty: Bool { steps.isEmpty }
}
