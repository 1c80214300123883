extension PipelineConfiguration {
  /// `junk`: what is left out before and between the JSON of a file.
  public enum Junk: Sendable, Equatable {
    /// A byte order mark, lines that begin with `//` or `#`, comments `/* … */`, and the prefix `)]}'`.
    case standard
    /// Nothing: what is no JSON is bad.
    case none
    /// Only these.
    case rules([Rule])

    /// One thing that is left out.
    public enum Rule: Sendable, Equatable {
      /// A well-known kind.
      case known(Kind)
      /// Whole lines that fit a regular expression.
      case lines(String)
    }

    /// What is known to stand where JSON should.
    public enum Kind: String, Sendable, CaseIterable {
      /// The byte order mark of UTF-8.
      case byteOrderMark = "bom"
      /// Lines that begin so.
      case slashLines = "//"
      /// Lines that begin so.
      case hashLines = "#"
      /// Comments of any number of lines.
      case blockComments = "/* */"
      /// What servers put before JSON lest browsers run it.
      case responsePrefix = ")]}'"
    }

    static let names = Kind.allCases.map(\.rawValue)
  }
}
