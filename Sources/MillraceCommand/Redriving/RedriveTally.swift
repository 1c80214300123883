/// What a `redrive` came to.
struct RedriveTally: Sendable {
  struct Refusal: Sendable {
    var id: String
    var reason: String
  }

  var moved = 0
  /// Looked at and left where they are.
  var left = 0
  /// Messages that the source queue does not take, or that could not be deleted after they were sent.
  var refusals: [Refusal] = []

  static func += (left: inout RedriveTally, right: RedriveTally) {
    left.moved += right.moved
    left.left += right.left
    left.refusals += right.refusals
  }
}
