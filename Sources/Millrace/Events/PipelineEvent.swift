/// Something that happened in a run, for logs.
public struct PipelineEvent: Sendable {
  /// How much attention an event asks for.
  public enum Level: String, Sendable {
    /// Work is going on.
    case info
    /// A person should look at it; the run goes on.
    case warning
    /// Something cannot be done; the run ends, or a file or manifest is given up.
    case error
  }

  /// A value in an event, typed so that machine-readable logs keep numbers as numbers.
  public enum Value: Sendable, Equatable {
    /// Text.
    case text(String)
    /// A whole number.
    case number(Int64)
  }

  /// How much attention it asks for.
  public var level: Level
  /// What kind of event it is, in lower case with dashes, such as `manifest-completed`. Scripts may rely on it.
  public var name: String
  /// The same for a person.
  public var message: String
  /// What the event is about, in the order in which it is to be shown.
  public var fields: [(name: String, value: Value)]

  /// An event.
  public init(_ level: Level, _ name: String, _ message: String, _ fields: [(name: String, value: Value)] = []) {
    self.level = level
    self.name = name
    self.message = message
    self.fields = fields
  }
}
