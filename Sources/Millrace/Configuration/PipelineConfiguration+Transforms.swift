package import MillraceJSON

extension PipelineConfiguration {
  /// One entry of `transforms`: what is done to each record before the sink takes it.
  public enum Transform: Sendable, Equatable {
    /// `where`: only records for which the expression holds stay.
    case keep(Expression)
    /// `select`: the record becomes what the expression picks from it.
    case select(Expression)
    /// `run`: the record becomes what a program answers.
    case run(Step)
  }

  /// A program of `transforms`. Where its name holds a slash but does not begin with one, it is relative to the pipeline file's
  /// folder.
  public struct Step: Sendable, Equatable {
    /// The program and its arguments; never empty.
    public var command: [String]
    /// `timeout`: how long the answer to one record may take.
    public var timeout = Duration.seconds(30)

    /// A program with every default.
    public init(command: [String]) {
      self.command = command
    }
  }

  /// An expression in JMESPath (jmespath.org), the language of the AWS command line's `--query`.
  public struct Expression: Sendable, Equatable {
    package let compiled: JMESPath

    /// The expression as it was written.
    public var text: String { compiled.text }

    /// - Throws: an error whose description shows where in the text the fault is.
    public init(_ text: String) throws {
      compiled = try JMESPath(text)
    }

    package init(_ compiled: JMESPath) { self.compiled = compiled }

    /// Whether both were written alike.
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
  }

  /// `transforms`, as the engine applies them. The programs among them run for as long as somebody has the result.
  func recordTransform(_ events: any EventSink) -> RecordTransform {
    RecordTransform(
      transforms.map { transform in
        switch transform {
        case .keep(let condition): return .keep(condition.compiled)
        case .select(let expression): return .select(expression.compiled)
        case .run(let step):
          let options = RecordProgramOptions(
            command: step.command, timeout: step.timeout, lineLimit: limits.line)
          return .exchange(RecordProgramPool(options, events: events))
        }
      })
  }
}
