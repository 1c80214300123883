/// What became of an object that was to be written.
package enum PutOutcome: Sendable, Equatable {
  case stored
  /// The key was taken and stays as it was; only with ``PutCondition/ifAbsent``.
  case exists
}
