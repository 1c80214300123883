extension PipelineConfiguration {
  /// `process`: what is done with each object of a pipeline whose sink is `results`.
  public enum Process: Sendable, Equatable {
    /// `lines`: its lines and bytes are counted.
    case lines
    /// `run`: it is handed to a program.
    case run(Program)
    /// `type`: it is handed to a Swift type that the program was built with, by the name under which that is registered.
    case type(String)
  }

  /// A program that processes objects. Where its name holds a slash but does not begin with one, it is relative to the
  /// pipeline file's folder.
  public struct Program: Sendable, Equatable {
    /// What one run of the program is given.
    public enum Each: String, Sendable, CaseIterable {
      /// One whole object: the program is started for each.
      case object
      /// A line, for which it gives a line back: the program stays.
      case line
    }

    /// `run`: the program and its arguments; never empty.
    public var command: [String]
    /// `each`: what one run of the program is given.
    public var each = Each.object
    /// `timeout`: how long an object may take before the program is ended.
    public var timeout = Duration.seconds(300)

    /// A program with every default.
    public init(command: [String]) {
      self.command = command
    }
  }
}
