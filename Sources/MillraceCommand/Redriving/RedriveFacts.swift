/// What a `redrive` has shown and done; printed by `--json` as it stands.
struct RedriveFacts: Encodable {
  struct Refusal: Encodable {
    var id: String
    var reason: String
  }

  var view: DeadLetterView
  /// Nil when nothing was to be moved.
  var moved: Int?
  /// Messages that were looked at and left where they are.
  var left: Int?
  var refused: [Refusal]?

  init(_ view: DeadLetterView, _ tally: RedriveTally? = nil) {
    self.view = view
    moved = tally?.moved
    left = tally?.left
    refused = tally?.refusals.map { Refusal(id: $0.id, reason: $0.reason) }
  }

  /// For a person.
  var text: String {
    guard let moved, let left else { return view.text }
    var text = "\(Quantity.counted(moved, "message")) moved to \(view.source)"
    if left > 0 { text += "; \(Quantity.count(left)) left in \(view.deadLetterQueue)" }
    return text
  }
}
