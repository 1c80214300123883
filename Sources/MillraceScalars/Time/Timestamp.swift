/// A point in time, or a local time when no zone was given.
public struct Timestamp: Equatable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00: in UTC if a zone was given, otherwise on the clock that the text was read from.
  public var microseconds: Int64
  /// Whether the text had a zone.
  public var hasZone: Bool

  /// A point in time by its microseconds.
  @inlinable
  public init(microseconds: Int64, hasZone: Bool) {
    self.microseconds = microseconds
    self.hasZone = hasZone
  }
}
