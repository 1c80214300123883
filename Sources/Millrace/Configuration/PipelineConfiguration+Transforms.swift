package import MillraceJSON

extension PipelineConfiguration {
  /// One entry of `transforms`: what is done to each record before the sink takes it.
  public enum Transform: Sendable, Equatable {
    /// `where`: only records for which the expression holds stay.
    case keep(Expression)
    /// `select`: the record becomes what the expression picks from it.
    case select(Expression)
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

  /// `transforms`, as the engine applies them.
  package var recordTransform: RecordTransform {
    RecordTransform(
      transforms.map { transform in
        switch transform {
        case .keep(let condition): .keep(condition.compiled)
        case .select(let expression): .select(expression.compiled)
        }
      })
  }
}
