/// One thing that is wrong with a pipeline file, where it is, and the way out.
public struct ConfigurationProblem: Sendable, Hashable {
  /// The key, such as `sink.parquet.partition`; empty where the file as a whole is meant.
  public var key: String
  /// The line, from 1; `nil` where the configuration did not come from a file.
  public var line: Int?
  /// The column, from 1, in characters.
  public var column: Int?
  /// What is wrong, and what to do.
  public var message: String

  init(key: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.key = key
    self.line = line
    self.column = column
    self.message = message
  }
}
