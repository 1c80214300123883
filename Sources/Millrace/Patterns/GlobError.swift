/// A pattern that cannot be compiled.
public struct GlobError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, and what to do.
  public let description: String
}
