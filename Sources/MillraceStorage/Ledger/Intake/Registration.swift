/// What became of a file that was entered.
package struct Registration: Sendable, Equatable {
  /// False if this version of it was known.
  package var isNew: Bool
  /// Its state now.
  package var state: FileState

  package init(isNew: Bool, state: FileState) {
    self.isNew = isNew
    self.state = state
  }
}
