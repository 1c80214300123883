/// Why an object could not be processed. The other objects of the run are not touched by it.
public struct ProcessingError: Error, Sendable, CustomStringConvertible {
  /// What kind of problem it is.
  public enum Code: String, Sendable {
    /// The object may not be read, or its bucket is not there.
    case unreadable
    /// A line is longer than the limit.
    case lineTooLong
    /// A line to which the transforms cannot be applied.
    case badRecord
    /// The program cannot be started.
    case cannotStart
    /// The program ended before its work was done, or said that it has failed.
    case programFailed
    /// The program took longer than its timeout, and was ended.
    case timedOut
    /// The program gave something else than what was agreed on.
    case unexpectedOutput
    /// The object cannot be converted: it is damaged, or has too many bad records.
    case unconvertible
    /// A topic or an endpoint does not take what it is told of the object or message.
    case refused
  }

  /// What kind of problem it is.
  public var code: Code
  /// What happened, and what to do.
  public var message: String

  /// A problem.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
