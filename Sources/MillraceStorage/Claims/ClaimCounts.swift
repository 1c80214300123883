/// How many items of a pipeline are held and done.
package struct ClaimCounts: Sendable, Equatable {
  /// Claimed, and neither done nor lapsed.
  package var held: Int
  /// Claimed by someone who has let the claim lapse.
  package var lapsed: Int
  package var done: Int

  package init(held: Int = 0, lapsed: Int = 0, done: Int = 0) {
    self.held = held
    self.lapsed = lapsed
    self.done = done
  }
}
